"""Where consumers run: here, or in the team's own workers.

Knows how work is handed to them; knows nothing of outboxes and relays. A sink is one small class: see `Sink`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.utils.module_loading import import_string

from anabranch_django.errors import Misconfigured
from anabranch_django.events.consumers import Consumer
from anabranch_django.events.sinks.sink import Sink

__all__ = ["Sink", "sink_of"]

_KNOWN = {
    "embedded": "anabranch_django.events.sinks.embedded.Embedded",
    "celery": "anabranch_django.events.sinks.celery.CelerySink",
    "django.tasks": "anabranch_django.events.sinks.tasks.TasksSink",
}


def sink_of(consumer: Consumer) -> Sink:
    """The sink of a consumer. Raises `Misconfigured` where the setting names none."""
    return sink_called(consumer.sink)


@lru_cache(maxsize=32)
def sink_called(name: str) -> Sink:
    """The sink that a setting names. Raises `Misconfigured`."""
    try:
        made: Any = import_string(_KNOWN.get(name, name))()
    except ImportError as error:
        known = ", ".join(f'"{each}"' for each in _KNOWN)
        raise Misconfigured(
            f'The sink "{name}" of ANABRANCH["events"] cannot be loaded: {error}. Known are {known}, '
            "or the dotted path of a class; celery and django-tasks have to be installed to be used."
        ) from error
    if not isinstance(made, Sink):
        raise Misconfigured(f'The sink "{name}" of ANABRANCH["events"] has no method take(consumer, envelopes, …).')
    return made
