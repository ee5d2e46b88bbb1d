"""Which domains a method itself names: what it refers to by name, it refers to whoever runs it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from types import CodeType, FunctionType, ModuleType

from django.apps import apps

from anabranch_django.observing.domains import Domains


class Naming:
    """Domains of the classes, functions and modules that code names: bound, imported within, or told by a string."""

    def __init__(self, domains: Domains) -> None:
        self._domains = domains
        # By identity, for a code object's hash reads all of it; with the code, so that no other takes its number.
        self._known: dict[int, tuple[CodeType, frozenset[str]]] = {}

    def of(self, code: CodeType, module: str, owner: type) -> frozenset[str]:
        """The domains named in a method of a class's, or bound in the body of a class of its module."""
        known = self._known.get(id(code))
        if known is None:
            found = (self._domains.of_module(each) for each in _modules(code, module, owner))
            known = self._known[id(code)] = (code, frozenset(found) - {""})
        return known[1]


def _modules(code: CodeType, module: str, owner: type) -> Iterator[str]:
    """The modules that define what is named, and words that may be none."""
    yield from code.co_names  # a module that is imported within is one of them, with its dots
    yield from _defining(vars(sys.modules.get(module, object)), code.co_names)
    for base in owner.__mro__:
        if base.__module__ == module:
            yield from _defining(vars(base), vars(base))
    for text in code.co_consts:
        if isinstance(text, str):
            config = apps.app_configs.get(text.partition(".")[0])
            yield config.name if config is not None else text.rpartition(".")[0]


def _defining(bound: Mapping[str, object], names: Iterable[str]) -> Iterator[str]:
    for name in names:
        value = bound.get(name)
        kind = type(value)  # a lazy value would wake up if it were asked for its class
        if issubclass(kind, ModuleType):
            yield getattr(value, "__name__", "")
        elif issubclass(kind, (type, FunctionType)):
            yield getattr(value, "__module__", None) or ""
