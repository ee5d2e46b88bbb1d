"""Which methods a viewset of Django REST framework has to answer the routes of a router with."""

from __future__ import annotations

from typing import Final

from anabranch.reading.denotations import ClassValue, External
from anabranch.reading.resolver import Resolver
from anabranch.reading.world import ClassInfo

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
