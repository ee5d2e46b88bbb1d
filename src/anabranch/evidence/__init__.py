"""What git, CI logs and rehearsals say about a project, beside its source.

Knows records and revisions; knows no rules, no commands and no reports.
"""
