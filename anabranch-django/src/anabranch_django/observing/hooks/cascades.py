"""Cascades: deleting rows of one domain deletes or changes rows of another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any, NamedTuple

from django.db.models import Model
from django.db.models.deletion import Collector

from anabranch_django.observing.observer import Deletion, Observer
from anabranch_django.observing.patching import wrap
from anabranch_django.observing.sites import frame_at

ASKED = "_anabranch_asked"
"""Attribute of a collector: the models of the rows that it was asked to delete, by whoever used it."""


class Edge(NamedTuple):
    """A relation by which rows of one model go, or change, because rows of another go."""

    model: type[Model]
    because: type[Model]
    relation: str
    policy: str


def install(observer: Observer) -> None:
    """Wrap both halves of a deletion: what it collects, and what it deletes."""
    wrap(Collector, "collect", lambda collect: _collecting(observer, collect))
    wrap(Collector, "delete", lambda delete: _deleting(observer, delete))


def _collecting(observer: Observer, collect: Callable[..., Any]) -> Callable[..., Any]:
    def collected(self: Collector, objs: Any, *args: Any, **kwargs: Any) -> Any:
        under_way = observer.local.deletion
        # What a cascade collects is a part of the deletion that is under way.
        if (under_way is not None and under_way.collector is self) or not observer.gate.is_open():
            return collect(self, objs, *args, **kwargs)
        observer.safely("cascade", _note_asked, observer, self, objs)
        return _within(observer, self, frame_at(1), lambda: collect(self, objs, *args, **kwargs))

    return collected


def _deleting(observer: Observer, delete: Callable[..., Any]) -> Callable[..., Any]:
    def deleted(self: Collector) -> Any:
        if not observer.gate.is_open():
            return delete(self)
        observer.safely("cascade", _record, observer, self, frame_at(1))
        return _within(observer, self, frame_at(1), lambda: delete(self))

    return deleted


def _within(observer: Observer, collector: Collector, frame: FrameType, act: Callable[[], Any]) -> Any:
    """Act as a part of the deletion that a frame asks for: what follows from it is told by its cascades."""
    site = observer.safely("cascade", observer.sites.find, frame, ())
    before = observer.local.deletion
    asked = frozenset(collector.__dict__.get(ASKED, ()))
    observer.local.deletion = site and Deletion(collector, site.file, site.line, asked)
    try:
        return act()
    finally:
        observer.local.deletion = before


def _note_asked(observer: Observer, collector: Collector, objs: Any) -> None:
    model: Any = objs.model if hasattr(objs, "model") else next((type(one) for one in objs[:1]), None)
    if model is not None:
        collector.__dict__.setdefault(ASKED, set()).add(observer.domains.of_model(model._meta.concrete_model))


def _record(observer: Observer, collector: Collector, frame: FrameType) -> None:
    edges = [edge for edge in _edges(collector) if _crosses(observer, edge)]
    site = observer.sites.find(frame, ()) if edges else None
    if site is None:
        return
    for edge in edges:
        # Which rows go because of which: the deleted side causes, whoever wrote the line.
        imported = observer.domains.of_model(edge.model)
        if site.domain == imported.domain:
            imported = observer.domains.of_model(edge.because)
        detail = {"because": edge.relation, "policy": edge.policy}
        observer.add("cascade", site, imported, detail, (edge.relation, edge.policy))


def _crosses(observer: Observer, edge: Edge) -> bool:
    of_model = observer.domains.of_model
    return observer.apart(of_model(edge.model).domain, of_model(edge.because).domain)


def _edges(collector: Collector) -> Iterator[Edge]:
    """The relations by which a deletion reaches other rows, and what happens there."""
    gone = _models(collector)
    seen: set[str] = set()
    for target in gone:
        for edge in (*_edges_to(collector, gone, target), *_generic_edges(gone, target)):
            if edge.relation not in seen:
                seen.add(edge.relation)
                yield edge


def _edges_to(collector: Collector, gone: set[type[Model]], target: type[Model]) -> Iterator[Edge]:
    """Foreign keys to a model."""
    for relation in target._meta.get_fields(include_hidden=True):
        field: Any = getattr(relation, "field", None)
        if not (relation.auto_created and not relation.concrete and (relation.one_to_one or relation.one_to_many)):
            continue
        policy = getattr(getattr(field, "remote_field", None), "on_delete", None)
        if policy is not None and _reaches(collector, gone, field, policy):
            name = getattr(policy, "__name__", str(policy)).removeprefix("django.db.models.")
            yield Edge(field.model, field.remote_field.model, f"{field.model._meta.label}.{field.name}", name)


def _generic_edges(gone: set[type[Model]], target: type[Model]) -> Iterator[Edge]:
    """Generic relations of a model: Django deletes what they lead to."""
    for field in target._meta.private_fields:
        if hasattr(field, "bulk_related_objects") and field.related_model in gone:
            yield Edge(field.related_model, target, f"{target._meta.label}.{field.name}", "CASCADE")


def _models(collector: Collector) -> set[type[Model]]:
    models: set[type[Model]] = set(collector.data)
    for objects in collector.fast_deletes:
        models.add(objects.model if hasattr(objects, "model") else type(objects[0]))
    return models


def _reaches(collector: Collector, gone: set[type[Model]], field: Any, policy: Any) -> bool:
    name = getattr(policy, "__name__", str(policy))
    if name in {"DO_NOTHING", "PROTECT", "RESTRICT"}:
        return False
    if name == "CASCADE":
        return field.model in gone
    return "DB_" in name or any(updated == field for updated, _value in collector.field_updates)
