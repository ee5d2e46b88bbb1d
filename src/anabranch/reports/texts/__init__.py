"""What reports say, in each language.

Knows sentences; knows no map. Values put into a sentence come from the project and are made visible here.
"""
