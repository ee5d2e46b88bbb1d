"""Takes events for a domain that this process serves: the same function for its own relay and for that of others."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.db import transaction

from anabranch_django import settings
from anabranch_django.errors import UnknownEvent
from anabranch_django.events import deferred, inbox
from anabranch_django.events.consumers import consumers_of
from anabranch_django.events.databases import tables_of
from anabranch_django.events.declaration import event_named
from anabranch_django.events.envelope import Envelope
from anabranch_django.events.handling import nothing
from anabranch_django.events.sinks import sink_of
from anabranch_django.ports.registry import declarations


def accept(
    domain: str,
    envelopes: Sequence[Envelope],
    *,
    until: float | None = None,
    pulse: Callable[[], None] = nothing,
    perhaps: bool = False,
) -> None:
    """Give the events to the consumers of the domain. When it returns they are safe with every one of them.

    An event that is not declared here is kept, for a version of this process that declares it; but where it came only
    `perhaps`, and the publisher's port is not even imported here, nothing here has ever listened to it.
    Raises `Away` or `DatabaseError` where they could not be taken; they may then come again, and will be known.
    """
    consumers = {
        each.name: each for event in {e.event for e in envelopes} for each in consumers_of(event, domain=domain)
    }
    for consumer in consumers.values():
        names = {event.name for event in consumer.events}
        mine = [envelope for envelope in envelopes if envelope.event in names]
        sink_of(consumer).take(consumer, mine, until=until, pulse=pulse)
    ports = declarations()
    _keep_unknown(domain, [each for each in envelopes if not perhaps or each.domain in ports])


def _keep_unknown(domain: str, envelopes: Sequence[Envelope]) -> None:
    alias = settings.current().domain(domain).database
    for envelope in envelopes:
        error = _unknown(envelope.event)
        if error is not None:
            with tables_of(alias), transaction.atomic(using=alias):
                if inbox.take(alias, deferred.UNKNOWN, [envelope]):
                    deferred.add_unknown(alias, domain, envelope, error)


def _unknown(event: str) -> UnknownEvent | None:
    try:
        event_named(event)
    except UnknownEvent as error:
        return error
    return None
