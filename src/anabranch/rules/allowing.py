"""Writes an allowance into the text of a rule file, which otherwise stays as it is."""

from __future__ import annotations

from collections.abc import Mapping

import tomlkit

from anabranch.rules.values import Finding

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


def name_to_allow(finding: Finding) -> str:
    """What an allowance names to take this finding and little else: the symbol, without its module where it has one.

    Of what is a module or package as a whole it names the domain: a package can hold those of others.
    """
    imported, (app, _, name) = finding.reference.imported, finding.key.imported.partition(":")
    if not imported.module:
        return imported.symbol
    return f"{app}.{name}" if name else finding.imported
