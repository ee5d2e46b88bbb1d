"""Events as a port declares them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

from anabranch_django import by_value
from anabranch_django.errors import BadKey, Refused, UnknownEvent
from anabranch_django.events.publishing import publish

Payload = TypeVar("Payload")

_KEY_LENGTH = 200
_declared: list[Event[Any]] = []
_by_name: dict[str, Event[Any]] = {}


class Event(Generic[Payload]):
    """Something that happened in a domain, told to whoever listens.

    >>> class Orders(Port, key="orders"):
    ...     placed = Event(OrderPlaced, key=lambda event: event.order_id)

    `payload` is a frozen dataclass or msgspec Struct. Events with one key are delivered in the order of their
    commits; between keys there is no order. `version` counts changes that are not additive.
    Raises `Refused` for a payload that cannot cross.
    """

    def __init__(self, payload: type[Payload], *, key: Callable[[Payload], object], version: int = 1) -> None:

        by_value.check(payload, of=f"Event({payload.__qualname__})", read_by_older=True)
        self.payload: type[Payload] = payload
        self.version = version
        self._key = key
        self._owner: type | None = None
        self._attribute = ""

    def __set_name__(self, owner: type, name: str) -> None:
        if self._owner is not None:
            raise Refused(
                f"The event {self._attribute} of {self._owner.__qualname__} cannot also be {name} of {owner}."
            )
        self._owner, self._attribute = owner, name
        _declared.append(self)

    def __repr__(self) -> str:
        return f"<Event {self._attribute} of {self._owner.__qualname__ if self._owner else 'no port'}>"

    @property
    def domain(self) -> str:
        """The key of the port that declares it. It is set when the port's class is complete, so it is read late."""
        if self._owner is None:
            raise Refused(f"Event({self.payload.__qualname__}) belongs to no port: declare it in the body of one.")
        return str(self._owner.port_key)  # type: ignore[attr-defined]  # a port has one; this package is told no more

    @property
    def name(self) -> str:
        """The name that it has in tables and on the wire: "orders.placed"."""
        return f"{self.domain}.{self._attribute}"

    def lock_entry(self) -> dict[str, object]:
        """What the lock file says of it."""
        return {"kind": "event", "payload": by_value.schema(cast("Any", self.payload)), "version": self.version}

    def key_of(self, payload: Payload) -> str:
        """The key as text. Raises `BadKey`."""
        key = self._key(payload)
        if isinstance(key, bool) or not isinstance(key, (str, int, UUID)):
            raise BadKey(f"The key of {self.name} is {type(key).__name__}; it has to be text, an int or a UUID.")
        text = str(key)
        if len(text) > _KEY_LENGTH or "\x00" in text:
            raise BadKey(
                f"The key of {self.name} has {len(text)} characters; "
                f"at most {_KEY_LENGTH}, and no zero byte, are allowed. Use an id, or a hash."
            )
        return text

    def publish(self, *payloads: Payload) -> None:
        """Write the events with the open transaction of the domain's database: one statement for all of them.

        They are delivered after it commits, and never if it does not. Publish after the write that they tell of: its
        lock then orders the events of one key. Raises `OutsideTransaction`, `BadKey`, `NotByValue`, `EventLoop`,
        `TooLarge`, `NotMigrated`.
        """
        publish(self, payloads)


def declared_events() -> Iterable[Event[Any]]:
    """All events of all ports that this process has imported."""
    return tuple(_declared)


def event_named(name: str) -> Event[Any]:
    """The event of that full name. Raises `UnknownEvent`."""
    if name not in _by_name:
        _by_name.update({event.name: event for event in _declared})
    if name in _by_name:
        return _by_name[name]
    raise UnknownEvent(
        f"No event {name} is declared in this process. If its port was changed or removed, deploy a version that still "
        "declares it and replay, or drop the event: manage.py anabranch_deadletters."
    )
