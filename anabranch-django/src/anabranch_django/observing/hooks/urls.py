"""URLs: names that code or a template of another domain reverses, and URLconfs that another one includes."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import django.urls
from django.urls import conf
from django.urls.resolvers import URLPattern, URLResolver, get_resolver

from anabranch_django.observing.observer import Observer
from anabranch_django.observing.patching import wrap
from anabranch_django.observing.rows import Symbol
from anabranch_django.observing.sites import frame_at

MOST_NAMES = 20_000


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
    wrap(conf, "include", lambda include: _including(observer, include))
    django.urls.include = conf.include


class _Names:
    """Modules that declare URL names, by resolver and name."""

    def __init__(self, observer: Observer) -> None:
        self._observer = observer
        self._known: dict[tuple[int, object], tuple[URLResolver, Symbol]] = {}
        # Lists of patterns by identity: the resolver that Django makes for a namespace has no more than the list.
        self._lists: dict[int, tuple[list[Any], str]] = {}

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
        if callable(name):
            module = str(getattr(inspect.unwrap(name), "__module__", ""))
        else:
            module = next(self._declaring(resolver, name, ""), "")
        domain = self._observer.domains.of_module(module)
        return Symbol(domain, module) if domain else Symbol("", "")

    def _declaring(self, resolver: URLResolver, name: str, outer: str) -> Iterator[str]:
        """Modules below a resolver that declare a name; the one that Django would take comes first."""
        module = self._module(resolver) or outer
        for pattern in reversed(resolver.url_patterns):
            if isinstance(pattern, URLPattern):
                if pattern.name == name:
                    # A list that code makes, as a router does, belongs to the module of its views.
                    yield module or str(getattr(inspect.unwrap(pattern.callback), "__module__", ""))
            elif not pattern.namespace:
                yield from self._declaring(pattern, name, module)

    def _module(self, resolver: URLResolver) -> str:
        urlconf = resolver.urlconf_name
        if isinstance(urlconf, (list, tuple)):
            if id(urlconf) not in self._lists:
                self._read(get_resolver(), "")
            return self._lists.get(id(urlconf), ([], ""))[1]
        return urlconf.__name__ if isinstance(urlconf, ModuleType) else str(urlconf)

    def _read(self, resolver: URLResolver, outer: str) -> None:
        urlconf = resolver.urlconf_name
        listed = isinstance(urlconf, (list, tuple))
        module = outer if listed else (urlconf.__name__ if isinstance(urlconf, ModuleType) else str(urlconf))
        self._lists[id(resolver.url_patterns)] = (resolver.url_patterns, module)
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLResolver):
                self._read(pattern, module)


def _record(observer: Observer, names: _Names, resolver: URLResolver, name: Any) -> None:
    owner = names.owner(resolver, name)
    if not owner.domain:
        return
    site = observer.sites.find(frame_at(4))
    if site is not None and observer.apart(site.domain, owner.domain):
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
    site = observer.sites.find(frame_at(3))
    if site is not None and observer.apart(site.domain, domain):
        observer.add("url", site, Symbol(domain, urlconf.__name__), {"names": set(), "include": True}, "include")
