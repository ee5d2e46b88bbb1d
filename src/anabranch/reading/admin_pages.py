"""URL names that Django's admin has: of each model registered with it, `admin:shop_product_change`, and of each site.

Source: `ModelAdmin.get_urls` in `django/contrib/admin/options.py`, `AdminSite.get_urls` in `sites.py` beside it.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from itertools import product

from anabranch.facts.values import Op
from anabranch.reading.denotations import ClassValue, Denotation, External, Several, members_of
from anabranch.reading.outside import label_of
from anabranch.reading.registrations import Registration, registrations
from anabranch.reading.resolver import Resolver
from anabranch.reading.url_sets import is_site, sites_of_admin
from anabranch.reading.world import ClassInfo, ModuleInfo

_OF_EVERY_SITE = (
    "index", "login", "logout", "password_change", "password_change_done", "autocomplete", "jsi18n", "view_on_site",
    "app_list",
)  # fmt: skip
_PAGES = ("changelist", "add", "history", "delete", "change")


def pages_of_admin(resolver: Resolver, admins: Container[ClassInfo]) -> dict[str, ModuleInfo | None]:
    """By name, below every site that is known: the module of the admin class, or else of the registration; None for
    the pages that belong to no model.
    """
    sites = {"admin", *sites_of_admin(resolver)}
    found: dict[str, ModuleInfo | None] = {f"{site}:{page}": None for site, page in product(sites, _OF_EVERY_SITE)}
    for registration in registrations(resolver):
        owner = _owner(resolver, admins, registration)
        for label in _labels(resolver, registration) if owner is not None else ():
            app, _, name = label.partition(".")
            for site, page in product(sites, _PAGES):
                found.setdefault(f"{site}:{app}_{name.lower()}_{page}", owner)
    return found


def _owner(resolver: Resolver, admins: Container[ClassInfo], registration: Registration) -> ModuleInfo | None:
    """The module of the admin class; that of the call where it names none and what is called is a site."""
    module, call, _, admin = registration
    if admin is not None:
        return admin.module if admin in admins else None
    function = module.x[call]
    value = resolver.value(module, function)
    if isinstance(value, External):
        return module if value.path.startswith("django.contrib.") and ".admin." in value.path else None
    is_own = module.op[function] == Op.ATTR and is_site(resolver, resolver.value(module, module.x[function]))
    return module if is_own else None


def _labels(resolver: Resolver, registration: Registration) -> Iterator[str]:
    for expression in registration.models:
        value = _all_of(resolver, registration.module, expression)
        for member in value.items if isinstance(value, Several) else members_of(value):
            if isinstance(member, ClassValue) and resolver.hierarchy.is_model(member.info):
                yield resolver.models.label(member.info)
            elif isinstance(member, External) and label_of(member):
                yield label_of(member)


def _all_of(resolver: Resolver, module: ModuleInfo, expression: int) -> Denotation:
    """What a model denotes; in a loop over a list, the list, which holds more than the few that a value can be."""
    written = module.x[expression] if module.op[expression] == Op.LOAD else expression
    is_looped = module.op[written] == Op.ITER and module.y[written]
    return resolver.value(module, module.x[written] if is_looped else expression)
