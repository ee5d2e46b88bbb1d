"""URL names that Django's admin gives to each model registered with it: `admin:shop_product_change`.

Source: `ModelAdmin.get_urls` in `django/contrib/admin/options.py`.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from itertools import product

from anabranch.facts.values import Op
from anabranch.reading.denotations import ClassValue, Denotation, External, Several, members_of
from anabranch.reading.outside import label_of
from anabranch.reading.resolver import Resolver
from anabranch.reading.url_sets import sites_of_admin
from anabranch.reading.world import ClassInfo, ModuleInfo
from anabranch.reading.written import is_registering, written_name

OF_EVERY_SITE = frozenset(
    f"admin:{name}"
    for name in (
        "index", "login", "logout", "password_change", "password_change_done", "autocomplete", "jsi18n", "view_on_site",
        "app_list",
    )
)  # fmt: skip
"""Names of pages that belong to no model; `AdminSite.get_urls` in `django/contrib/admin/sites.py`."""
_PAGES = ("changelist", "add", "history", "delete", "change")


def pages_of_admin(resolver: Resolver, admins: Container[ClassInfo]) -> dict[str, ModuleInfo]:
    """By name, below every site that is known: the module of the admin class, or else of the registration."""
    found: dict[str, ModuleInfo] = {}
    sites: set[str] = set()
    for owner, models in _registrations(resolver, admins):
        sites = sites or {"admin", *sites_of_admin(resolver)}
        for label in _labels(resolver, models):
            app, _, name = label.partition(".")
            for site, page in product(sites, _PAGES):
                found.setdefault(f"{site}:{app}_{name.lower()}_{page}", owner)
    return found


def _registrations(resolver: Resolver, admins: Container[ClassInfo]) -> Iterator[tuple[ModuleInfo, list[Denotation]]]:
    """Modules with what is registered with an admin site there: a model or several."""
    for module in resolver.world.modules.values():
        if not any(map(is_registering, (*module.texts, *(each.name or "" for each in module.imports)))):
            continue
        decorated = {
            decorator: number
            for number, each in enumerate(module.definitions)
            if each.kind == "class"
            for decorator in each.decorators
        }
        for call in module.of(Op.CALL):
            if module.y[call] < 0 or not is_registering(written_name(module, call)):
                continue
            given = [_all_of(resolver, module, each.value) for each in module.arguments(call) if each.keyword != "site"]
            if call in decorated and module.class_info(decorated[call]) in admins:
                yield module, given
            elif call not in decorated:
                owner = _owner(resolver, admins, module, call)
                if owner is not None:
                    yield owner, given[:1]


def _owner(resolver: Resolver, admins: Container[ClassInfo], module: ModuleInfo, call: int) -> ModuleInfo | None:
    """The module of the admin class that a call is given; that of the call, where Django's own site is called."""
    for argument in module.arguments(call)[1:2]:
        value = resolver.value(module, argument.value)
        if isinstance(value, ClassValue):
            return value.info.module if value.info in admins else None
    function = resolver.value(module, module.x[call])
    is_django = isinstance(function, External) and ".contrib.admin." in function.path
    return module if is_django else None


def _all_of(resolver: Resolver, module: ModuleInfo, expression: int) -> Denotation:
    """What a model denotes; in a loop over a list, the list, which holds more than the few that a value can be."""
    written = module.x[expression] if module.op[expression] == Op.LOAD else expression
    is_looped = module.op[written] == Op.ITER and module.y[written]
    return resolver.value(module, module.x[written] if is_looped else expression)


def _labels(resolver: Resolver, models: list[Denotation]) -> Iterator[str]:
    for value in models:
        for member in value.items if isinstance(value, Several) else members_of(value):
            if isinstance(member, ClassValue) and resolver.hierarchy.is_model(member.info):
                yield resolver.models.label(member.info)
            elif isinstance(member, External) and label_of(member):
                yield label_of(member)
