"""Which routes of a router of Django REST framework a viewset answers: those that it has a method for."""

from __future__ import annotations

from typing import Final

from anabranch.reading.denotations import ClassValue, External
from anabranch.reading.resolver import Resolver
from anabranch.reading.world import ClassInfo

ROUTES: Final = {
    "list": frozenset({"list", "create"}),
    "detail": frozenset({"retrieve", "update", "partial_update", "destroy"}),
}
"""What the two routes are called, and the methods that answer them."""

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
    "ModelViewSet": frozenset().union(*ROUTES.values()),
}
"""The methods that its own classes bring; one that is not named here, or is of another package, may bring any."""


def answered_routes(resolver: Resolver, info: ClassInfo) -> tuple[str, ...]:
    """The routes of a viewset, both where not all of its bases are known."""
    methods: set[str] = set()
    for each in resolver.hierarchy.ancestors(info):
        methods.update(each.definition.names)
        for base in resolver.hierarchy.bases(each):
            if isinstance(base, ClassValue):
                continue
            brought = _brought(base.path) if isinstance(base, External) else None
            if brought is None:
                return tuple(ROUTES)
            methods.update(brought)
    return tuple(route for route, answering in ROUTES.items() if methods & answering)


def _brought(path: str) -> frozenset[str] | None:
    if path == "builtins.object":
        return frozenset()
    return _METHODS.get(path.rpartition(".")[2]) if path.startswith("rest_framework.") else None
