"""System checks: what cannot work, said before the first request. One file a subject.

Each check is a function of the setting and the registries that gives Django's messages; knows nothing of how they are
shown.
"""
