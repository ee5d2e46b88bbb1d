"""URL names that routers of Django REST framework make."""

from __future__ import annotations

from collections.abc import Iterator

from anabranch.facts.values import Op
from anabranch.reading.denotations import ClassValue, Text
from anabranch.reading.resolver import Resolver
from anabranch.reading.served import served_model
from anabranch.reading.world import ClassInfo, Found, ModuleInfo

UrlRow = tuple[ModuleInfo, str, str]
"""The module that registers, the name, the view."""


def router_urls(resolver: Resolver, module: ModuleInfo, router: int) -> Iterator[UrlRow]:
    """Names of all views registered on a router, wherever `register` is called on it."""
    home, expression = _router(resolver, module, router)
    for each in resolver.world.modules.values():
        if "register" not in each.texts:
            continue
        register = each.texts.index("register")
        for call in each.of(Op.CALL):
            function = each.x[call]
            if each.op[function] != Op.ATTR or each.y[function] != register:
                continue
            if _router(resolver, each, each.x[function]) == (home, expression):
                yield from _registered(resolver, each, call)


def _router(resolver: Resolver, module: ModuleInfo, expression: int) -> tuple[ModuleInfo, int]:
    """Where a router is made: names and imports lead to the same call."""
    resolver.value(module, expression)
    found = module.found.get(expression)
    if isinstance(found, Found) and found.definition < 0 and found.name:
        return found.module, found.expression
    if module.op[expression] == Op.LOAD:
        return module, module.x[expression]
    if module.op[expression] == Op.NAME:
        return module, module.definitions[0].names.get(module.texts[module.x[expression]], expression)
    return module, expression


def _registered(resolver: Resolver, module: ModuleInfo, call: int) -> Iterator[UrlRow]:
    arguments = module.arguments(call)
    positional = [argument for argument in arguments if not argument.keyword]
    keywords = {argument.keyword: argument for argument in arguments if argument.keyword}
    viewset = keywords.get("viewset") or (positional[1] if len(positional) > 1 else None)
    view = resolver.value(module, viewset.value) if viewset is not None else None
    if not isinstance(view, ClassValue):
        return
    given = keywords.get("basename") or keywords.get("base_name") or (positional[2] if len(positional) > 2 else None)
    base = resolver.value(module, given.value) if given is not None else None
    model = served_model(resolver, view.info) if given is None else None
    name = base.text if isinstance(base, Text) else model.definition.name.lower() if model is not None else ""
    if name:
        for ending in ("list", "detail", *_extra_actions(resolver, view.info)):
            yield module, f"{name}-{ending}", view.info.symbol


def _extra_actions(resolver: Resolver, info: ClassInfo) -> list[str]:
    """Ends of the names that `@action` methods get: `url_name`, else the method's name with dashes."""
    names = []
    for each in resolver.hierarchy.ancestors(info):
        for expression in each.definition.names.values():
            if expression and each.module.op[expression] == Op.DEF:
                names += _action(resolver, each.module, each.module.x[expression])
    return names


def _action(resolver: Resolver, module: ModuleInfo, number: int) -> list[str]:
    definition = module.definitions[number]
    for decorator in definition.decorators:
        if module.op[decorator] != Op.CALL:
            continue
        path = getattr(resolver.value(module, module.x[decorator]), "path", "")
        if path.rpartition(".")[2] in ("action", "detail_route", "list_route"):
            given = {a.keyword: resolver.value(module, a.value) for a in module.arguments(decorator)}
            named = given.get("url_name")
            return [named.text if isinstance(named, Text) else definition.name.replace("_", "-")]
    return []
