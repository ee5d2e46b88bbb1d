"""Where a query's tables come from: which of its parts names a table, and which queries are within it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from django.db.models import Model
from django.db.models.constants import LOOKUP_SEP
from django.db.models.sql import Query

ANY = "*"
"""Stands for every relation that leads on, where `select_related()` names none."""


def relations_selected_by(query: Any) -> tuple[str, ...]:
    """Paths of the relations that a query selects along: `("order", "order__person")`."""
    wanted = query.select_related
    return tuple(_paths(wanted)) if isinstance(wanted, dict) else (ANY,) * bool(wanted)


def _paths(wanted: dict[str, Any], before: str = "") -> Iterator[str]:
    for name, inner in wanted.items():
        yield before + name
        yield from _paths(inner, before + name + LOOKUP_SEP)


def paths_of(query: Any, join: Any) -> tuple[str, ...]:
    """The relations that a join follows from the query's model, in each way to write them.

    Over a many-to-many that is the name of the field, and those by way of its table. None for the model's own table,
    parents' included.
    """
    fields: list[Any] = []
    while join is not None and join.parent_alias is not None:
        fields.append(join.join_field)
        join = query.alias_map.get(join.parent_alias)
    return _spelled(query.model, tuple(reversed(fields)))


@lru_cache(maxsize=1000)
def _spelled(model: type[Model], fields: tuple[Any, ...]) -> tuple[str, ...]:
    relations = tuple(field for field in fields if not _leads_to_a_parent(field))
    if not relations:
        return ()
    steps = LOOKUP_SEP.join(field.name for field in relations)
    return tuple(dict.fromkeys((steps, LOOKUP_SEP.join(_by_field(model, fields)))))


def _leads_to_a_parent(field: Any) -> bool:
    return bool(getattr(getattr(field, "remote_field", None), "parent_link", False))


def _by_field(model: Any, fields: tuple[Any, ...]) -> Iterator[str]:
    """Names of the relations that fields follow one after the other; both steps of a many-to-many are one."""
    while fields:
        many = _many_to_many(model, fields)
        taken = len(many.path_infos) if many is not None else 1
        field = many or fields[0]
        if not _leads_to_a_parent(field):
            yield field.name
        model, fields = field.related_model, fields[taken:]


def _many_to_many(model: Any, fields: tuple[Any, ...]) -> Any:
    """The many-to-many of a model whose steps these fields begin with, or are the first of."""
    for field in model._meta.get_fields():
        if field.many_to_many:
            steps = tuple(info.join_field for info in field.path_infos)
            if steps[: len(fields)] == fields[: len(steps)]:
                return field
    return None


def is_ordered_along(query: Any, paths: tuple[str, ...]) -> bool:
    """Whether a query is ordered by what lies on a path, or by a model on it that has an ordering of its own."""
    named = [name.lstrip("-+").split(LOOKUP_SEP) for item in query.order_by for name in _names(item)]
    return any(
        all(one == other for one, other in zip(path.split(LOOKUP_SEP), names, strict=False))
        for path in paths
        for names in named
    )


def _names(item: Any) -> Iterator[str]:
    if isinstance(item, str):
        yield item
    elif isinstance(getattr(item, "name", None), str):
        yield item.name
    else:
        yield from (name for part in _parts(item) for name in _names(part))


def queries_within(query: Any) -> Iterator[Any]:
    """Every query inside of one: united with it, in its conditions, its annotations or its order."""
    parts: list[Any] = [*query.combined_queries, query.where, *query.annotations.values(), *query.order_by]
    while parts:
        part = parts.pop()
        if isinstance(part, Query):
            yield part
            yield from queries_within(part)
        else:
            parts.extend(_parts(part))


def _parts(item: Any) -> Iterable[Any]:
    get = getattr(item, "get_source_expressions", None)
    return get() if get is not None else ()


@lru_cache(maxsize=1000)
def models_along(model: type[Model], path: str) -> tuple[type[Model], ...]:
    """The models that the accessors of a prefetched path lead to, as far as they are known before any row is."""
    found: list[type[Model]] = []
    for name in path.split(LOOKUP_SEP):
        target = next((field.related_model for field in model._meta.get_fields() if _accessor(field) == name), None)
        if not isinstance(target, type):
            break
        found.append(target)
        model = target
    return tuple(found)


def tables_locked_by(query: Any) -> frozenset[str]:
    """The tables that a query with `select_for_update(of=...)` locks; none where it does not say, and locks all."""
    paths = ("" if path == "self" else path for path in query.select_for_update_of)
    models = (models_along(query.model, path)[-1] if path else query.model for path in paths)
    return frozenset(model._meta.db_table for model in models)


def _accessor(field: Any) -> str | None:
    accessor: str | None = field.get_accessor_name() if hasattr(field, "get_accessor_name") else field.name
    return accessor
