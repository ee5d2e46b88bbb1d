"""Consumers run in the relay, or in the process that another relay sent the events to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from anabranch_django.events.consumers import Consumer
from anabranch_django.events.envelope import Envelope
from anabranch_django.events.handling import handle, work_off


class Embedded:
    """Nothing but the database is needed."""

    def take(
        self, consumer: Consumer, envelopes: Sequence[Envelope], *, until: float | None, pulse: Callable[[], None]
    ) -> None:
        """Handle them here and now."""
        handle(consumer, envelopes, until=until, pulse=pulse)

    def wake(self, consumer: str, database: str, key: str) -> None:
        """Handle here and now what is due."""
        work_off(database, consumer, key)
