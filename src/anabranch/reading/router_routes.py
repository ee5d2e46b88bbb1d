"""The routes of a router of Django REST framework: how each is named, and what a viewset has to answer for it.

Routers of a project's own may list others: `Route(mapping={"get": "create"}, name="{basename}_add", …)`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from anabranch.facts.values import Op
from anabranch.reading.denotations import ClassValue, Denotation, External, Instance, Text
from anabranch.reading.resolver import Resolver
from anabranch.reading.viewset_methods import DETAIL, LIST, Action
from anabranch.reading.world import ClassInfo, ModuleInfo
from anabranch.reading.written import truth_of, written_name


class Route(NamedTuple):
    """One route; without `methods` whatever is answers it, and one whose name has a place for an action is for each."""

    name: str
    methods: frozenset[str] | None
    is_detail: bool | None = None
    """Of an action alone: whether it is for those of one object, for those of the list, or for both."""

    def names(self, base: str, methods: frozenset[str] | None, actions: list[Action]) -> Iterator[str]:
        """The names that it gives a viewset with these methods, of which none need be known, and extra actions."""
        if any(place in self.name for place in _ACTION):
            endings = [each.name for each in actions if self._takes(each)]
        else:
            is_answered = methods is None or self.methods is None or bool(methods & self.methods)
            endings = [""] if is_answered else []
        for ending in endings:
            name = self.name.replace("{basename}", base)
            for place in _ACTION:
                name = name.replace(place, ending)
            if "{" not in name:
                yield name

    def _takes(self, action: Action) -> bool:
        return None in (self.is_detail, action.is_detail) or self.is_detail == action.is_detail


_ACTION: Final = ("{url_name}", "{methodnamehyphen}", "{methodname}")
PLAIN: Final = (
    Route("{basename}-list", LIST),
    Route("{basename}-detail", DETAIL),
    Route("{basename}-{url_name}", None),
)
"""The routes of `SimpleRouter`."""
UNKNOWN: Final = tuple(route._replace(methods=None) for route in PLAIN)
"""Of a router of which nothing is known those that most have."""


_DEEPEST: Final = 6
"""Routers that take the routes of others: more is a circle."""


def routes_of(resolver: Resolver, router: Denotation) -> tuple[Route, ...]:
    """The routes of a router."""
    return (_of_class(resolver, router.info, 0) or UNKNOWN) if isinstance(router, Instance) else PLAIN


def _of_class(resolver: Resolver, info: ClassInfo, depth: int) -> tuple[Route, ...]:
    """The routes of the project's own router, none where not all are known."""
    own = resolver.hierarchy.attribute(info, "routes")
    if own is None:
        return PLAIN
    return _listed(resolver, own[0].module, own[1], depth + 1) if depth < _DEEPEST else ()


def _listed(resolver: Resolver, module: ModuleInfo, expression: int, depth: int) -> tuple[Route, ...]:
    """The routes of a list, none where one of them is not known."""
    op = module.op[expression]
    if op in (Op.SEQ, Op.CONCAT):
        is_list = op == Op.SEQ
        parts = module.members(expression) if is_list else (module.x[expression], module.y[expression])
        found = [_listed(resolver, module, part, depth) for part in parts]
        return tuple(route for routes in found for route in routes) if all(found) else ()
    if op == Op.CALL:
        return _made(resolver, module, expression)
    value = resolver.value(module, expression)
    if isinstance(value, External) and value.path.endswith("Router.routes"):
        return PLAIN
    is_anothers = op == Op.ATTR and module.texts[module.y[expression]] == "routes"
    router = resolver.value(module, module.x[expression]) if is_anothers else None
    return _of_class(resolver, router.info, depth) if isinstance(router, ClassValue) else ()


def _made(resolver: Resolver, module: ModuleInfo, call: int) -> tuple[Route, ...]:
    made = written_name(module, call)
    if made not in _PLACES:
        return ()
    given = {place: each.value for place, each in zip(_PLACES[made], module.arguments(call), strict=False)}
    given |= {each.keyword: each.value for each in module.arguments(call) if each.keyword}
    name = resolver.value(module, given.get("name", 0))
    if not isinstance(name, Text):
        return ()
    is_detail = _OF_ONE_OBJECT[made] if made in _OF_ONE_OBJECT else truth_of(module, given.get("detail", 0))
    return (Route(name.text, _answering(resolver, module, given.get("mapping", 0)), is_detail),)


_PLACES: Final = {
    "Route": ("url", "mapping", "name"),
    "DynamicRoute": ("url", "name", "detail"),
    "DynamicListRoute": ("url", "name"),
    "DynamicDetailRoute": ("url", "name"),
}
"""What the arguments of each are called by their place."""
_OF_ONE_OBJECT: Final = {"DynamicListRoute": False, "DynamicDetailRoute": True}


def _answering(resolver: Resolver, module: ModuleInfo, mapping: int) -> frozenset[str] | None:
    """The methods that a mapping of HTTP methods names; None where not all of them are known."""
    if module.op[mapping] != Op.DICT:
        return None
    values = [resolver.value(module, member) for member in module.members(mapping)[1::2]]
    named = [value.text for value in values if isinstance(value, Text)]
    return frozenset(named) if len(named) == len(values) else None
