"""Facts of all files, resolved into references and the model registry, and the map made of them.

Knows Django's ways of referring; knows no command, no report, no rule and no git history.
"""
