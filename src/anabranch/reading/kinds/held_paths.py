"""Where classes hold lookup paths: attributes, methods that give what such an attribute holds, columns of an admin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from anabranch.facts.notes import SORTED_BY
from anabranch.facts.values import Op
from anabranch.reading.kinds.lookup_paths import Holding
from anabranch.reading.resolver import Resolver
from anabranch.reading.served import is_admin
from anabranch.reading.world import ClassInfo

_ADMIN_PATHS = (
    "search_fields",
    "list_filter",
    "list_display",
    "ordering",
    "list_select_related",
    "date_hierarchy",
    "list_prefetch_related",
    "autocomplete_fields",
    "raw_id_fields",
    "filter_horizontal",
    "filter_vertical",
    "readonly_fields",
)
_VIEW_PATHS = ("search_fields", "ordering", "ordering_fields", "filterset_fields", "filter_fields")

_OF_A_FORM = "fields"
"""What the form has that a generic view or an admin makes."""
_GROUPS = "fieldsets"
"""The same in groups, as an admin shows them."""

LISTED: Final = (Holding.STRINGS, Holding.KEYS)


class Held(NamedTuple):
    """An expression that holds paths, the class or method in which it stands, and what of it is a path."""

    expression: int
    scope: int
    holdings: tuple[Holding, ...]


def paths_held(resolver: Resolver, info: ClassInfo) -> Iterator[Held]:
    """Expressions that hold paths."""
    is_of_admin = is_admin(resolver, info)
    names = _ADMIN_PATHS if is_of_admin else _VIEW_PATHS
    for name, expression in info.definition.names.items():
        holdings = (Holding.FIELDS,) if name.endswith(_GROUPS) else LISTED
        if not name.startswith("get_"):
            if name in names or name == _OF_A_FORM or name.endswith(_GROUPS):
                yield Held(expression, info.number, holdings)
        elif name.endswith((*names, _GROUPS)) or (is_of_admin and name == f"get_{_OF_A_FORM}"):
            yield from (Held(each, number, holdings) for each, number in _given(info, expression))
    if is_of_admin:
        yield from (Held(each, number, LISTED) for each, number in _of_columns(info))


def _given(info: ClassInfo, method: int) -> Iterator[tuple[int, int]]:
    """What `get_ordering`, or `get_own_list_select_related`, gives."""
    module = info.module
    if method and module.op[method] == Op.DEF:
        number = module.x[method]
        yield from ((each, number) for each in module.definitions[number].returns)


def _of_columns(info: ClassInfo) -> Iterator[tuple[int, int]]:
    """`seller.admin_order_field = "shop__name"` and `@admin.display(ordering="shop__name")`."""
    module = info.module
    for name, expression in info.definition.attributes.items():
        if name.endswith(f".{SORTED_BY}"):
            yield expression, info.number
    for expression in info.definition.names.values():
        number = module.x[expression] if expression and module.op[expression] == Op.DEF else 0
        for decorator in module.definitions[number].decorators if number else ():
            for argument in module.arguments(decorator) if module.op[decorator] == Op.CALL else ():
                if argument.keyword == "ordering":
                    yield argument.value, number
