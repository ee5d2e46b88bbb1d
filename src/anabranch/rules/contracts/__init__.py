"""Contracts between modules: rules that a team states beside its order, also those that it held with other tools.

Each type of contract has its own file; none knows domains, debt or where a contract was written down.
"""
