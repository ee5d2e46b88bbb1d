"""What lives in a team's own Django process: observes the edges of domains, and carries calls and events over them.

Knows Django and the process it runs in; knows nothing of the tool `anabranch`, with which it only shares files.

PYTEST_DONT_REWRITE (this package is imported before pytest is, and asserts nothing; pytest would warn of that)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from anabranch_django.events import Event, Gone, Projection, consumer, current_event_id, on
    from anabranch_django.ports import (
        Port,
        PortError,
        UserClaim,
        acting_as,
        batch,
        command,
        current_call,
        deadline_in,
        query,
    )

_PORTS = ("Port", "PortError", "UserClaim", "acting_as", "batch", "command", "current_call", "deadline_in", "query")
_EVENTS = ("Event", "Gone", "Projection", "consumer", "current_event_id", "on")

__all__ = [
    "Event",
    "Gone",
    "Port",
    "PortError",
    "Projection",
    "UserClaim",
    "acting_as",
    "batch",
    "command",
    "consumer",
    "current_call",
    "current_event_id",
    "deadline_in",
    "on",
    "query",
]


def __getattr__(name: str) -> object:
    # Late: Django imports this package for its AppConfig before there is anything to declare.
    if name in _PORTS:
        return getattr(import_module("anabranch_django.ports"), name)
    if name in _EVENTS:
        return getattr(import_module("anabranch_django.events"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
