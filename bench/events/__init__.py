"""Measures what events cost those who publish them, how fast they arrive, and that none is lost or doubled."""
