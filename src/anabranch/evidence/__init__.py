"""Knows what ran: the records of rehearsals and observations, and which reference of the map each row belongs to.

Must not know commands, reports and rules, nor the library that writes the records: they share files alone.
"""
