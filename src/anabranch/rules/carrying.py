"""Adds contracts that another tool held to the text of a rule file."""

from __future__ import annotations

from collections.abc import Sequence

import tomlkit

from anabranch.rules.import_linter import Table

_HEAD = '# Contracts between modules, beside the order. Delete `kinds = "imports"` to count every kind of reference.\n'


def with_contracts(text: str, contracts: Sequence[Table]) -> str:
    """The same file with the contracts behind all else; one whose name is there already is not added again."""
    document = tomlkit.parse(text or _HEAD)
    known = {str(each.get("name")) for each in document.get("contract", [])}
    fresh = [each for each in contracts if each["name"] not in known]
    if not fresh:
        return text
    tables = tomlkit.document()
    rows = tomlkit.aot()
    for each in fresh:
        rows.append(_table(each))
    tables.add("contract", rows)
    head = text if text.endswith("\n") or not text else f"{text}\n"
    return f"{head or _HEAD}\n{tomlkit.dumps(tables)}"


def _table(content: Table) -> tomlkit.items.Table:
    table = tomlkit.table()
    for key, value in content.items():
        if isinstance(value, dict):
            inner = tomlkit.table()
            for name, names in value.items():
                inner.add(name, list(names))
            table.add(key, inner)
        else:
            table.add(key, _listed(value) if isinstance(value, list) and len(str(value)) > 90 else value)
    return table


def _listed(values: Sequence[str]) -> tomlkit.items.Array:
    rows = tomlkit.array()
    rows.extend(values)
    return rows.multiline(True)
