"""The rules of the declared order: which references between domains break it, each rule in its own file.

Knows where domains stand and what is said of a pair of them; knows no debt, no contracts, and not how a finding looks.
"""
