"""Consumers that nobody runs, sinks that cannot be loaded, read models in the wrong database."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core import checks
from django.core.checks import CheckMessage, Error
from django.db import router

from anabranch_django import settings
from anabranch_django.errors import Misconfigured
from anabranch_django.events.consumers import Consumer, declared_consumers
from anabranch_django.events.projections import Projection, declared_projections
from anabranch_django.events.sinks import sink_of
from anabranch_django.ports.domains import is_served, may_call


def check_events(**_apps: object) -> list[CheckMessage]:
    """All messages about consumers and read models; none where the setting cannot be read, as that of ports says."""
    try:
        settings.current()
    except Misconfigured:
        return []
    found: list[CheckMessage] = []
    for consumer in declared_consumers():
        found += _of_consumer(consumer)
    for projection in declared_projections():
        found += _of_projection(projection)
    return found


def _of_consumer(consumer: Consumer) -> list[CheckMessage]:
    try:
        return list(_problems(consumer))
    except Misconfigured as error:
        return [Error(error.sentence, obj=consumer.name, id="anabranch.E021")]


def _problems(consumer: Consumer) -> Iterator[CheckMessage]:
    domain = consumer.domain
    publishers = {event.domain for event in consumer.events}
    if not any(map(is_served, {domain, *publishers})):
        # Nothing of it happens here: the processes that publish or consume say what is missing.
        return
    if not is_served(domain) and settings.current().port(domain).url == "local":
        yield Error(
            f"Nobody runs the consumer {consumer.name}: "
            f"this process does not serve {domain}, and does not know who does.",
            hint=f"Say where it is: ANABRANCH['ports']['{domain}'] = {{'url': 'http://…'}}, or add it to 'serve'.",
            obj=consumer.name,
            id="anabranch.E021",
        )
    if is_served(domain):
        yield from _of_sink(consumer)
    for publisher in sorted(publishers):
        if not may_call(caller=domain, callee=publisher):
            yield _undeclared(consumer, publisher)


def _undeclared(consumer: Consumer, publisher: str) -> CheckMessage:
    domain = consumer.domain
    together = is_served(domain) and is_served(publisher)
    return (checks.Warning if together else Error)(
        f"{consumer.name} listens to {publisher}, and its domain {domain} does not declare that it uses it.",
        hint=f"Add '{publisher}' to ANABRANCH['domains']['{domain}']['uses']; apart, no event would arrive.",
        obj=consumer.name,
        id="anabranch.W024" if together else "anabranch.E024",
    )


def _of_sink(consumer: Consumer) -> Iterator[CheckMessage]:
    try:
        sink_of(consumer)
    except Misconfigured as error:
        yield Error(error.sentence, obj=consumer.name, id="anabranch.E022")


def _of_projection(projection: Projection[Any]) -> Iterator[CheckMessage]:
    expected = projection.database
    actual = router.db_for_write(projection.model)
    if is_served(projection.consumer.domain) and actual != expected:
        yield Error(
            f'The read model {projection.name} is written in "{expected}", the database of its domain, '
            f'and the database router keeps {projection.model._meta.label} in "{actual}".',
            hint=f"Route {projection.model._meta.label} to '{expected}', or set the domain's 'database'.",
            obj=projection.name,
            id="anabranch.E023",
        )
