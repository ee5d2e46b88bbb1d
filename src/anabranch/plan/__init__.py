"""What to do about a map: steps that free a domain, what to free first, what a change would come to, whether to split.

Knows maps and evidence; knows no rule file, no command and no language.
"""
