"""What one file says by itself: its definitions, imports, expressions and strings.

Knows no other file, no project and no Django setting: the same bytes always give the same facts.
"""
