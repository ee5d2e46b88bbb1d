"""What a sink has to be able to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

from anabranch_django.events.consumers import Consumer
from anabranch_django.events.envelope import Envelope


@runtime_checkable
class Sink(Protocol):
    """Takes events for consumers. Made once a process, without arguments."""

    def take(
        self, consumer: Consumer, envelopes: Sequence[Envelope], *, until: float | None, pulse: Callable[[], None]
    ) -> None:
        """Take the events, in this order. When it returns they are handled or safely kept; the outbox forgets them.

        The same events may come again. After `until` (`time.monotonic`) it should keep instead of handle; `pulse` may
        be called between steps and may raise. Raises `Away` where they cannot be taken now.
        """

    def wake(self, consumer: str, database: str, key: str) -> None:
        """What is deferred for this consumer and key is due. May be called again, and may fail: it is repeated."""
