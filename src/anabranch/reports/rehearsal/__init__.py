"""Renders a rehearsal for people, programs, code hosts and reviews.

Knows what was found by its values alone; must not compute what another format would show differently.
"""
