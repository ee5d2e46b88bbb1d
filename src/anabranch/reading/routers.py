"""URL names that routers of Django REST framework make."""

from __future__ import annotations

from collections.abc import Iterator

from anabranch.facts.values import Op
from anabranch.reading.denotations import ClassValue, External, FunctionValue, Instance, OutsideRows, Several, Text
from anabranch.reading.resolver import Resolver, paths_outside
from anabranch.reading.router_routes import UNKNOWN, Route, routes_of
from anabranch.reading.served import served_model
from anabranch.reading.url_sets import is_site
from anabranch.reading.viewset_methods import actions_of, methods_of
from anabranch.reading.world import ClassInfo, Found, ModuleInfo
from anabranch.reading.written import is_number, written_name

UrlRow = tuple[ModuleInfo, str, str]
"""The module that registers, the name, the view."""

_Router = tuple[ModuleInfo, int]
"""The expression that makes a router, or the parameter by which a function is given one."""
_DEEPEST = 40
"""Calls that hand a router on; a project with one a registered app has as many."""


class Routers:
    """All registrations of a project, found once, and the routers that URLconfs were seen to include."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._included: set[_Router] = set()
        self._registrations: dict[_Router, list[tuple[ModuleInfo, int]]] | None = None

    def urls(self, module: ModuleInfo, router: int) -> Iterator[UrlRow]:
        """Names of all views registered on a router, wherever `register` is called on it."""
        made = _origin(self._resolver, module, router)
        self._included.add(made)
        if is_site(self._resolver, self._resolver.value(*made)):  # it has `urls` and a `register` too
            return
        if _has_root(self._resolver, *made):
            yield made[0], "api-root", ""
        routes = routes_of(self._resolver, self._resolver.value(*made))
        for each, call in self._all().get(made, ()):
            yield from _registered(self._resolver, each, call, routes)

    def loose(self) -> Iterator[UrlRow]:
        """Names of viewsets whose router no URLconf was seen to include: functions are given it as an argument."""
        for router, calls in self._all().items():
            if router not in self._included:
                for each, call in calls:
                    if _serves(self._resolver, each, call):
                        yield from _registered(self._resolver, each, call, UNKNOWN)

    def _all(self) -> dict[_Router, list[tuple[ModuleInfo, int]]]:
        if self._registrations is None:
            self._registrations = {}
            for module, call, router in _register_calls(self._resolver):
                made = _origin(self._resolver, module, router)
                self._registrations.setdefault(made, []).append((module, call))
        return self._registrations


def _has_root(resolver: Resolver, module: ModuleInfo, made: int) -> bool:
    """Whether a router lists its views at a root of its own, as the default one of Django REST framework does."""
    value = resolver.value(module, made)
    own = resolver.hierarchy.attribute(value.info, "include_root_view") if isinstance(value, Instance) else None
    if own is not None and is_number(own[0].module, own[1], 0):
        return False
    return any(path.endswith("DefaultRouter") for path in paths_outside(resolver, value))


def _register_calls(resolver: Resolver) -> Iterator[tuple[ModuleInfo, int, int]]:
    """Every call of a method `register`, and what it is called on."""
    for module in resolver.world.modules.values():
        if "register" not in module.texts:
            continue
        register = module.texts.index("register")
        for call in module.of(Op.CALL):
            function = module.x[call]
            if module.op[function] == Op.ATTR and module.y[function] == register:
                yield module, call, module.x[function]


def _origin(resolver: Resolver, module: ModuleInfo, expression: int) -> _Router:
    """Where a router is made: names, imports and functions that return the router they are given lead to the call."""
    for _ in range(_DEEPEST):
        resolver.value(module, expression)
        found = module.found.get(expression)
        if isinstance(found, Found) and found.definition < 0 and found.name:
            step = (found.module, found.expression)
        else:
            step = (module, _step(resolver, module, expression))
        if step == (module, expression):
            break
        module, expression = step
    return module, expression


def _step(resolver: Resolver, module: ModuleInfo, expression: int) -> int:
    op = module.op[expression]
    if op == Op.LOAD:
        return module.x[expression]
    if op == Op.NAME:
        return module.definitions[0].names.get(module.texts[module.x[expression]], expression)
    if op == Op.UNION:
        return next(iter(module.members(expression)), expression)
    if op != Op.CALL:
        return expression
    # Extensions let what is registered register views below it, on the same router.
    is_nested = written_name(module, expression) == "register" and module.op[module.x[expression]] == Op.ATTR
    return module.x[module.x[expression]] if is_nested else _handed_on(resolver, module, expression)


def _handed_on(resolver: Resolver, module: ModuleInfo, call: int) -> int:
    """The argument that a function returns as it was given; the call itself where it does not."""
    function = resolver.value(module, module.x[call])
    if not isinstance(function, FunctionValue):
        return call
    home, returns = function.info.module, function.info.definition.returns
    given = {home.y[home.x[row] if home.op[row] == Op.LOAD else row] for row in returns if _is_parameter(home, row)}
    positional = [argument for argument in module.arguments(call) if not argument.keyword]
    if len(given) == 1 and len(returns) == 1 and (position := given.pop()) < len(positional):
        return positional[position].value
    return call


def _is_parameter(module: ModuleInfo, row: int) -> bool:
    return module.op[module.x[row] if module.op[row] == Op.LOAD else row] == Op.PARAM


def _serves(resolver: Resolver, module: ModuleInfo, call: int) -> bool:
    """Whether what is registered is a view set: admin sites, signals and hooks have a `register` too."""
    positional = [argument for argument in module.arguments(call) if not argument.keyword]
    view = resolver.value(module, positional[1].value) if len(positional) > 1 else None
    return isinstance(view, ClassValue) and any(
        "viewset" in path.lower() for path in resolver.hierarchy.externals(view.info)
    )


def _registered(resolver: Resolver, module: ModuleInfo, call: int, routes: tuple[Route, ...]) -> Iterator[UrlRow]:
    arguments = module.arguments(call)
    positional = [argument for argument in arguments if not argument.keyword]
    keywords = {argument.keyword: argument for argument in arguments if argument.keyword}
    viewset = keywords.get("viewset") or (positional[1] if len(positional) > 1 else None)
    view = resolver.value(module, viewset.value) if viewset is not None else None
    if not isinstance(view, ClassValue):
        return
    given = keywords.get("basename") or keywords.get("base_name") or (positional[2] if len(positional) > 2 else None)
    base = resolver.value(module, given.value) if given is not None else None
    given = None if isinstance(base, Several) else given  # routers of other packages take views to nest there
    name = base.text if isinstance(base, Text) else _default_basename(resolver, view.info) if given is None else ""
    if name:
        methods, actions = methods_of(resolver, view.info), actions_of(resolver, view.info)
        for route in routes:
            for full in route.names(name, methods, actions):
                yield module, full, view.info.symbol


def _default_basename(resolver: Resolver, info: ClassInfo) -> str:
    """The model's name in lower case, as `SimpleRouter.get_default_basename` takes it from the queryset."""
    model = served_model(resolver, info)
    if model is not None:
        return model.definition.name.lower()
    found = resolver.hierarchy.attribute(info, "queryset")
    rows = resolver.value(found[0].module, found[1]) if found is not None else None
    path = rows.path.removesuffix(".objects") if isinstance(rows, OutsideRows | External) else ""
    return path.rpartition(".")[2].lower()
