"""What a definition is noted to assign beside names: attributes of names, items, fields of forms."""

from __future__ import annotations

import ast

from anabranch.facts.builder import Builder, OpenDefinition
from anabranch.facts.values import Op

SORTED_BY = "admin_order_field"
"""`seller.admin_order_field = "shop__name"`: the path by which Django's admin sorts a column."""


def note_field(builder: Builder, key: object, value: int) -> None:
    """`self.fields["product"] = …`: so forms and serializers make fields when they are made themselves."""
    definition = builder.scope.definition
    if value and type(key) is str and definition.kind == "function":
        definition.attributes[f"fields[{key}]"] = value


def note_item(builder: Builder, base: ast.Name, key: object, index: int, value: int) -> None:
    """After `wanted["brand__name"] = 1` the dictionary is one with that item too; only lookup paths are kept.

    What a function puts into dictionaries by name is noted besides: so contexts of templates are made.
    """
    definition = builder.scope.definition
    if value and type(key) is str and definition.kind == "function":
        definition.attributes[f"[{key}]"] = value
    before = builder.scope.names.get(base.id)
    if before is None or type(key) is not str or "__" not in key or builder.table[index * 7] != Op.INDEX:
        return
    item = builder.group([builder.table[index * 7 + 2], value])
    grown = builder.emit(Op.DICT, 0, item, base.lineno, base.col_offset)
    builder.bind(base.id, builder.union([before, grown], base.lineno, base.col_offset), base.lineno, base.col_offset)


def note_on_name(builder: Builder, target: ast.Attribute, value: int) -> None:
    """`request.shop = …` or `self.request.shop = …` in a function: middleware and views give requests attributes so.

    Of a request all that is assigned is kept, of other names the last. A class body says so by what columns are
    sorted.
    """
    definition, base = builder.scope.definition, target.value
    if not value or (definition.kind != "function" and target.attr != SORTED_BY):
        return
    name = base.id if isinstance(base, ast.Name) else base.attr if isinstance(base, ast.Attribute) else ""
    key = f"{name}.{target.attr}"
    if name.endswith("request"):
        before = definition.attributes.get(key, 0)
        definition.attributes[key] = builder.union([before, value], target.lineno, target.col_offset)
    elif isinstance(base, ast.Name):
        definition.attributes[key] = value


def owner_of_self(builder: Builder, base: int) -> OpenDefinition | None:
    """The class whose method has an expression as its `self`; None where it is something else."""
    at = base * 7
    if not base or builder.table[at] != Op.PARAM or builder.table[at + 2] != 0:
        return None
    parent = builder.definitions[builder.definitions[builder.table[at + 1]].parent]
    return parent if parent.kind == "class" else None
