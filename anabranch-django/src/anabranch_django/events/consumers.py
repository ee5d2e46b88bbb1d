"""Consumers: functions that are called with events, each event once for its effects."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from anabranch_django import settings
from anabranch_django.errors import Misconfigured, Refused, UnknownConsumer
from anabranch_django.events.declaration import Event
from anabranch_django.ports.domains import domain_of_module

Handler = TypeVar("Handler", bound=Callable[..., object])

_NAME_LENGTH = 200
_declared: dict[str, Consumer] = {}


@dataclass(frozen=True)
class Consumer:
    """A function and the events it listens to."""

    name: str
    """Stands in inbox and dead letters: a new name is a new consumer."""
    handler: Callable[[Any], object]
    events: tuple[Event[Any], ...]
    own_domain: str
    transaction: bool
    attempts: int | None
    many: bool = False

    @property
    def domain(self) -> str:
        """The domain that it belongs to: whose process runs it, whose database holds its inbox."""
        found = self.own_domain or domain_of_module(self.handler.__module__)
        if not found:
            raise Misconfigured(
                f"Consumer {self.name} has no domain: its module lies in no app that ANABRANCH['domains'] lists. "
                "List its app there, or say @consumer(..., domain=...)."
            )
        return found

    @property
    def database(self) -> str:
        """The alias of its inbox and of its transactions."""
        return settings.current().domain(self.domain).database

    @property
    def sink(self) -> str:
        """Where it runs."""
        events = settings.current().events
        return events.sinks.get(self.domain, events.sink)

    @property
    def most_attempts(self) -> int:
        """Failures after which an event is a dead letter."""
        return self.attempts or settings.current().events.attempts


def consumer(
    *events: Event[Any],
    name: str = "",
    domain: str = "",
    transaction: bool = True,
    many: bool = False,
    attempts: int | None = None,
) -> Callable[[Handler], Handler]:
    """Call this function with each of these events, in order per key.

    >>> @consumer(Orders.placed)
    ... def prepare_parcel(event: OrderPlaced) -> None: ...

    It runs in a transaction of its domain's database together with the inbox entry, so its effects there happen once;
    what it does elsewhere (mail, HTTP) may happen again after a crash: use `transaction.on_commit` or an idempotency
    key. `transaction=False` runs it outside of one, so that it may call commands of other ports. `many=True` calls
    it with a tuple of events instead, for work that is cheaper together; when that fails each is given alone. `domain`
    is by default that of its app, `name` that of its module and function. Raises `Refused`.
    """

    def register(handler: Handler) -> Handler:
        full = name or f"{handler.__module__}.{handler.__qualname__}"
        _check(full, handler, events, alone=not transaction and many)
        _declared[full] = Consumer(full, handler, events, domain, transaction, attempts, many)
        return handler

    return register


def declared_consumers() -> Iterable[Consumer]:
    """All consumers that this process has imported."""
    return tuple(_declared.values())


def declared_consumer(name: str) -> Consumer | None:
    """The consumer of that name, if this process declares one."""
    return _declared.get(name)


def consumer_named(name: str) -> Consumer:
    """The consumer of that name. Raises `UnknownConsumer`."""
    if name in _declared:
        return _declared[name]
    raise UnknownConsumer(
        f"No consumer {name} is declared in this process. If it was renamed, give it its old name with name=…; "
        "if it is gone for good, drop its events: manage.py anabranch_deadletters drop."
    )


def consumers_of(event: str, *, domain: str | None = None) -> list[Consumer]:
    """Who listens to the event of that name, in one domain or everywhere."""
    return [
        each
        for each in _declared.values()
        if (domain is None or each.domain == domain) and any(own.name == event for own in each.events)
    ]


def _check(name: str, handler: Callable[..., object], events: tuple[Event[Any], ...], *, alone: bool) -> None:
    if not events or not all(isinstance(event, Event) for event in events):
        raise Refused(f"Consumer {name}: name the events it listens to, as in @consumer(Orders.placed).")
    if inspect.iscoroutinefunction(handler):
        raise Refused(f"Consumer {name} is async; its transaction would not be. Declare a plain function.")
    if alone:
        raise Refused(f"Consumer {name}: without a transaction there is nothing that many could share; drop many=True.")
    if len(name) > _NAME_LENGTH:
        raise Refused(f"Consumer {name[:40]}…: its name has more than {_NAME_LENGTH} characters. Give it one: name=…")
    before = _declared.get(name)
    if before and before.handler is not handler and _place(before.handler) != _place(handler):
        raise Refused(f"Two consumers are called {name}: {_place(before.handler)} and {_place(handler)}.")


def _place(handler: Callable[..., object]) -> str:
    return f"{handler.__module__}.{handler.__qualname__}"
