"""What a project's own code gives to requests: in middleware, decorators, views, and by authentication."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

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
from anabranch.reading.settable import stored_on
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
    scope: int
    value: int


class RequestAttributes:
    """Answers what an attribute of requests holds."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._assigned: dict[str, list[_Assigned]] | None = None
        self._authenticating: tuple[FunctionInfo, ...] | None = None
        self._own: tuple[ClassInfo, ...] = ()

    def find(self, classes: Sequence[ClassInfo]) -> None:
        """Find the methods that authenticate requests; what is asked meanwhile is not known, and so unsure."""
        self._own = tuple(filter(are_requests, classes))
        self._authenticating = tuple(self._methods(classes))

    def listed(self) -> list[str]:
        """The methods that authenticate requests and the classes of requests, by symbol."""
        methods = (method.symbol for method in self._authenticating or ())
        return sorted([*methods, *(info.symbol for info in self._own)])

    def own(self, name: str) -> ClassInfo | None:
        """The project's own class of requests that alone has an attribute; None where Django's can have it too."""
        return owner_of(self._resolver, self._own, name)

    def value(self, name: str) -> Denotation:
        """The objects and querysets that any of the project's code assigns to it; of `auth` what authenticates."""
        values = [*self._assigned_to(name), *(self._proofs() if name == "auth" else ())]
        return one_of([member for value in values for member in members_of(value) if isinstance(member, _TELLING)])

    def _assigned_to(self, name: str) -> list[Denotation]:
        if self._assigned is None:
            self._assigned = self._assignments()
        assigned = self._assigned.get(name, ())
        for each in assigned:
            self._resolver.circles.note(each.module)
        return [
            self._resolver.value(each.module, each.value) for each in assigned if not self._is_of_another(each, name)
        ]

    def _assignments(self) -> dict[str, list[_Assigned]]:
        found: dict[str, list[_Assigned]] = {}
        for module in self._resolver.world.modules.values():
            for number, definition in enumerate(() if module.unit.is_test else module.definitions):
                for key, value in definition.attributes.items() if definition.kind == "function" else ():
                    name = request_attribute(key)
                    if name is not None:
                        found.setdefault(name, []).append(_Assigned(module, number, value))
        return found

    def _is_of_another(self, assigned: _Assigned, name: str) -> bool:
        """Whether what is called a request is none: a `JoinRequest` of the project's own, one of urllib."""
        bases = stored_on(assigned.module, assigned.scope, name)
        values = [member for base in bases for member in members_of(self._resolver.value(assigned.module, base))]
        return any(self._is_no_request(each) for each in values)

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
            self._resolver.circles.note(method.module)
            for each in members_of(self._resolver.result(method, None)):
                if isinstance(each, Several) and len(each.items) == _USER_AND_PROOF:
                    yield each.items[1]


_USER_AND_PROOF = 2
_AUTHENTICATING = ("authenticate", "authenticate_credentials")


def _authenticates(path: str) -> bool:
    return path.startswith("rest_framework.authentication.")
