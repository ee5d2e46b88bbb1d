"""Which methods a viewset of Django REST framework has to answer the routes of a router with, and its extra actions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from anabranch.facts.values import Op
from anabranch.reading.denotations import ClassValue, External, Text
from anabranch.reading.resolver import Resolver
from anabranch.reading.world import ClassInfo, ModuleInfo
from anabranch.reading.written import truth_of

LIST: Final = frozenset({"list", "create"})
"""The methods that answer the route of the list, as `SimpleRouter.routes` maps them."""
DETAIL: Final = frozenset({"retrieve", "update", "partial_update", "destroy"})
"""Those of one object."""

_METHODS: Final = {
    "APIView": frozenset[str](),
    "GenericAPIView": frozenset[str](),
    "ViewSetMixin": frozenset[str](),
    "ViewSet": frozenset[str](),
    "GenericViewSet": frozenset[str](),
    "ListModelMixin": frozenset({"list"}),
    "CreateModelMixin": frozenset({"create"}),
    "RetrieveModelMixin": frozenset({"retrieve"}),
    "UpdateModelMixin": frozenset({"update"}),
    "DestroyModelMixin": frozenset({"destroy"}),
    "ReadOnlyModelViewSet": frozenset({"list", "retrieve"}),
    "ModelViewSet": LIST | DETAIL,
}
"""The methods that its own classes bring; one that is not named here, or is of another package, may bring any."""


def methods_of(resolver: Resolver, info: ClassInfo) -> frozenset[str] | None:
    """The names of a viewset and of all above it; None where not all of its bases are known."""
    methods: set[str] = set()
    for each in resolver.hierarchy.ancestors(info):
        methods.update(each.definition.names)
        for base in resolver.hierarchy.bases(each):
            if isinstance(base, ClassValue):
                continue
            brought = _brought(base.path) if isinstance(base, External) else None
            if brought is None:
                return None
            methods.update(brought)
    return frozenset(methods)


def _brought(path: str) -> frozenset[str] | None:
    if path == "builtins.object":
        return frozenset()
    return _METHODS.get(path.rpartition(".")[2]) if path.startswith("rest_framework.") else None


class Action(NamedTuple):
    """What a method adds to the routes: how the name ends, and whether it is for one object, where that is known."""

    name: str
    is_detail: bool | None


def actions_of(resolver: Resolver, info: ClassInfo) -> list[Action]:
    """The `@action` methods of a viewset and of all above it."""
    return [
        action
        for each in resolver.hierarchy.ancestors(info)
        for expression in each.definition.names.values()
        if expression and each.module.op[expression] == Op.DEF
        for action in _actions(resolver, each.module, each.module.x[expression])
    ]


def _actions(resolver: Resolver, module: ModuleInfo, number: int) -> Iterator[Action]:
    """A method's: called by its `url_name`, else by its own name with dashes."""
    definition = module.definitions[number]
    for decorator in definition.decorators:
        is_call = module.op[decorator] == Op.CALL
        made = getattr(resolver.value(module, module.x[decorator]), "path", "").rpartition(".")[2] if is_call else ""
        if made in _OF_ONE_OBJECT:
            given = {each.keyword: each.value for each in module.arguments(decorator)}
            named = resolver.value(module, given.get("url_name", 0))
            is_detail = truth_of(module, given.get("detail", 0)) if made == "action" else _OF_ONE_OBJECT[made]
            yield Action(named.text if isinstance(named, Text) else definition.name.replace("_", "-"), is_detail)
            return


_OF_ONE_OBJECT: Final = {"action": None, "detail_route": True, "list_route": False}
"""Decorators that make one, and whether it is for one object; `None` where that is an argument."""
