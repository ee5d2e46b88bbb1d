"""Sees where a team's own tests, or a sampled server, cross the edge of a domain, and writes it down.

Knows Django, the watch file and the record files; knows nothing of the map, and changes nothing of what it watches.
"""
