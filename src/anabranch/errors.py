"""Errors written for the person who reads them: what, where, what to do."""

from __future__ import annotations


class AnabranchError(Exception):
    """The tool could not do its work. The message is a sentence for the user; never shown with a traceback."""


class NothingToRead(AnabranchError):
    """There is no such path, or no Python below it."""


class UnknownName(AnabranchError):
    """A unit, module, class or model that the map does not hold."""
