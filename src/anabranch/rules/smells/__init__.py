"""What usually makes code hard to take apart, each smell in its own file: advice, and a rule once a team promotes it.

Knows a map and which domain each unit belongs to; knows no debt, no commands, and not how advice looks.
"""
