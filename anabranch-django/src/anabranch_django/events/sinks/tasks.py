"""Consumers run in workers of `django.tasks` (Django 6.0), or of its backport `django-tasks` before."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from anabranch_django import settings
from anabranch_django.events.consumers import declared_consumer
from anabranch_django.events.handling import work_off
from anabranch_django.events.sinks.workers import Workers


def _task() -> Any:  # noqa: ANN401  of Django, or of its backport
    try:
        return import_module("django.tasks").task
    except ImportError:
        return import_module("django_tasks").task


@_task()()  # type: ignore[untyped-decorator]
def work_off_task(database: str, consumer: str, key: str) -> None:
    """Handle what is due for a consumer and key."""
    work_off(database, consumer, key)


class TasksSink(Workers):
    """Enqueues on the backend that the setting TASKS names."""

    def send(self, consumer: str, database: str, key: str) -> None:
        """Raises what the backend raises."""
        known = declared_consumer(consumer)
        queues = settings.current().domain(known.domain).queues if known else ()
        named = work_off_task.using(queue_name=queues[0]) if queues else work_off_task
        named.enqueue(database, consumer, key)
