"""Measures what a call through a port costs, beside what a team would do instead."""
