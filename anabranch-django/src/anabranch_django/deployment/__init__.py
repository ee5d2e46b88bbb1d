"""Which domains a process holds, and what follows: its apps, URLs, queues, tables, and the processes of a placement.

Knows settings, ports and events; knows nothing of how a team's machines are run.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from anabranch_django.deployment.guarding import unguarded
    from anabranch_django.deployment.placing import installed_apps
    from anabranch_django.deployment.routing import Router
    from anabranch_django.deployment.urls import served_queues, served_urls

_MODULES = {
    "Router": "routing",
    "installed_apps": "placing",
    "served_queues": "urls",
    "served_urls": "urls",
    "unguarded": "guarding",
}

__all__ = ["Router", "installed_apps", "served_queues", "served_urls", "unguarded"]


def __getattr__(name: str) -> object:
    # Late: the settings module itself asks for `installed_apps`.
    if name in _MODULES:
        return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
