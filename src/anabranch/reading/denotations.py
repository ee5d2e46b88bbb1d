"""What an expression can denote, as far as references need to know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Union

from anabranch.reading.world import ClassInfo, FunctionInfo, ModuleInfo


@dataclass(frozen=True, slots=True)
class ModuleValue:
    """A first-party module or package."""

    module: ModuleInfo


@dataclass(frozen=True, slots=True)
class External:
    """Something outside the project, by its dotted name; builtins as `builtins.len`."""

    path: str


@dataclass(frozen=True, slots=True)
class ExternalCall:
    """What calling something outside gives; the call stays reachable for its arguments."""

    path: str
    module: ModuleInfo
    call: int


@dataclass(frozen=True, slots=True)
class ClassValue:
    """A first-party class itself."""

    info: ClassInfo


@dataclass(frozen=True, slots=True)
class FunctionValue:
    """A first-party function, with what it was reached through."""

    info: FunctionInfo
    owner: "Denotation" = None


@dataclass(frozen=True, slots=True)
class Instance:
    """An object of a first-party class."""

    info: ClassInfo


@dataclass(frozen=True, slots=True)
class ExternalInstance:
    """An object of a class outside, by the class's dotted name."""

    path: str


@dataclass(frozen=True, slots=True)
class QuerySet:
    """A manager or queryset of a model, None where its class serves several.

    `kind` is the first-party class that adds methods to it; `is_rows` after `values()`, whose items are no objects.
    """

    model: ClassInfo | None
    kind: ClassInfo | None = None
    is_manager: bool = False
    is_rows: bool = False

    @property
    def item(self) -> "Denotation":
        """What iterating over it gives."""
        return None if self.model is None or self.is_rows else Instance(self.model)


@dataclass(frozen=True, slots=True)
class QuerySetMethod:
    """A method of Django's own on a queryset, not yet called."""

    queryset: QuerySet
    name: str


@dataclass(frozen=True, slots=True)
class Many:
    """A list, set, generator or queryset-like of such items."""

    item: "Denotation"


@dataclass(frozen=True, slots=True)
class Several:
    """A tuple or literal list, item by item."""

    items: "tuple[Denotation, ...]"


@dataclass(frozen=True, slots=True)
class Keyed:
    """A dictionary with such values."""

    value: "Denotation"


@dataclass(frozen=True, slots=True)
class Text:
    """A string that is known from source."""

    text: str


@dataclass(frozen=True, slots=True)
class OneOf:
    """Any of these, where branches meet."""

    members: "tuple[Denotation, ...]"


@dataclass(frozen=True, slots=True)
class Request:
    """An HTTP request: its `user` is the project's user model."""


@dataclass(frozen=True, slots=True)
class ViewMethod:
    """A method that a generic view, form or serializer gives: `get_object`, `get_queryset`, `save`."""

    info: ClassInfo
    name: str


@dataclass(frozen=True, slots=True)
class BuiltinMethod:
    """A method of a known string or dictionary, not yet called."""

    base: "Denotation"
    name: str


@dataclass(frozen=True, slots=True)
class Super:
    """`super()` inside a method of a class."""

    info: ClassInfo
    is_class: bool = False


Denotation = Union[
    ModuleValue,
    External,
    ExternalCall,
    ClassValue,
    FunctionValue,
    Instance,
    ExternalInstance,
    QuerySet,
    QuerySetMethod,
    Many,
    Several,
    Keyed,
    Text,
    OneOf,
    Request,
    ViewMethod,
    BuiltinMethod,
    Super,
    None,
]


def one_of(members: list[Denotation]) -> Denotation:
    """The members that are known, without repetition and at most four of them."""
    flat: dict[Denotation, None] = {}
    for member in members:
        if isinstance(member, OneOf):
            flat.update(dict.fromkeys(member.members))
        elif member is not None:
            flat[member] = None
    if len(flat) < 2:
        return next(iter(flat), None)
    return OneOf(tuple(flat)[:4])


def members_of(value: Denotation) -> tuple[Denotation, ...]:
    """The alternatives of a denotation."""
    if isinstance(value, OneOf):
        return value.members
    return () if value is None else (value,)
