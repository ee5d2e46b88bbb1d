"""Writes an allowance into the text of a rule file, which otherwise stays as it is."""

from __future__ import annotations

from collections.abc import Mapping

import tomlkit

KEYS = ("from", "to", "reason", "owner", "until")


def with_allowance(text: str, allowance: Mapping[str, str]) -> str:
    """The same text with one more `[[allow]]` behind all else; empty values are left out."""
    table = tomlkit.table()
    for key in KEYS:
        if allowance.get(key):
            table.add(key, tomlkit.date(allowance[key]) if key == "until" else allowance[key])
    rows = tomlkit.aot()
    rows.append(table)
    document = tomlkit.document()
    document.add("allow", rows)
    return f"{text.rstrip()}\n\n{tomlkit.dumps(document)}"
