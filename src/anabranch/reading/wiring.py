"""Which model an admin class, a receiver or a manager class was wired to, wherever the wiring stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from anabranch.facts.values import Op
from anabranch.reading.connections import connected
from anabranch.reading.denotations import (
    ClassValue,
    Denotation,
    FunctionValue,
    Instance,
    Several,
    Text,
    members_of,
    one_of,
)
from anabranch.reading.managers import manager_value, queryset_kind
from anabranch.reading.resolver import Resolver
from anabranch.reading.world import ClassInfo, FunctionInfo, ModuleInfo


class Wiring:
    """Found on first use, since finding it evaluates code of all modules."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._registered: dict[ClassInfo, ClassInfo] | None = None
        self._senders: dict[FunctionInfo, ClassInfo] | None = None
        self._assigned: dict[str, list[tuple[ModuleInfo, int]]] | None = None
        self._served: dict[ClassInfo, set[ClassInfo]] | None = None

    def registered(self, info: ClassInfo) -> ClassInfo | None:
        """The model that an admin class is registered for."""
        if self._registered is None:
            self._registered = {}
            for module, call in _calls_named(self._resolver, "register"):
                self._note_registration(module, call)
        return self._registered.get(info)

    def _note_registration(self, module: ModuleInfo, call: int) -> None:
        assert self._registered is not None
        arguments = [argument for argument in module.arguments(call) if not argument.keyword]
        values = [self._resolver.value(module, argument.value) for argument in arguments[:2]]
        model = self._model(values[0]) if values else None
        if model is None:
            return
        if len(values) == 2 and isinstance(values[1], ClassValue):
            self._registered.setdefault(values[1].info, model)
        for number, definition in enumerate(module.definitions):
            if call in definition.decorators and definition.kind == "class":
                self._registered.setdefault(module.class_info(number), model)

    def _model(self, value: Denotation) -> ClassInfo | None:
        if isinstance(value, Several) and value.items:
            value = value.items[0]
        for member in members_of(value):
            if isinstance(member, ClassValue) and self._resolver.hierarchy.is_model(member.info):
                return member.info
            if isinstance(member, Text):
                return self._resolver.models.by_label(member.text)
        return None

    def sender(self, function: FunctionInfo) -> ClassInfo | None:
        """The model given as sender where a function is connected to a signal."""
        if self._senders is None:
            self._senders = {}
            for module, call in _calls_named(self._resolver, "connect"):
                self._note_connection(module, call)
        return self._senders.get(function)

    def _note_connection(self, module: ModuleInfo, call: int) -> None:
        assert self._senders is not None
        receiver, sender = connected(module.arguments(call))
        if receiver is None or sender is None:
            return
        handler = self._resolver.value(module, receiver.value)
        model = self._model(self._resolver.value(module, sender.value))
        if isinstance(handler, FunctionValue) and model is not None:
            self._senders.setdefault(handler.info, model)

    def request_attribute(self, name: str) -> Denotation:
        """What functions assign to `request.NAME` or `self.request.NAME`: instances of first-party classes alone."""
        if self._assigned is None:
            self._assigned = {}
            for module in self._resolver.world.modules.values():
                for definition in module.definitions:
                    for attribute, expression in definition.attributes.items() if definition.kind == "function" else ():
                        if attribute.startswith("request."):
                            self._assigned.setdefault(attribute[8:], []).append((module, expression))
        values = [self._resolver.value(module, expression) for module, expression in self._assigned.get(name, ())]
        return one_of([value for value in values if isinstance(value, Instance)])

    def served_by(self, manager: ClassInfo, models: Sequence[ClassInfo]) -> ClassInfo | None:
        """The only concrete model that has managers or querysets of this class."""
        if self._served is None:
            self._served = {}
            for model in models:
                self._note_managers(model)
        found = self._served.get(manager, set())
        return next(iter(found)) if len(found) == 1 else None

    def _note_managers(self, model: ClassInfo) -> None:
        assert self._served is not None
        for expression in model.definition.names.values():
            if not expression or model.module.op[expression] != Op.CALL:
                continue
            kind = manager_value(self._resolver, model.module, expression)[1]
            for each in (kind, queryset_kind(self._resolver, kind)):
                for ancestor in self._resolver.hierarchy.ancestors(each) if each is not None else ():
                    self._served.setdefault(ancestor, set()).add(model)


def _calls_named(resolver: Resolver, name: str) -> Iterator[tuple[ModuleInfo, int]]:
    """Calls of an attribute of that name, with arguments."""
    for module in resolver.world.modules.values():
        if name not in module.texts:
            continue
        text = module.texts.index(name)
        for expression in module.of(Op.CALL):
            if module.y[expression] >= 0:
                function = module.x[expression]
                if module.op[function] == Op.ATTR and module.y[function] == text:
                    yield module, expression
