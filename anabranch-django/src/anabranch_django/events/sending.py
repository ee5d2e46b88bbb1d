"""Brings events to a domain, wherever it is: by a call here, or over the ports' transport."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence

import msgspec
from django.db import DatabaseError, InterfaceError

from anabranch_django import by_value, settings
from anabranch_django.errors import Away, CallerNotAllowed, CallError, Malformed, Misconfigured
from anabranch_django.events.accepting import accept
from anabranch_django.events.databases import tables_of
from anabranch_django.events.envelope import Envelope, size_in_message
from anabranch_django.events.handling import nothing
from anabranch_django.events.listening import has_consumers_of
from anabranch_django.ports.answering import let_answer
from anabranch_django.ports.carriers import Carrier, carrier_to
from anabranch_django.ports.domains import is_served, may_call
from anabranch_django.ports.values import OK, Call

EVENTS = "-events"
"""Stands where a call has its method; no method can have that name."""
_VERSION = 1
_SHARE_OF_TIME = 0.7
"""Of the time that the sender waits; after it the receiver keeps the rest instead of handling it."""


class Delivery(msgspec.Struct, frozen=True):
    """What is sent at once."""

    events: tuple[Envelope, ...]
    perhaps: bool = False
    """The sender does not have the receiver's consumers, and so cannot know whether it listens."""


def send(domain: str, envelopes: Sequence[Envelope], *, pulse: Callable[[], None] = nothing) -> None:
    """Give the events, all of one publisher, to a domain; when it returns they are safe there.

    Raises `Away` or `DatabaseError`; part of the events may have been taken then, and will be known.
    """
    carrier = _carrier(domain)
    if carrier.placement == "local":
        accept(domain, envelopes, pulse=pulse)
        return
    for part in parts_of(envelopes, most=settings.current().limits.max_size):
        pulse()
        _post(carrier, domain, part)


def _carrier(domain: str) -> Carrier:
    try:
        carrier = carrier_to(domain)
    except (CallError, Misconfigured) as error:
        raise Away(error.sentence) from error
    if carrier.placement == "local" and not is_served(domain):
        raise Away(
            f"this process does not serve {domain}, and ANABRANCH['ports']['{domain}']['url'] says not who does."
        )
    return carrier


def parts_of(envelopes: Sequence[Envelope], *, most: int) -> Iterator[Sequence[Envelope]]:
    """The events in order, as few messages as the limit of a message allows."""
    part: list[Envelope] = []
    size = 0
    for envelope in envelopes:
        own = size_in_message(envelope.key, envelope.data)
        if part and size + own > most:
            yield part
            part, size = [], 0
        part.append(envelope)
        size += own
    if part:
        yield part


def _post(carrier: Carrier, domain: str, envelopes: Sequence[Envelope]) -> None:
    call = Call(
        port=domain,
        version=_VERSION,
        method=EVENTS,
        body=by_value.encode(Delivery(tuple(envelopes), perhaps=not has_consumers_of(domain))),
        caller=envelopes[0].domain,
        deadline=time.monotonic() + settings.current().events.send_timeout,
        hop=1,
    )
    try:
        reply = carrier.exchange(call)
    except (CallError, Misconfigured) as error:
        raise Away(error.sentence) from error
    if reply.status != OK:
        raise Away(f"{domain} answered {reply.status}: {_sentence(reply.body)}")


def _sentence(body: bytes) -> str:
    try:
        return str(by_value.decode(body, dict[str, str]).get("sentence", ""))
    except Malformed:
        return "its answer cannot be read."


def receive(call: Call) -> None:
    """Take a delivery, on the other side. Raises `Malformed`, `CallerNotAllowed`, `Away`."""
    delivery: Delivery = by_value.decode(call.body, Delivery)
    for envelope in delivery.events:
        _require_allowed(call, envelope)
    now = time.monotonic()
    until = now + _SHARE_OF_TIME * max(0.0, call.deadline - now)
    alias = settings.current().domain(call.port).database
    try:
        with tables_of(alias):
            accept(call.port, delivery.events, until=until, perhaps=delivery.perhaps)
    except (DatabaseError, InterfaceError) as error:
        raise Away(f"the database of {call.port} cannot take events now ({type(error).__name__}).") from error


def _require_allowed(call: Call, envelope: Envelope) -> None:
    if envelope.domain != call.caller:
        raise CallerNotAllowed(f"{call.caller!r} delivers {envelope.event}, which is not its own.")
    if not may_call(caller=call.port, callee=envelope.domain):
        raise CallerNotAllowed(
            f"{call.port!r} gets {envelope.event} and does not declare it: add {envelope.domain!r} to 'uses' in "
            f"ANABRANCH['domains'][{call.port!r}], where the hierarchy allows it."
        )


def setup() -> None:
    """Let this process take deliveries."""
    let_answer(EVENTS, receive)
