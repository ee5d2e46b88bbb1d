"""What is written to a read model, and what of it the writing has to know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import models


@dataclass(frozen=True)
class Gone:
    """What an `on` method returns where the owner removed the thing with this key."""

    key: object


class ReadModel(Protocol):
    """A projection as those see it who write, rebuild and compare it."""

    @property
    def name(self) -> str:
        """Its name in tables and commands."""

    @property
    def model(self) -> type[models.Model]:
        """The model that holds it."""

    @property
    def key(self) -> str:
        """The unique field that holds the owner's key."""

    @property
    def database(self) -> str:
        """The alias that holds it."""

    def key_of(self, value: object) -> Any:  # noqa: ANN401  the key's own type
        """A key as its field has it, also from text."""

    def page(self, after: Any, limit: int) -> Sequence[Any]:  # noqa: ANN401
        """Items of the owner by key, above `after`."""

    def find(self, keys: Sequence[Any]) -> Iterable[Any]:
        """Items of the owner with these keys."""

    def row(self, item: Any) -> Mapping[str, object]:  # noqa: ANN401
        """The fields of the model for an item."""


def rows_with(projection: ReadModel, keys: Sequence[object]) -> models.QuerySet[models.Model]:
    """The rows of a read model with these keys."""
    rows: models.QuerySet[models.Model] = all_rows(projection).filter(**{f"{projection.key}__in": list(keys)})
    return rows


def all_rows(projection: ReadModel) -> models.QuerySet[models.Model]:
    """All rows of a read model, whatever the team's own manager hides."""
    rows: models.QuerySet[models.Model] = projection.model._base_manager.using(projection.database).all()
    return rows


def field_of(model: type[models.Model], name: str) -> models.Field[Any, Any]:
    """The field of that name. Raises `FieldDoesNotExist`, and `TypeError` for what holds no value of its own."""
    field = model._meta.get_field(name)
    if not isinstance(field, models.Field):
        raise TypeError(f"{model._meta.label}.{name} is no field with a value.")
    return field
