"""Constraints that the database keeps over both sides: foreign keys between tables of different domains."""

from __future__ import annotations

import inspect
from typing import Any

from django.apps import apps
from django.db.models import ForeignObject, Model

from anabranch_django.observing.observer import Observer
from anabranch_django.observing.rows import Symbol
from anabranch_django.observing.sites import Site


def install(observer: Observer) -> None:
    """Read them once: a schema does not change while tests run."""
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.managed or model._meta.proxy:
            continue
        for field in model._meta.local_fields:
            if isinstance(field, ForeignObject) and getattr(field, "db_constraint", False):
                observer.safely("constraint", _record, observer, model, field)


def _record(observer: Observer, model: type[Model], field: Any) -> None:
    here, there = observer.domains.of_model(model), observer.domains.of_model(field.related_model)
    if not observer.apart(here.domain, there.domain):
        return
    link: Any = model._meta.auto_created
    owner: type[Model] = link or model
    site = _site(observer, owner, here)
    if site is not None:
        unique = bool(field.unique) or _in_unique(model, field.name)
        label = f"{model._meta.label}.{field.name}"
        observer.add("constraint", site, there, {"field": label, "unique": unique}, label)


def _in_unique(model: type[Model], name: str) -> bool:
    groups = [set(group) for group in model._meta.unique_together]
    groups += [set(getattr(constraint, "fields", ())) for constraint in model._meta.constraints]
    # Of several fields from Django 5.2 on.
    groups.append({field.name for field in getattr(model._meta, "pk_fields", ())})
    return any(name in group and len(group) > 1 for group in groups)


def _site(observer: Observer, model: type[Model], symbol: Symbol) -> Site | None:
    """The line of the class that has the field: also where a base elsewhere gave it, that class took it."""
    file = inspect.getsourcefile(model)
    place = observer.places.of(file) if file else None
    if place is None:
        return None
    return Site(place.file, inspect.getsourcelines(model)[1], symbol.domain, symbol.symbol, None)
