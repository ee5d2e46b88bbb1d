"""Which types can cross between domains, said when a port or an event is declared."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from enum import Enum
from functools import lru_cache
from hashlib import sha256
from typing import Any, TypeAlias

import msgspec
from msgspec import inspect

from anabranch_django.errors import Refused

Kind: TypeAlias = Any
"""A type as an annotation gives it: a class, or a form such as `tuple[int, ...]`."""

_KEYS = (
    inspect.StrType,
    inspect.IntType,
    inspect.EnumType,
    inspect.LiteralType,
    inspect.UUIDType,
    inspect.DateType,
    inspect.DateTimeType,
    inspect.DecimalType,
)
_FALLBACK = (
    "is an enumeration that an older process reads from a newer one. "
    "Give it a `_missing_` that returns a member for values it does not know yet."
)


def check(kind: Kind, *, of: str = "value", read_by_older: bool = False) -> None:
    """Raise `Refused`, with a sentence, for a type whose values cannot cross.

    `of` names what has the type, for the sentence. `read_by_older`: values travel from a newer process to an older
    one, as replies and events do, so enumerations need a fallback.
    """
    for problem in problems(kind, read_by_older=read_by_older):
        raise Refused(f"{of}: {problem}")


def problems(kind: Kind, *, read_by_older: bool = False) -> Iterator[str]:
    """Every reason why values of this type cannot cross."""
    try:
        described = inspect.type_info(kind)
    except (TypeError, NameError, AttributeError, RecursionError) as error:
        yield _unreadable(kind, error)
        return
    for part in _parts(described, set()):
        reason = _reason(part, read_by_older=read_by_older)
        if reason:
            yield reason


@lru_cache(maxsize=4096)
def schema(kind: Kind) -> dict[str, Any]:
    """The JSON Schema of a type that `check` accepts."""
    return msgspec.json.schema(kind)


def schema_hash(described: object) -> str:
    """Sixteen hexadecimal digits that are equal where two schemas are."""
    ordered = msgspec.json.encode(described, order="sorted")
    return sha256(ordered).hexdigest()[:16]


def _unreadable(kind: Kind, error: Exception) -> str:
    if "may not contain more than one" in str(error):
        return (
            f"{kind} is a union whose members look alike on the wire. "
            "Make them msgspec Structs with tag=True, or one dataclass with a field that says which."
        )
    if isinstance(error, NameError):
        return (
            f"{kind} names a type that is not importable from its module: {error}. Define it at the module's top level."
        )
    return f"{kind} cannot be described: {error}."


def _parts(described: inspect.Type, seen: set[Any]) -> Iterator[inspect.Type]:
    """The type and all it consists of, each class once."""
    named = getattr(described, "cls", None)
    if named is not None and not isinstance(described, inspect.CustomType):
        if named in seen:
            return
        seen.add(named)
    yield described
    if not isinstance(described, msgspec.Struct):
        return
    for name in described.__struct_fields__:
        for child in _children(getattr(described, name)):
            yield from _parts(child, seen)


def _children(value: object) -> Iterator[inspect.Type]:
    if isinstance(value, inspect.Type):
        yield value
    elif isinstance(value, inspect.Field):
        yield value.type
    elif isinstance(value, tuple):
        for item in value:
            yield from _children(item)


def _reason(part: inspect.Type, *, read_by_older: bool) -> str | None:
    if isinstance(part, (inspect.AnyType, inspect.RawType)):
        return "Any, or a collection without the type of its items, says nothing to the other side. Declare the type."
    if isinstance(part, inspect.CustomType):
        return _custom(part.cls)
    if isinstance(part, inspect.DataclassType):
        return _dataclass(part.cls)
    if isinstance(part, inspect.StructType):
        return (
            None
            if part.cls.__struct_config__.frozen
            else f"{part.cls.__qualname__} can be changed. Declare it with frozen=True."
        )
    if isinstance(part, inspect.DictType) and not isinstance(part.key_type, _KEYS):
        return (
            "A dict that crosses has keys of text, numbers, dates, UUIDs or enumerations; use a tuple of pairs instead."
        )
    if isinstance(part, inspect.EnumType) and read_by_older:
        return _enumeration(part.cls)
    return None


def _dataclass(cls: type) -> str | None:
    parameters = getattr(cls, "__dataclass_params__", None)
    if (
        dataclasses.is_dataclass(cls)
        and parameters is not None
        and not parameters.frozen
        and not issubclass(cls, Exception)
    ):
        return f"{cls.__qualname__} can be changed, unseen by the other side. Declare it with @dataclass(frozen=True)."
    return None


def _enumeration(cls: type[Enum]) -> str | None:
    own = getattr(cls._missing_, "__func__", cls._missing_)
    if own is not Enum._missing_.__func__:  # type: ignore[attr-defined]
        return None
    return f"{cls.__qualname__} {_FALLBACK}"


def _custom(cls: type) -> str:
    name = f"{cls.__module__}.{cls.__qualname__}"
    for reason, bases in _foreign().items():
        if issubclass(cls, bases):
            return f"{name} {reason}"
    return f"{name} is a class of this process. Use a frozen dataclass of what the other side needs."


@lru_cache(maxsize=1)
def _foreign() -> dict[str, tuple[Any, ...]]:
    """Imported late: a port's module is read before the apps are, and these import much of Django."""
    from django.db.models import Manager, Model, QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import LazyObject, Promise

    return {
        "is a model: its row, its relations and its connection stay with its domain. Copy the fields needed.": (Model,),
        "is a queryset: it would be read on the wrong side. Evaluate it into a tuple of values.": (QuerySet, Manager),
        "is a request or response of one process. Pass the few values needed from it.": (HttpRequest, HttpResponse),
        "is lazy: it would be evaluated on the wrong side. Pass the value; for text, say str.": (LazyObject, Promise),
        "is a function: code does not cross. Pass what it returns, or declare an event.": (Callable,),
    }
