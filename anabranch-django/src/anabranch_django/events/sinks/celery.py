"""Consumers run in Celery workers; their queue is the first of the domain's `queues`, else Celery's own choice."""

from __future__ import annotations

from celery import shared_task

from anabranch_django import settings
from anabranch_django.events.consumers import declared_consumer
from anabranch_django.events.handling import work_off
from anabranch_django.events.sinks.workers import Workers


@shared_task(name="anabranch.work_off", ignore_result=True, acks_late=True)  # type: ignore[untyped-decorator]
def work_off_task(database: str, consumer: str, key: str) -> None:
    """Handle what is due for a consumer and key."""
    work_off(database, consumer, key)


class CelerySink(Workers):
    """Sends `anabranch.work_off` through the team's own Celery app."""

    def send(self, consumer: str, database: str, key: str) -> None:
        """Raises what Celery raises; it is told to give up at once, for the relay repeats."""
        known = declared_consumer(consumer)
        queues = settings.current().domain(known.domain).queues if known else ()
        work_off_task.apply_async((database, consumer, key), queue=queues[0] if queues else None, retry=False)
