"""Errors that a port declares: they cross as themselves."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, TypeVar, get_type_hints

import msgspec

if TYPE_CHECKING:
    from typing_extensions import dataclass_transform
else:

    def dataclass_transform(**_options: object) -> Any:  # noqa: ANN401  only type checkers read it
        """Say nothing at run time."""
        return lambda cls: cls


_T = TypeVar("_T")


@dataclass_transform(kw_only_default=True, eq_default=False)
class PortError(Exception):
    """An error of the domain that callers can act on. Its annotated fields cross with it.

    `class OutOfStock(PortError): sku: str` is raised as `raise Orders.OutOfStock(sku="A-1")`.
    """

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        dataclasses.dataclass(kw_only=True, eq=False)(cls)

    def __str__(self) -> str:
        fields = ", ".join(f"{name}={value!r}" for name, value in values_of(self).items())
        return f"{type(self).__name__}({fields})"

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (type(self), values_of(self))


def values_of(error: PortError) -> dict[str, object]:
    """The fields of an error by name."""
    return {name: getattr(error, name) for name in _names(type(error))}


def fields_of(kind: type[PortError]) -> type[msgspec.Struct]:
    """The type of an error's fields: an exception itself is no value."""
    known = _fields.get(kind)
    if known is None:
        hints = get_type_hints(kind, include_extras=True)
        fields = [(name, hints[name]) for name in _names(kind)]
        known = _fields[kind] = msgspec.defstruct(kind.__name__, fields, kw_only=True, frozen=True)
    return known


_fields: dict[type[PortError], type[msgspec.Struct]] = {}


def _names(kind: type[PortError]) -> list[str]:
    return [field.name for field in dataclasses.fields(kind)]  # type: ignore[arg-type]


def _again(kind: type[_T], values: dict[str, object]) -> _T:
    return kind(**values)
