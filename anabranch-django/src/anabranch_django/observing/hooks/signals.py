"""Signals: receivers of another domain's models and signals, and lines that send another domain's signal."""

from __future__ import annotations

import functools
import inspect
import sys
from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.dispatch import Signal

from anabranch_django.observing.observer import Observer
from anabranch_django.observing.patching import wrap
from anabranch_django.observing.rows import Symbol
from anabranch_django.observing.sites import frame_at, site_of_code


def install(observer: Observer) -> None:
    """Wrap how a signal finds who listens; it is asked on every sending."""
    owners = _Owners(observer)

    def around(live: Callable[..., Any]) -> Callable[..., Any]:
        def found(self: Signal, sender: Any) -> Any:
            receivers = live(self, sender)
            if observer.gate.is_open() and any(receivers):
                observer.safely("signal", _record, observer, owners, self, sender, receivers)
            return receivers

        return found

    wrap(Signal, "_live_receivers", around)


class _Owners:
    """Signals by the module of the project that defines them."""

    def __init__(self, observer: Observer) -> None:
        self._observer = observer
        self._known: dict[int, Symbol] = {}
        self._modules = 0

    def of(self, signal: Signal) -> Symbol:
        """The symbol of a signal; an empty one where the project does not define it."""
        if id(signal) not in self._known and len(sys.modules) != self._modules:
            self._modules = len(sys.modules)
            for name, module in list(sys.modules.items()):
                self._read(name, module)
        return self._known.get(id(signal), Symbol("", ""))

    def _read(self, name: str, module: object) -> None:
        domain = self._observer.domains.of_module(name)
        if not domain:
            return
        for attribute, value in list(vars(module).items()):
            # A module that imports a signal has it as well: the first definition that its own file makes counts.
            if isinstance(value, Signal) and id(value) not in self._known and _defines(module, attribute):
                self._known[id(value)] = Symbol(domain, f"{name}.{attribute}")


def _defines(module: object, attribute: str) -> bool:
    try:
        source = inspect.getsource(module)  # type: ignore[arg-type]
    except (OSError, TypeError):
        return False
    return any(line.startswith((f"{attribute} =", f"{attribute}:")) for line in source.splitlines())


def _record(observer: Observer, owners: _Owners, signal: Signal, sender: Any, receivers: Any) -> None:
    owner = owners.of(signal)
    # What a receiver names: a signal of the project's own, or the model whose signal of Django's it hears.
    cause = owner if owner.domain else _sender(observer, sender) or owner
    # From 5.0 on a pair of lists: those that are awaited are the second.
    groups = receivers if isinstance(receivers, tuple) else (receivers,)
    for receiver in (one for group in groups for one in group):
        _record_receiver(observer, receiver, cause)
    if owner.domain:
        site = observer.sites.find(frame_at(4), (owner.domain,))
        if site is not None and observer.crosses(site, owner.domain):
            observer.add("signal", site, owner, {"sends": True}, "sends")


def _record_receiver(observer: Observer, receiver: Any, cause: Symbol) -> None:
    function = inspect.unwrap(receiver.func if isinstance(receiver, functools.partial) else receiver)
    code = getattr(function, "__code__", None) or getattr(type(function).__call__, "__code__", None)
    place = observer.places.of(code.co_filename) if code is not None else None
    if place is not None and code is not None and observer.apart(place.domain, cause.domain):
        site = site_of_code(code, getattr(function, "__module__", "") or place.file, place)
        observer.add("signal", site, cause, {"sends": False}, "receives")


def _sender(observer: Observer, sender: Any) -> Symbol | None:
    if isinstance(sender, type) and issubclass(sender, Model):
        symbol = observer.domains.of_model(sender)
        return symbol if symbol.domain else None
    kind = sender if isinstance(sender, type) or inspect.isfunction(sender) else type(sender)
    domain = observer.domains.of_module(getattr(kind, "__module__", "") or "")
    return Symbol(domain, f"{kind.__module__}.{kind.__qualname__}") if domain else None
