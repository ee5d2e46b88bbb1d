"""Events: written with the transaction that they tell of, delivered at least once, in order per key, handled once.

Knows outbox, relay, inbox, consumers, sinks and read models; knows nothing of how a port's calls are made, of
commands of `manage.py`, or of the admin.
"""
