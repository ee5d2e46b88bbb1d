"""What lives in a team's own Django process: observes the edges of domains, and carries calls and events over them.

Knows Django and the process it runs in; knows nothing of the tool `anabranch`, with which it only shares files.

PYTEST_DONT_REWRITE (this package is imported before pytest is, and asserts nothing; pytest would warn of that)
"""
