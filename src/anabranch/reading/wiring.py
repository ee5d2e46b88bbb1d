"""What classes and functions were wired to, wherever the wiring stands: models, what a property holds, heirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from anabranch.facts.values import Op
from anabranch.reading.abstract_methods import AbstractMethods
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
from anabranch.reading.registrations import registrations
from anabranch.reading.request_attributes import RequestAttributes
from anabranch.reading.resolver import Resolver
from anabranch.reading.served import is_admin
from anabranch.reading.settable import Given, find_given
from anabranch.reading.world import ClassInfo, FunctionInfo, ModuleInfo


class Wiring:
    """Found once, after the models, since finding it evaluates code of all modules."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._registered: dict[ClassInfo, ClassInfo] | None = None
        self._of_heirs: dict[ClassInfo, ClassInfo] = {}
        self._senders: dict[FunctionInfo, ClassInfo] | None = None
        self._served: dict[ClassInfo, set[ClassInfo]] | None = None
        self._shared: dict[ClassInfo, ClassInfo] = {}
        self._given: Given | None = None
        self.abstract_methods = AbstractMethods(resolver)
        self.requests = RequestAttributes(resolver)

    def find(self, models: Sequence[ClassInfo], classes: Sequence[ClassInfo]) -> None:
        """Find all of it; what is asked of it meanwhile is not known, and so unsure."""
        circles = self._resolver.circles
        self.abstract_methods.find(classes)
        self.requests.find(classes)
        circles.forget()
        registered = dict(reversed(list(self._registrations())))
        self._registered = {each: model for each, model in registered.items() if model is not None}
        self._of_heirs = dict(self._found_of_heirs(registered))
        circles.forget()
        self._senders = dict(reversed(list(self._connections())))
        circles.forget()
        served: dict[ClassInfo, set[ClassInfo]] = {}
        for model in models:
            for manager in self._managers(model):
                served.setdefault(manager, set()).add(model)
        self._served = served
        shared = ((manager, self._model_of_all(found)) for manager, found in served.items())
        self._shared = {manager: above for manager, above in shared if above is not None}
        circles.forget()
        self._given = find_given(self._resolver, classes)
        circles.forget()

    def listed(self) -> tuple[list[tuple[str, str]], ...]:
        """All of it by symbols, in order."""
        registered, senders, served = self._registered or {}, self._senders or {}, self._served or {}
        given = (self._given or {}).items()
        return (
            sorted((admin.symbol, model.symbol) for admin, model in registered.items()),
            sorted((base.symbol, model.symbol) for base, model in self._of_heirs.items()),
            sorted((function.symbol, model.symbol) for function, model in senders.items()),
            sorted((manager.symbol, model.symbol) for manager, models in served.items() for model in models),
            sorted((f"{owner.symbol}.{name}", each.symbol) for (owner, name), found in given for each in found),
            [(symbol, "") for symbol in self.requests.listed()],
        )

    def registered(self, info: ClassInfo) -> ClassInfo | None:
        """The model that an admin class is registered for; the first, where there are several."""
        if self._registered is None:
            self._resolver.circles.met += 1
            return None
        return self._registered.get(info)

    def of_heirs(self, info: ClassInfo) -> ClassInfo | None:
        """What the models of all admin classes descend from that inherit from one that is not registered itself."""
        return self._of_heirs.get(info)

    def _found_of_heirs(
        self, registered: Mapping[ClassInfo, ClassInfo | None]
    ) -> Iterator[tuple[ClassInfo, ClassInfo]]:
        models: dict[ClassInfo, set[ClassInfo | None]] = {}
        for admin, model in registered.items():
            for above in self._resolver.hierarchy.ancestors(admin):
                if above not in registered and is_admin(self._resolver, above):
                    models.setdefault(above, set()).add(model)
        for above, found in models.items():
            shared = self._model_of_all(each for each in found if each) if None not in found else None
            if shared is not None:
                yield above, shared

    def _registrations(self) -> Iterator[tuple[ClassInfo, ClassInfo | None]]:
        for module, _, models, by in registrations(self._resolver):
            if by is not None:
                yield by, self._model(self._resolver.value(module, models[0])) if models else None

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
        """The model given as sender where a function is connected to a signal; the first, where there are several."""
        if self._senders is None:
            self._resolver.circles.met += 1
            return None
        return self._senders.get(function)

    def _connections(self) -> Iterator[tuple[FunctionInfo, ClassInfo]]:
        for module, call in _calls_named(self._resolver, "connect"):
            receiver, sender = connected(module.arguments(call))
            if receiver is None or sender is None:
                continue
            handler = self._resolver.value(module, receiver.value)
            model = self._model(self._resolver.value(module, sender.value))
            if isinstance(handler, FunctionValue) and model is not None:
                yield handler.info, model

    def given(self, info: ClassInfo, name: str) -> Denotation:
        """What others assign to a property that a class defines with a setter."""
        if self._given is None:
            self._resolver.circles.met += 1
            return None
        found = self._given.get((info, name), ())
        for each in found:
            self._resolver.circles.note(each.module)
        return one_of([Instance(each) for each in found])

    def served_by(self, manager: ClassInfo) -> ClassInfo | None:
        """The only model that has managers or querysets of this class, or what all of several descend from."""
        if self._served is None:
            self._resolver.circles.met += 1
            return None
        return self._shared.get(manager)

    def _model_of_all(self, models: Iterable[ClassInfo]) -> ClassInfo | None:
        hierarchy = self._resolver.hierarchy
        first, *others = (hierarchy.ancestors(each) for each in sorted(models, key=lambda info: info.symbol))
        shared = (each for each in first if all(each in line for line in others))
        return next(filter(hierarchy.is_model, shared), None)

    def _managers(self, model: ClassInfo) -> Iterator[ClassInfo]:
        for expression in model.definition.names.values():
            if not expression or model.module.op[expression] != Op.CALL:
                continue
            kind = manager_value(self._resolver, model.module, expression)[1]
            for each in (kind, queryset_kind(self._resolver, kind)):
                yield from self._resolver.hierarchy.ancestors(each) if each is not None else ()


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
