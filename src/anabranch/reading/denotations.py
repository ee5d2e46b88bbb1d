"""What an expression can denote, as far as references need to know.

`msgspec` structures, since they are made by the hundred thousand and frozen dataclasses are slow to make.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import msgspec

from anabranch.reading.world import ClassInfo, FunctionInfo, ModuleInfo


class ModuleValue(msgspec.Struct, frozen=True):
    """A first-party module or package."""

    module: ModuleInfo


class External(msgspec.Struct, frozen=True):
    """Something outside the project, by its dotted name; builtins as `builtins.len`."""

    path: str


class ExternalCall(msgspec.Struct, frozen=True):
    """What calling something outside gives; the call stays reachable for its arguments."""

    path: str
    module: ModuleInfo
    call: int


class ClassValue(msgspec.Struct, frozen=True):
    """A first-party class itself."""

    info: ClassInfo


class FunctionValue(msgspec.Struct, frozen=True):
    """A first-party function, with what it was reached through."""

    info: FunctionInfo
    owner: Denotation = None


class Instance(msgspec.Struct, frozen=True):
    """An object of a first-party class."""

    info: ClassInfo


class ExternalInstance(msgspec.Struct, frozen=True):
    """An object of a class outside, by the class's dotted name."""

    path: str


class OutsideRows(msgspec.Struct, frozen=True):
    """A manager or queryset of a model outside, by the dotted name of the model."""

    path: str


class QuerySet(msgspec.Struct, frozen=True):
    """A manager or queryset of a model, None where its class serves several.

    `kind` is the first-party class that adds methods to it; `is_rows` after `values()`, whose items are no objects.
    """

    model: ClassInfo | None
    kind: ClassInfo | None = None
    is_manager: bool = False
    is_rows: bool = False

    @property
    def item(self) -> Denotation:
        """What iterating over it gives."""
        return None if self.model is None or self.is_rows else Instance(self.model)


class QuerySetMethod(msgspec.Struct, frozen=True):
    """A method of Django's own on a queryset, not yet called."""

    queryset: QuerySet
    name: str


class Many(msgspec.Struct, frozen=True):
    """A list, set, generator or queryset-like of such items."""

    item: Denotation


class Several(msgspec.Struct, frozen=True):
    """A tuple or literal list, item by item."""

    items: tuple[Denotation, ...]


class Keyed(msgspec.Struct, frozen=True):
    """A dictionary with such values."""

    value: Denotation


class Record(msgspec.Struct, frozen=True):
    """A named tuple, field by field."""

    fields: tuple[tuple[str, Denotation], ...]

    def field(self, name: str) -> Denotation:
        """What one of its fields holds."""
        return next((value for each, value in self.fields if each == name), None)


class Text(msgspec.Struct, frozen=True):
    """A string that is known from source."""

    text: str


LONGEST_TEXT = 20_000
"""A text that grows step by step beyond this would cost more than it tells."""


def made_text(text: str) -> Text | None:
    """A text that is made of others; None where it has grown too long."""
    return Text(text) if len(text) <= LONGEST_TEXT else None


class OneOf(msgspec.Struct, frozen=True):
    """Any of these, where branches meet."""

    members: tuple[Denotation, ...]


class Request(msgspec.Struct, frozen=True):
    """An HTTP request: its `user` is the project's user model."""


class ViewMethod(msgspec.Struct, frozen=True):
    """A method that a generic view, form or serializer gives: `get_object`, `get_queryset`, `save`."""

    info: ClassInfo
    name: str


class Context(msgspec.Struct, frozen=True):
    """The context of a generic view's template, as the view's class begins it."""

    info: ClassInfo


class Cleaned(msgspec.Struct, frozen=True):
    """What a form, or a serializer, leaves of the data that it was given, by its class."""

    info: ClassInfo


class AppRegistered(msgspec.Struct, frozen=True):
    """What the app registry holds for an app, by its label: its `AppConfig`."""

    label: str


class BuiltinMethod(msgspec.Struct, frozen=True):
    """A method of a known string, dictionary or app config, not yet called."""

    base: Denotation
    name: str


class Super(msgspec.Struct, frozen=True):
    """`super()` inside a method of a class."""

    info: ClassInfo
    is_class: bool = False


Denotation: TypeAlias = (
    ModuleValue
    | External
    | ExternalCall
    | ClassValue
    | FunctionValue
    | Instance
    | ExternalInstance
    | OutsideRows
    | QuerySet
    | QuerySetMethod
    | Many
    | Several
    | Keyed
    | Record
    | Text
    | OneOf
    | Request
    | ViewMethod
    | Context
    | Cleaned
    | BuiltinMethod
    | AppRegistered
    | Super
    | None
)


class Step(NamedTuple):
    """Where an attribute of a model, or a segment of a lookup path, leads."""

    direction: str
    """`relation` or `reverse`."""
    number: str
    """`one` or `many`."""
    model: ClassInfo | External | None
    """None where nothing in the source tells."""


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


def item_of(value: Denotation) -> Denotation:
    """What iterating over a value gives."""
    match value:
        case QuerySet():
            return value.item
        case OutsideRows():
            return ExternalInstance(value.path)
        case Many():
            return value.item
        case Several():
            return one_of(list(value.items))
        case Record():
            return one_of([each for _, each in value.fields])
        case OneOf():
            return one_of([item_of(member) for member in value.members])
    return None
