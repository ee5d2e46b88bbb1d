"""Consumers run in the team's workers. The broker only carries the news that there is something to do.

The events themselves wait in the consumer's database, so a broker that forgets, repeats or reorders loses no event,
handles none twice and keeps the order of keys.
"""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence

from django.db import transaction

from anabranch_django.events import deferred, inbox
from anabranch_django.events.consumers import Consumer
from anabranch_django.events.databases import tables_of
from anabranch_django.events.deferred import Setback
from anabranch_django.events.envelope import Envelope

_log = logging.getLogger("anabranch_django.events")


class Workers(ABC):
    """What brokers have in common: keep the events, then send one message a key."""

    def take(
        self,
        consumer: Consumer,
        envelopes: Sequence[Envelope],
        *,
        until: float | None,  # noqa: ARG002  keeping is fast
        pulse: Callable[[], None],
    ) -> None:
        """Keep them in the consumer's database, and tell a worker."""
        pulse()
        alias = consumer.database
        with tables_of(alias), transaction.atomic(using=alias):
            new = inbox.take(alias, consumer.name, envelopes)
            mine = [envelope for envelope in envelopes if envelope.event_id in new]
            blocked = deferred.blocked_keys(alias, consumer.name, (envelope.key for envelope in mine))
            due = deferred.add(alias, consumer, [Setback(envelope) for envelope in mine], blocked=blocked)
        for key in due:
            self.wake(consumer.name, alias, key)

    def wake(self, consumer: str, database: str, key: str) -> None:
        """Tell a worker. What the broker does not take now, the relay repeats."""
        try:
            self.send(consumer, database, key)
        except Exception as error:  # noqa: BLE001  every broker has errors of its own
            _log.warning("The broker took no work for %s (%s); it is repeated.", consumer, error)

    @abstractmethod
    def send(self, consumer: str, database: str, key: str) -> None:
        """Put a call of `work_off(database, consumer, key)` on the broker."""
