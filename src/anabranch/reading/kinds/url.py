"""`url`: URL names, and URLconfs that are included."""

from __future__ import annotations

from anabranch.facts.values import Op
from anabranch.reading.collector import Collector
from anabranch.reading.denotations import External, FunctionValue, ModuleValue, Text
from anabranch.reading.reversers import OUTSIDE, REVERSING, hands_url_name_on, takes_url_name, url_name_in
from anabranch.reading.url_spaces import is_namespaced
from anabranch.reading.urlconf import UrlNames
from anabranch.reading.world import Found, ModuleInfo
from anabranch.reading.written import called_name, written_name

_REVERSING = {
    "reverse",
    "reverse_lazy",
    "redirect",
    "resolve_url",
    "url_for",
    "reverse_url",
    "get_url",
    "build_absolute_uri",
    "eventreverse",
    "build_absolute_url",
}
_NAMING_KEYWORDS = {
    "view_name",
    "viewname",
    "pattern_name",
    "login_url",
    "success_url",
    "url_name",
    "permission_denied_url",
}
_DECLARING = {"action", "list_route", "detail_route"}
"""Decorators of Django REST framework whose `url_name` declares one."""
_TELLING = _REVERSING | _NAMING_KEYWORDS | {"include", "decorator_include"}
_NAMING_ATTRIBUTES = ("_pattern_name", "_login_url", "_success_url", "_view_name", "_url_name", "_logout_url")
"""How attributes that hold a URL name end, each with an underscore before: `review_name` is none."""
_SETTINGS = {"LOGIN_URL", "LOGIN_REDIRECT_URL", "LOGOUT_REDIRECT_URL"}


def collect(collector: Collector, module: ModuleInfo, names: UrlNames) -> None:
    """URL names in calls, class attributes and settings; includes of URLconfs."""
    written = {*module.texts, *(each.name for each in module.imports), *(each.bound for each in module.imports)}
    for call in module.of(Op.CALL) if not _TELLING.isdisjoint(written) else ():
        if module.y[call] >= 0:
            _collect_call(collector, module, call, names)
    _collect_handed_on(collector, module, names)
    for number, definition in enumerate(module.definitions):
        if definition.kind == "function":
            continue
        for name, expression in definition.names.items():
            if name in _SETTINGS if number == 0 else f"_{name}".endswith(_NAMING_ATTRIBUTES):
                _refer(collector, module, expression, names, say_unseen=False)
        redirect = definition.names.get("url", 0) if definition.kind == "class" else 0
        if redirect and _redirects_to_setting(collector, module, number, redirect):
            _refer(collector, module, redirect, names, say_unseen=False)
    given = _dotted_arguments(module)
    for expression in module.of(Op.STR):
        if expression in module.roles or not module.line[expression]:
            continue
        text = module.texts[module.x[expression]]
        if ":" in text or expression in given or _is_shortcut(text, names):
            _refer(collector, module, expression, names, say_unseen=False)


def _collect_handed_on(collector: Collector, module: ModuleInfo, names: UrlNames) -> None:
    """`redirect_to_shop("basket", shop)`, where that is the project's own function around `redirect`."""
    texts, resolver = module.texts, collector.resolver
    strings = (each for each in module.of(Op.STR) if each not in module.roles)
    named = {each for each in strings if names.is_declared(texts[module.x[each]])}
    for call in module.of(Op.CALL) if named else ():
        for argument in module.arguments(call):
            if argument.value in named and takes_url_name(resolver, module, call, argument.value):
                _refer(collector, module, argument.value, names, say_unseen=False)


def _redirects_to_setting(collector: Collector, module: ModuleInfo, number: int, url: int) -> bool:
    """Whether a class is a `RedirectView` whose `url` is a setting; what else stands there is rather a path."""
    if module.op[url] != Op.ATTR:
        return False
    base = collector.resolver.value(module, module.x[url])
    is_setting = isinstance(base, External) and base.path == "django.conf.settings"
    externals = collector.resolver.hierarchy.externals(module.class_info(number))
    return is_setting and any(path.endswith(".RedirectView") for path in externals)


def _dotted_arguments(module: ModuleInfo) -> set[int]:
    """Dotted strings that calls are given: `full_url("shop.orders")` names a URL before it names a package; what is
    given as a permission, which may be spelled like it, names none.
    """
    if not any("." in text for text in module.texts):
        return set()
    calls = (call for call in module.of(Op.CALL) if module.y[call] >= 0)
    named = ((written_name(module, call), argument) for call in calls for argument in module.arguments(call))
    given = (argument.value for name, argument in named if "perm" not in f"{name} {argument.keyword}")
    return {each for each in given if module.op[each] == Op.STR and "." in module.texts[module.x[each]]}


def _collect_call(collector: Collector, module: ModuleInfo, call: int, names: UrlNames) -> None:
    name = called_name(module, call)
    arguments = module.arguments(call)
    if name in ("include", "decorator_include"):
        _include(collector, module, call)
        return
    given = url_name_in(arguments) if name in _REVERSING else None
    if given is not None:
        is_name = _takes_names(module, name, given.value) and not _takes_something_else(collector, module, call)
        _refer(collector, module, given.value, names, say_unseen=is_name, line=given.line)
    for argument in arguments if name not in _DECLARING else ():
        if argument.keyword in _NAMING_KEYWORDS:
            _refer(collector, module, argument.value, names, say_unseen=False)


def _takes_names(module: ModuleInfo, function: str, argument: int) -> bool:
    """Whether nothing but a URL name can stand there; `redirect` takes paths and objects too."""
    is_text = module.op[argument] == Op.STR
    return function in ("reverse", "reverse_lazy", "url_for") or (
        is_text and is_namespaced(module.texts[module.x[argument]])
    )


def _takes_something_else(collector: Collector, module: ModuleInfo, call: int) -> bool:
    """Whether it is the project's own function of that name, in a module that reverses nothing: `url_for(topic)`."""
    function = collector.resolver.value(module, module.x[call])
    if not isinstance(function, FunctionValue) or hands_url_name_on(collector.resolver, function.info):
        return False
    return not any(each.name in REVERSING for each in function.info.module.imports)


def _refer(
    collector: Collector, module: ModuleInfo, expression: int, names: UrlNames, *, say_unseen: bool, line: int = 0
) -> None:
    value = collector.resolver.value(module, expression)
    if not isinstance(value, Text):
        if say_unseen and value is None:
            line = line or module.line[expression] or 1
            collector.add_unseen(module, line, "URL name is not known until run time", "reverse(…)")
        return
    name = value.text.rpartition("@")[2] if _is_shortcut(value.text, names) else value.text
    owner, exact = names.declared_by(name)
    is_setting = module.op[expression] == Op.ATTR and is_namespaced(name)
    if owner is None or not (exact or say_unseen or is_setting or names.is_below_its_app(name, owner)):
        if say_unseen and not name.startswith(OUTSIDE) and "/" not in name:
            collector.add_unseen(module, module.line[expression], "URL name is not declared here", name)
        return
    module.roles[expression] = "url"
    if owner is not module:
        at = module.line[expression], module.column[expression]
        imported = collector.imported(Found(owner))
        certainty = "certain" if exact and not names.is_unreached(name) else "inferred"
        collector.add(module, module.scope[expression], at, "url", imported, certainty=certainty, note=name)  # type: ignore[arg-type]


def _is_shortcut(text: str, names: UrlNames) -> bool:
    """Whether a text is `uuid@shop.product_read`, as smartmin's views write the URL of an object."""
    field, at, name = text.partition("@")
    return bool(at) and "." in name and (not field or field.isidentifier()) and names.is_declared(name)


def _include(collector: Collector, module: ModuleInfo, call: int) -> None:
    target = module.arguments(call)[0].value
    if module.op[target] == Op.SEQ:
        members = module.members(target)
        target = members[0] if members else target
    value = collector.resolver.value(module, target)
    if isinstance(value, ModuleValue) or target in module.found:
        module.roles[target] = "url"
        return
    if isinstance(value, Text):
        included = collector.resolver.world.module_named(value.text)
        if included is not None:
            module.roles[target] = "url"
            at = module.line[target], module.column[target]
            collector.add(module, module.scope[call], at, "url", collector.imported(Found(included)))
