"""One file a command: reads arguments, calls one function, hands the result to a report, returns an exit code.

The only place that prints, opens files for output or exits; knows no rule of reading.
"""
