"""One file a kind of reference: where it stands in the code, and what it refers to.

Knows what expressions denote; knows nothing of units, orders or other kinds.
"""
