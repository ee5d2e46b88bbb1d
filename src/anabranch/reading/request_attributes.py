"""What a project's own code gives to requests: in middleware, decorators, views, and by authentication."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from anabranch.facts.values import Op
from anabranch.reading.annotations import is_request
from anabranch.reading.denotations import (
    Denotation,
    ExternalCall,
    ExternalInstance,
    FunctionValue,
    Instance,
    QuerySet,
    Several,
    members_of,
    one_of,
)
from anabranch.reading.own_requests import are_requests, owner_of
from anabranch.reading.resolver import Resolver
from anabranch.reading.settable import stored_in
from anabranch.reading.world import ClassInfo, FunctionInfo, ModuleInfo

_KINDS = {"", "http", "django", "drf", "wsgi", "asgi", "api", "original", "current"}
"""Words that a request is called by; a `join_request` is most often a row of the project's own."""
_TELLING = (Instance, QuerySet)


def request_attribute(assigned: str) -> str | None:
    """`shop` of `request.shop` and of `http_request.shop`, which a function assigns to; None of anything else."""
    base, _, name = assigned.partition(".")
    *kinds, last = base.split("_")
    return name if name and last == "request" and _KINDS.issuperset(kinds) else None


class _Assigned(NamedTuple):
    module: ModuleInfo
    value: int
    bases: tuple[int, ...]
    """What it is assigned to, where that is no parameter called `request`."""


class RequestAttributes:
    """Answers what an attribute of requests holds."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._assigned: dict[str, list[_Assigned]] | None = None
        self._authenticating: tuple[FunctionInfo, ...] | None = None
        self._known: dict[str, Denotation] = {}
        self._own: tuple[ClassInfo, ...] = ()

    def find(self, classes: Sequence[ClassInfo]) -> None:
        """Find the methods that authenticate requests; what is asked meanwhile is not known, and so unsure."""
        self._known.clear()  # what was answered while the models were not yet known
        self._own = tuple(filter(are_requests, classes))
        self._authenticating = tuple(self._methods(classes))

    def listed(self) -> list[str]:
        """The methods that authenticate requests and the classes of requests, by symbol."""
        methods = (method.symbol for method in self._authenticating or ())
        return sorted([*methods, *(info.symbol for info in self._own)])

    def own(self, name: str) -> ClassInfo | None:
        """The project's own class of requests that alone has an attribute; None where any request can be given it."""
        is_given = next(self._asked_for(name), None) is not None
        return None if is_given else owner_of(self._resolver, self._own, name)

    def value(self, name: str) -> Denotation:
        """The objects and querysets that any of the project's code assigns to it; of `auth` what authenticates."""
        for module in self._asked_for(name):
            self._resolver.circles.note(module)
        if name in self._known:
            return self._known[name]
        return self._resolver.circles.answer(
            self._known, name, ("request", name), lambda: self._find(name), meanwhile=None
        )

    def _find(self, name: str) -> Denotation:
        values = [*self._assigned_to(name), *(self._proofs() if name == "auth" else ())]
        return one_of([member for value in values for member in members_of(value) if isinstance(member, _TELLING)])

    def _asked_for(self, name: str) -> Iterator[ModuleInfo]:
        """The modules that decide what an attribute holds."""
        if self._assigned is None:
            self._assigned = self._assignments()
        yield from (each.module for each in self._assigned.get(name, ()))
        yield from (method.module for method in self._authenticating or () if name == "auth")

    def _assigned_to(self, name: str) -> list[Denotation]:
        assigned = self._assigned.get(name, ()) if self._assigned is not None else ()
        return [self._resolver.value(each.module, each.value) for each in assigned if not self._is_of_another(each)]

    def _assignments(self) -> dict[str, list[_Assigned]]:
        found: dict[str, list[_Assigned]] = {}
        for module in self._resolver.world.modules.values():
            assigned = [*_assigned_in(module)] if not module.unit.is_test else []
            stored = stored_in(module) if assigned else {}
            for number, name, value in assigned:
                bases = (base for base in stored.get((number, name), ()) if not _is_parameter(module, base))
                found.setdefault(name, []).append(_Assigned(module, value, tuple(bases)))
        return found

    def _is_of_another(self, assigned: _Assigned) -> bool:
        """Whether what is called a request is none: a `JoinRequest` of the project's own, one of urllib."""
        values = (self._resolver.value(assigned.module, base) for base in assigned.bases)
        return any(self._is_no_request(each) for value in values for each in members_of(value))

    def _is_no_request(self, value: Denotation) -> bool:
        if isinstance(value, Instance):
            return self._resolver.hierarchy.is_model(value.info)
        path = value.path if isinstance(value, ExternalInstance | ExternalCall) else ""
        return path.endswith(".Request") and not is_request(path)

    def _methods(self, classes: Iterable[ClassInfo]) -> Iterator[FunctionInfo]:
        """`authenticate` of the project's classes of Django REST framework, and the part of it that heirs write."""
        for info in classes:
            if not info.module.unit.is_test and any(map(_authenticates, self._resolver.hierarchy.externals(info))):
                for name in _AUTHENTICATING:
                    found = info.definition.names.get(name)
                    value = self._resolver.value(info.module, found) if found else None
                    if isinstance(value, FunctionValue):
                        yield value.info

    def _proofs(self) -> Iterator[Denotation]:
        """What stands second in what they give: the token, key or device that the request came with."""
        if self._authenticating is None:
            self._resolver.circles.met += 1
        for method in self._authenticating or ():
            for each in members_of(self._resolver.result(method, None)):
                if isinstance(each, Several) and len(each.items) == _USER_AND_PROOF:
                    yield each.items[1]


def _assigned_in(module: ModuleInfo) -> Iterator[tuple[int, str, int]]:
    """Function, attribute and value, wherever a function assigns to what is called a request."""
    for number, definition in enumerate(module.definitions):
        for key, value in definition.attributes.items() if definition.kind == "function" else ():
            name = request_attribute(key)
            if name is not None:
                yield number, name, value


def _is_parameter(module: ModuleInfo, base: int) -> bool:
    """Whether an expression is a parameter called `request`, without an annotation that says otherwise."""
    if module.op[base] != Op.PARAM:
        return False
    declared = module.definitions[module.x[base]].parameters[module.y[base]]
    return declared.name == "request" and not declared.annotation


_USER_AND_PROOF = 2
_AUTHENTICATING = ("authenticate", "authenticate_credentials")


def _authenticates(path: str) -> bool:
    return path.startswith("rest_framework.authentication.")
