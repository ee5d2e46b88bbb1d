"""Relation hops: `order.customer`, `customer.orders`, many-to-many, generic, prefetched; those that a loop repeats."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.db.models.fields.related_descriptors import (
    ForwardManyToOneDescriptor,
    ManyToManyDescriptor,
    ReverseManyToOneDescriptor,
    ReverseOneToOneDescriptor,
)
from django.db.models.query import prefetch_related_objects

from anabranch_django.observing.loops import in_loop
from anabranch_django.observing.observer import Observer
from anabranch_django.observing.rows import Row, Symbol
from anabranch_django.observing.sites import Site, frame_at

ORM = Model.__init__.__code__.co_filename.rpartition("/base.py")[0] + "/"
PREFETCH = prefetch_related_objects.__code__.co_filename
RELATIONS = (ForwardManyToOneDescriptor, ReverseOneToOneDescriptor, ReverseManyToOneDescriptor)


def install(observer: Observer) -> None:
    """Give the accessors that cross the edge a class that looks; all others stay as they are, at no cost."""
    for model in apps.get_models(include_auto_created=True):
        for name, descriptor in list(vars(model).items()):
            if isinstance(descriptor, RELATIONS):
                observer.safely("hop", _watch, observer, descriptor, name)
            elif _is_generic(descriptor):
                observer.safely("hop", _watch_generic, observer, model, descriptor, name)


def _is_generic(descriptor: object) -> bool:
    # A descriptor of its own from Django 5.1 on, the field itself before; contenttypes may not be installed.
    return type(descriptor).__name__ in {"GenericForeignKeyDescriptor", "GenericForeignKey"}


def ends_of(descriptor: Any) -> tuple[type[Model], type[Model], bool]:
    """The model that has an accessor, the model that it leads to, and whether it runs against its field."""
    if isinstance(descriptor, ForwardManyToOneDescriptor):
        return descriptor.field.model, descriptor.field.related_model, False
    if isinstance(descriptor, ManyToManyDescriptor):
        field = descriptor.rel.field
        ends = (field.related_model, field.model) if descriptor.reverse else (field.model, field.related_model)
        return (*ends, bool(descriptor.reverse))
    if isinstance(descriptor, ReverseOneToOneDescriptor):
        return descriptor.related.model, descriptor.related.related_model, True
    if type(descriptor).__name__ == "ReverseGenericManyToOneDescriptor":
        return descriptor.rel.field.model, descriptor.rel.model, False
    return descriptor.rel.model, descriptor.rel.related_model, True


def _watch(observer: Observer, descriptor: Any, name: str) -> None:
    source, target, reverse = ends_of(descriptor)
    here, there = observer.domains.of_model(source), observer.domains.of_model(target)
    if not observer.apart(here.domain, there.domain):
        return
    hop = _Hop(observer, f"{source._meta.label}.{name}", here, there, reverse)
    original = type(descriptor)

    class Observed(original):  # type: ignore[misc, valid-type]
        def __get__(self, instance: Model | None, cls: type | None = None) -> object:
            if instance is None or not observer.gate.is_open():
                return original.__get__(self, instance, cls)
            cached = observer.safely("hop", _is_cached, self, instance, name)
            return hop.follow(cached is not False, lambda: original.__get__(self, instance, cls))

        def get_prefetch_querysets(self, *args: object, **kwargs: object) -> object:
            observer.safely("hop", hop.prefetched, frame_at(1))
            return original.get_prefetch_querysets(self, *args, **kwargs)

        def get_prefetch_queryset(self, *args: object, **kwargs: object) -> object:
            observer.safely("hop", hop.prefetched, frame_at(1))
            return original.get_prefetch_queryset(self, *args, **kwargs)

    # Accessors of managers have no such method: their managers do, and come through __get__.
    for method in ("get_prefetch_querysets", "get_prefetch_queryset"):
        if not hasattr(original, method):
            delattr(Observed, method)
    _disguise(Observed, original)
    descriptor.__class__ = Observed


def _watch_generic(observer: Observer, model: type[Model], descriptor: Any, name: str) -> None:
    here = observer.domains.of_model(model)
    if not here.domain:
        return
    original = type(descriptor)
    field: Any = getattr(descriptor, "field", descriptor)

    class Observed(original):  # type: ignore[misc, valid-type]
        def __get__(self, instance: Model | None, cls: type | None = None) -> object:
            if instance is None or not observer.gate.is_open():
                return original.__get__(self, instance, cls)
            cached = observer.safely("hop", field.is_cached, instance)
            # Where it leads is known when it has been followed.
            observer.local.hop += 1
            try:
                value = original.__get__(self, instance, cls)
            finally:
                observer.local.hop -= 1
            if value is not None:
                observer.safely("hop", arrive, type(value), cached is not False)
            return value

    def arrive(target: type[Model], cached: bool) -> None:
        there = observer.domains.of_model(target)
        if observer.apart(here.domain, there.domain):
            _Hop(observer, f"{model._meta.label}.{name}", here, there, reverse=False).count(
                frame_at(3), loaded=not cached
            )

    _disguise(Observed, original)
    descriptor.__class__ = Observed


def _disguise(observed: type, original: type) -> None:
    """What prints the class of a descriptor prints what it printed before."""
    observed.__name__, observed.__qualname__, observed.__module__ = (
        original.__name__,
        original.__qualname__,
        original.__module__,
    )


def _is_cached(descriptor: Any, instance: Model, name: str) -> bool:
    if hasattr(descriptor, "is_cached"):
        return bool(descriptor.is_cached(instance))
    return name in getattr(instance, "_prefetched_objects_cache", ())


class _Hop:
    """One accessor that crosses the edge."""

    def __init__(self, observer: Observer, accessor: str, here: Symbol, there: Symbol, reverse: bool) -> None:
        self.observer = observer
        self.accessor = accessor
        self.here = here
        self.there = there
        self.reverse = reverse

    def follow(self, cached: bool, get: Callable[[], object]) -> object:
        """Follow it for the caller of the accessor. Nothing there, and nothing asked of the database, is no hop."""
        local = self.observer.local
        local.hop += 1
        try:
            value = get()
        except Exception:
            if not cached:
                self.observer.safely("hop", self.count, frame_at(2), True)
            raise
        finally:
            local.hop -= 1
        if value is not None:
            self.observer.safely("hop", self.count, frame_at(2), not cached)
        return value

    def prefetched(self, frame: Any) -> None:
        """Many at once, by `prefetch_related`."""
        if self.observer.gate.is_open():
            self._add(frame, loaded=False, prefetch=True)

    def count(self, frame: Any, loaded: bool) -> None:
        """Count one access. The ORM's own, as in saving, follows no relation for anybody; prefetching does."""
        filename = frame.f_code.co_filename
        if filename == PREFETCH:
            self._add(frame, loaded=False, prefetch=True)
        elif not filename.startswith(ORM):
            self._add(frame, loaded=loaded, prefetch=False)

    def _add(self, frame: Any, *, loaded: bool, prefetch: bool) -> None:
        observer = self.observer
        site = self._written() if prefetch else None
        site = site or observer.sites.find(frame, (self.there.domain,))
        if site is None or not self._crosses(site):
            return
        detail = {"accessor": self.accessor, "reverse": self.reverse, "prefetch": prefetch, "loop": False, "queries": 0}
        row = observer.add("hop", site, self.there, detail, (self.accessor, prefetch))
        if row is not None and loaded:
            _note_query(observer, row, frame)

    def _written(self) -> Site | None:
        """The line that named what is prefetched, else one that the query was written at."""
        local = self.observer.local
        prefetching = local.prefetching
        site = prefetching.site(self.there, self.observer.domains.of_model) if prefetching is not None else None
        lines = local.written.lines() if local.written is not None else ()
        return site or next((line for line in lines if self._crosses(line)), None)

    def _crosses(self, site: Site) -> bool:
        """Back into the site's own domain is no reference: that it held the other side's instance was one.

        Into its heir's is none for the same reason; from an instance of the site's own, nothing else tells of the edge.
        """
        apart = self.observer.apart
        if not site.domain:
            return True
        if apart(site.domain, self.here.domain):
            return self.observer.crosses(site, self.there.domain)
        return apart(site.domain, self.there.domain)


def _note_query(observer: Observer, row: Row, frame: Any) -> None:
    """Twice in one test from a line that a loop repeats is one query per row."""
    queries = row.detail["queries"]
    row.detail["queries"] = (queries if isinstance(queries, int) else 0) + 1
    if row.detail["loop"]:
        return
    again = row.query_test == observer.test
    row.query_test = observer.test
    place = _loop(observer, frame) if again else None
    if place:
        row.detail["loop"] = True
        row.detail["loop_at"] = place


def _loop(observer: Observer, frame: Any) -> str | None:
    """The line of the team's, in Python or in a template, that repeats a query."""
    while frame is not None:
        place = observer.places.of(frame.f_code.co_filename)
        if place is not None and place.domain and in_loop(frame):
            return f"{place.file}:{frame.f_lineno}"
        found = observer.sites.loop_at(frame)
        if found:
            return found
        if frame.f_code in observer.sites.ends:
            return None
        frame = frame.f_back
    return None
