"""Cascades: deleting rows of one domain deletes or changes rows of another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Model
from django.db.models.deletion import Collector

from anabranch_django.observing.observer import Observer
from anabranch_django.observing.patching import wrap
from anabranch_django.observing.sites import frame_at


def install(observer: Observer) -> None:
    """Wrap both halves of a deletion: what it collects, and what it deletes."""
    wrap(Collector, "collect", lambda collect: _quietly(observer, collect, None))
    wrap(Collector, "delete", lambda delete: _quietly(observer, delete, _record))


def _quietly(observer: Observer, act: Callable[..., Any], record: Callable[..., None] | None) -> Callable[..., Any]:
    def acted(self: Collector, *args: Any, **kwargs: Any) -> Any:
        if record is not None and observer.gate.is_open():
            observer.safely("cascade", record, observer, self, frame_at(1))
        before = _enter(observer, frame_at(1))
        try:
            return act(self, *args, **kwargs)
        finally:
            observer.local.cascade = before

    return acted


def _enter(observer: Observer, frame: Any) -> tuple[str, int] | None:
    """Statements of the deletion itself are the cascade, and no reads and writes beside it."""
    before = observer.local.cascade
    if before is None and observer.gate.is_open():
        site = observer.safely("cascade", observer.sites.find, frame, ())
        observer.local.cascade = (site.file, site.line) if site is not None else None
    return before


def _record(observer: Observer, collector: Collector, frame: Any) -> None:
    edges = [edge for edge in _edges(collector) if observer.apart(*_domains(observer, edge))]
    site = observer.sites.find(frame, ()) if edges else None
    if site is None:
        return
    for field, policy in edges:
        model = field.model
        # Which rows go because of which: the deleted side causes, whoever wrote the line.
        imported = observer.domains.of_model(model)
        if site.domain == imported.domain:
            imported = observer.domains.of_model(field.remote_field.model)
        detail = {"because": f"{model._meta.label}.{field.name}", "policy": policy}
        observer.add("cascade", site, imported, detail, (detail["because"], policy))


def _domains(observer: Observer, edge: tuple[Any, str]) -> tuple[str, str]:
    field, _policy = edge
    return observer.domains.of_model(field.model).domain, observer.domains.of_model(field.remote_field.model).domain


def _edges(collector: Collector) -> Iterator[tuple[Any, str]]:
    """Foreign keys by which the deletion of one model's rows reaches another's, and what happens there."""
    gone = _models(collector)
    seen: set[tuple[type[Model], str]] = set()
    for target in gone:
        for relation in target._meta.get_fields(include_hidden=True):
            field: Any = getattr(relation, "field", None)
            if not (relation.auto_created and not relation.concrete and (relation.one_to_one or relation.one_to_many)):
                continue
            policy = getattr(getattr(field, "remote_field", None), "on_delete", None)
            if policy is None or (field.model, field.name) in seen:
                continue
            seen.add((field.model, field.name))
            if _reaches(collector, gone, field, policy):
                yield field, getattr(policy, "__name__", str(policy)).removeprefix("django.db.models.")


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
