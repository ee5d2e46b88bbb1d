"""URLs: names that code or a template of another domain reverses, and URLconfs that another one includes."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from types import FrameType, ModuleType
from typing import Any

import django.urls
from django.urls import conf
from django.urls.resolvers import URLPattern, URLResolver

from anabranch_django.observing.observer import Observer
from anabranch_django.observing.patching import wrap
from anabranch_django.observing.rows import Symbol
from anabranch_django.observing.sites import frame_at

MOST_NAMES = 20_000
DECLARED_IN = "_anabranch_declared_in"


def install(observer: Observer) -> None:
    """Wrap the method below `reverse`, `redirect` and the url tag, and `include`."""
    names = _Names(observer)

    def around(reverse: Callable[..., str]) -> Callable[..., str]:
        def reversed_(self: URLResolver, lookup_view: Any, *args: Any, **kwargs: Any) -> str:
            result = reverse(self, lookup_view, *args, **kwargs)
            if observer.gate.is_open():
                observer.safely("url", _record, observer, names, self, lookup_view)
            return result

        return reversed_

    wrap(URLResolver, "_reverse_with_prefix", around)
    wrap(URLPattern, "__init__", lambda make: _declaring(observer, make))
    wrap(conf, "include", lambda include: _including(observer, include))
    django.urls.include = conf.include


def _declaring(observer: Observer, make: Callable[..., None]) -> Callable[..., None]:
    def made(self: URLPattern, *args: Any, **kwargs: Any) -> None:
        make(self, *args, **kwargs)
        module = observer.safely("url", _module_of_caller, observer, frame_at(1))
        if module:
            self.__dict__[DECLARED_IN] = module

    return made


def _module_of_caller(observer: Observer, frame: FrameType | None) -> str:
    """The module whose code makes a pattern: a URLconf, or an app that makes its list by a method.

    A package's URLconf declares its names itself, whoever is the first to include it.
    """
    while frame is not None:
        if observer.places.of(frame.f_code.co_filename) is not None:
            return str(frame.f_globals.get("__name__", ""))
        if frame.f_code.co_name == "<module>":
            break
        frame = frame.f_back
    return ""


class _Names:
    """Modules that declare URL names, by resolver and name."""

    def __init__(self, observer: Observer) -> None:
        self._observer = observer
        self._known: dict[tuple[int, object], tuple[URLResolver, Symbol]] = {}

    def owner(self, resolver: URLResolver, name: Any) -> Symbol:
        """The symbol of the module that declares a name; an empty one where it is not the project's."""
        key = (id(resolver), name if isinstance(name, str) else id(name))
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= MOST_NAMES:
                self._known.clear()
            # Kept with the resolver, so that no other takes its number.
            known = self._known[key] = (resolver, self._find(resolver, name))
        return known[1]

    def _find(self, resolver: URLResolver, name: Any) -> Symbol:
        pattern = next(_patterns(resolver, name), None)
        module = pattern.__dict__.get(DECLARED_IN) if pattern is not None else None
        view = pattern.callback if pattern is not None else name
        module = module or str(getattr(inspect.unwrap(view) if callable(view) else view, "__module__", ""))
        domain = self._observer.domains.of_module(module)
        return Symbol(domain, module) if domain else Symbol("", "")


def _patterns(resolver: URLResolver, name: Any) -> Iterator[URLPattern]:
    """Patterns below a resolver that bear a name; the one that Django would take comes first."""
    for pattern in reversed(resolver.url_patterns):
        if isinstance(pattern, URLPattern):
            if name in (pattern.name, pattern.callback):
                yield pattern
        elif not pattern.namespace:
            yield from _patterns(pattern, name)


def _record(observer: Observer, names: _Names, resolver: URLResolver, name: Any) -> None:
    owner = names.owner(resolver, name)
    if not owner.domain:
        return
    site = observer.sites.find(frame_at(4), (owner.domain,))
    if site is not None and observer.crosses(site, owner.domain):
        detail = {"names": {name if isinstance(name, str) else owner.symbol}, "include": False}
        observer.add("url", site, owner, detail)


def _including(observer: Observer, include: Callable[..., Any]) -> Callable[..., Any]:
    def included(*args: Any, **kwargs: Any) -> Any:
        result = include(*args, **kwargs)
        if observer.gate.is_open():
            observer.safely("url", _record_include, observer, result[0])
        return result

    return included


def _record_include(observer: Observer, urlconf: Any) -> None:
    if not isinstance(urlconf, ModuleType):
        return
    domain = observer.domains.of_module(urlconf.__name__)
    site = observer.sites.find(frame_at(3), (domain,))
    if site is not None and observer.crosses(site, domain):
        observer.add("url", site, Symbol(domain, urlconf.__name__), {"names": set(), "include": True}, "include")
