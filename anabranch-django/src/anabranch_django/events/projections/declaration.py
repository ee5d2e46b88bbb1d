"""Read models as a domain declares them."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from django.db import models

from anabranch_django.errors import Refused, UnknownConsumer
from anabranch_django.events.consumers import Consumer, consumer, consumer_named
from anabranch_django.events.current import current_event
from anabranch_django.events.declaration import Event
from anabranch_django.events.projections.values import field_of

Item = TypeVar("Item")
Method = TypeVar("Method", bound=Callable[..., object])

_MARK = "anabranch_events"
_declared: dict[str, Projection[Any]] = {}


def on(*events: Event[Any]) -> Callable[[Method], Method]:
    """Mark the method of a projection that turns these events into an item, or into `Gone`."""

    def mark(method: Method) -> Method:
        setattr(method, _MARK, events)
        return method

    return mark


class Projection(Generic[Item]):
    """A copy of another domain's data, in a model of one's own, written by nothing else.

    >>> class Buyers(Projection[Buyer]):
    ...     model, key = BuyerCopy, "buyer_id"
    ...     @on(Customers.changed)
    ...     def changed(self, event: CustomerChanged) -> Buyer:
    ...         return event.buyer
    ...     def page(self, after: int | None, limit: int) -> Sequence[Buyer]:
    ...         return Customers().page(after=after, limit=limit)
    ...     def find(self, keys: Sequence[int]) -> Sequence[Buyer]:
    ...         return Customers().get_many(ids=tuple(keys))
    ...     def row(self, item: Buyer) -> dict[str, object]:
    ...         return {"buyer_id": item.id, "name": item.name}

    `key` names a unique field of `model`. Raises `Refused` where something is missing.
    """

    model: ClassVar[type[models.Model]]
    key: ClassVar[str]
    name: ClassVar[str]

    def __init_subclass__(cls, *, name: str = "", domain: str = "") -> None:
        super().__init_subclass__()
        # Not by ABC: its metaclass has, in Python 3.10, a parameter `name` of its own.
        missing = [each for each in ("page", "find", "row") if getattr(cls, each) is getattr(Projection, each)]
        if missing:
            raise Refused(f"Read model {cls.__qualname__} does not say {', '.join(missing)}.")
        cls.name = name or f"{cls.__module__}.{cls.__qualname__}"
        _register(cls, domain)

    @abstractmethod
    def page(self, after: Any, limit: int) -> Sequence[Item]:  # noqa: ANN401  the owner's type of key
        """Ask the owner for items with keys above `after` (None: from the first), by key, at most `limit`."""

    @abstractmethod
    def find(self, keys: Sequence[Any]) -> Iterable[Item]:
        """Ask the owner for the items with these keys, those that it has."""

    @abstractmethod
    def row(self, item: Item) -> Mapping[str, object]:
        """The fields of the model for an item, `key` among them."""

    @property
    def consumer(self) -> Consumer:
        """The consumer that feeds it."""
        return consumer_named(self.name)

    @property
    def database(self) -> str:
        """The alias that holds it."""
        return self.consumer.database

    def key_of(self, value: object) -> Any:  # noqa: ANN401  the key's own type
        """A key as its field has it, also from text."""
        return field_of(self.model, self.key).to_python(value)


def declared_projections() -> Iterable[Projection[Any]]:
    """All projections that this process has imported."""
    return tuple(_declared.values())


def projection_named(name: str) -> Projection[Any]:
    """The projection of that name. Raises `UnknownConsumer`."""
    if name in _declared:
        return _declared[name]
    known = ", ".join(sorted(_declared)) or "none"
    raise UnknownConsumer(f"No read model {name} is declared in this process; declared: {known}.")


def _register(cls: type[Projection[Any]], domain: str) -> None:
    methods = {event: method for method in vars(cls).values() for event in getattr(method, _MARK, ())}
    if not hasattr(cls, "model") or not hasattr(cls, "key"):
        raise Refused(f"Read model {cls.__qualname__}: say model = …, and key = the name of its unique field.")
    field = field_of(cls.model, cls.key)
    if not methods or not field.unique:
        reason = f"{cls.key} is not unique" if methods else "no method is marked @on(event)"
        raise Refused(f"Read model {cls.__qualname__}: {reason}.")
    made = cls()
    _declared[cls.name] = made

    def feed(payload: object) -> None:
        from anabranch_django.events.projections.writing import apply

        envelope = current_event()
        by_name = {event.name: method for event, method in methods.items()}
        if envelope is not None:
            apply(made, by_name[envelope.event](made, payload))

    feed.__module__, feed.__qualname__ = cls.__module__, cls.__qualname__
    consumer(*methods, name=cls.name, domain=domain)(feed)
