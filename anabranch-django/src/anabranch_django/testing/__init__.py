"""Runs a team's tests at five distances between domains, and counts the calls they make.

Knows ports and pytest; knows nothing of how a team deploys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from anabranch_django.testing.counting import assert_port_calls

__all__ = ["assert_port_calls"]


def __getattr__(name: str) -> object:
    # pytest reads this package in every run, also where there is no Django to be set up.
    if name == "assert_port_calls":
        from anabranch_django.testing.counting import assert_port_calls

        return assert_port_calls
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
