"""Runs a team's tests at five distances between domains, and counts the calls they make.

Knows ports and pytest; knows nothing of how a team deploys.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from anabranch_django.testing.away import away
    from anabranch_django.testing.counting import assert_port_calls
    from anabranch_django.testing.events import deliver_all, published

_MODULES = {"assert_port_calls": "counting", "away": "away", "deliver_all": "events", "published": "events"}

__all__ = ["assert_port_calls", "away", "deliver_all", "published"]


def __getattr__(name: str) -> object:
    # pytest reads this package in every run, also where there is no Django to be set up.
    if name in _MODULES:
        found = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
        # An import has put the module of that name here.
        globals()[name] = found
        return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
