"""The routes of a router of Django REST framework: how each is named, and what a viewset has to answer for it.

Routers of a project's own may list others: `Route(mapping={"get": "create"}, name="{basename}_add", …)`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from anabranch.facts.values import Op
from anabranch.reading.denotations import Denotation, External, Instance, Text
from anabranch.reading.resolver import Resolver
from anabranch.reading.viewset_methods import DETAIL, LIST
from anabranch.reading.world import ModuleInfo
from anabranch.reading.written import written_name


class Route(NamedTuple):
    """One route; without `methods` whatever is answers it, and one whose name has a place for an action is for each."""

    name: str
    methods: frozenset[str] | None

    def names(self, base: str, methods: frozenset[str] | None, actions: list[str]) -> Iterator[str]:
        """The names that it gives a viewset with these methods, of which none need be known, and extra actions."""
        is_of_action = any(place in self.name for place in _ACTION)
        if not is_of_action and methods is not None and self.methods is not None and not methods & self.methods:
            return
        for action in actions if is_of_action else ("",):
            name = self.name.replace("{basename}", base)
            for place in _ACTION:
                name = name.replace(place, action)
            if "{" not in name:
                yield name


_ACTION: Final = ("{url_name}", "{methodnamehyphen}", "{methodname}")
PLAIN: Final = (
    Route("{basename}-list", LIST),
    Route("{basename}-detail", DETAIL),
    Route("{basename}-{url_name}", None),
)
"""The routes of `SimpleRouter`."""
UNKNOWN: Final = tuple(route._replace(methods=None) for route in PLAIN)
"""Of a router of which nothing is known those that most have."""


def routes_of(resolver: Resolver, router: Denotation) -> tuple[Route, ...]:
    """The routes of a router."""
    if not isinstance(router, Instance):
        return PLAIN
    own = resolver.hierarchy.attribute(router.info, "routes")
    if own is None:
        return PLAIN
    return _listed(resolver, own[0].module, own[1]) or UNKNOWN


def _listed(resolver: Resolver, module: ModuleInfo, expression: int) -> tuple[Route, ...]:
    """The routes of a list, none where one of them is not known."""
    op = module.op[expression]
    if op in (Op.SEQ, Op.CONCAT):
        is_list = op == Op.SEQ
        parts = module.members(expression) if is_list else (module.x[expression], module.y[expression])
        found = [_listed(resolver, module, part) for part in parts]
        return tuple(route for routes in found for route in routes) if all(found) else ()
    if op == Op.CALL:
        return _made(resolver, module, expression)
    value = resolver.value(module, expression)
    return PLAIN if isinstance(value, External) and value.path.endswith("Router.routes") else ()


def _made(resolver: Resolver, module: ModuleInfo, call: int) -> tuple[Route, ...]:
    made = written_name(module, call)
    if made not in _PLACES:
        return ()
    given = dict(zip(_PLACES[made], module.arguments(call), strict=False))
    given |= {each.keyword: each for each in module.arguments(call) if each.keyword}
    name = resolver.value(module, given["name"].value) if "name" in given else None
    if not isinstance(name, Text):
        return ()
    mapping = given["mapping"].value if "mapping" in given else 0
    return (Route(name.text, _answering(resolver, module, mapping)),)


_PLACES: Final = {
    "Route": ("url", "mapping", "name"),
    "DynamicRoute": ("url", "name"),
    "DynamicListRoute": ("url", "name"),
    "DynamicDetailRoute": ("url", "name"),
}
"""What the arguments of each are called by their place."""


def _answering(resolver: Resolver, module: ModuleInfo, mapping: int) -> frozenset[str] | None:
    """The methods that a mapping of HTTP methods names."""
    if module.op[mapping] != Op.DICT:
        return None
    values = [resolver.value(module, member) for member in module.members(mapping)[1::2]]
    return frozenset(value.text for value in values if isinstance(value, Text)) or None
