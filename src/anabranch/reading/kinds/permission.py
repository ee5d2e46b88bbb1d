"""`permission`: names of permissions on models, `"catalog.change_product"`, in Python and as `perms` in templates.

Source: `_get_all_permissions` in `django/contrib/auth/management/__init__.py`; `PermWrapper` gives templates theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from anabranch.facts.values import Op
from anabranch.reading.collector import Collector
from anabranch.reading.denotations import Several, Text
from anabranch.reading.resolution import Resolution
from anabranch.reading.world import ClassInfo, ModuleInfo

_ACTIONS = ("add", "change", "delete", "view")
IN_TEMPLATES = "perms"
"""The variable by which `django.contrib.auth` gives all templates what the user may."""


def find_permissions(resolution: Resolution) -> dict[str, ClassInfo]:
    """The models of a project by `app.codename` of each permission that Django makes for them."""
    found: dict[str, ClassInfo] = {}
    for info in resolution.models.models:
        if not resolution.hierarchy.is_abstract(info):
            app, _, name = resolution.models.label(info).partition(".")
            made = (f"{action}_{name.lower()}" for action in _actions(resolution, info))
            for codename in (*made, *_own(resolution, info)):
                found.setdefault(f"{app}.{codename}", info)
    return found


def _actions(resolution: Resolution, info: ClassInfo) -> Iterator[str]:
    """Those that Django makes of itself; an option that is no list of words is mostly an empty one."""
    option = resolution.hierarchy.option(info, "default_permissions")
    if option is None:
        yield from _ACTIONS
        return
    given = resolution.value(*option)
    words = given.items if isinstance(given, Several) else ()
    yield from (each.text for each in words if isinstance(each, Text))


def _own(resolution: Resolution, info: ClassInfo) -> Iterator[str]:
    """Codenames of `Meta.permissions`, each beside what it is called."""
    option = resolution.hierarchy.option(info, "permissions")
    given = resolution.value(*option) if option is not None else None
    for pair in given.items if isinstance(given, Several) else ():
        codename = pair.items[0] if isinstance(pair, Several) and pair.items else None
        if isinstance(codename, Text):
            yield codename.text


def collect(collector: Collector, module: ModuleInfo, permissions: Mapping[str, ClassInfo]) -> None:
    """Strings that no other kind took and that are just the name of a permission."""
    named = [*_named(module, permissions)]
    parts = _parts(module) if named else ()
    for expression, owner in named:
        if expression not in parts:
            module.roles[expression] = "permission"
            at = module.line[expression], module.column[expression]
            collector.add_class(module, module.scope[expression], at, "permission", owner)


def _named(module: ModuleInfo, permissions: Mapping[str, ClassInfo]) -> Iterator[tuple[int, ClassInfo]]:
    written = module.of(Op.STR) if not permissions.keys().isdisjoint(module.texts) else ()
    for expression in (*written, *module.of(Op.CONCAT), *module.of(Op.FORMAT)):
        value = module.memo[expression]
        owner = permissions.get(value.text) if isinstance(value, Text) else None
        if owner is not None and expression not in module.roles and module.line[expression]:
            yield expression, owner


def _parts(module: ModuleInfo) -> set[int]:
    """What longer texts are put together from: `"catalog.view_product" + "_report"` names another permission."""
    found = {part for each in module.of(Op.CONCAT) for part in (module.x[each], module.y[each])}
    formatted = (each for each in module.of(Op.FORMAT) if module.x[each] != 1)
    return found.union(*map(module.members, formatted))
