"""The order as a rule: which references break it, which of them are debt, and which are new.

Knows maps, rule files and debt files as values; knows no commands, no reports, and reads or writes no file.
"""
