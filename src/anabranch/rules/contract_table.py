"""Reads one `[[contract]]` of a rule file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from anabranch.errors import AnabranchError
from anabranch.rules.values import Contract

_COMMON = {"type", "name", "ignore", "typing", "kinds"}
_OWN: Mapping[str, tuple[set[str], set[str]]] = {
    "layers": ({"layers"}, {"containers", "indirect"}),
    "independence": ({"modules"}, {"indirect"}),
    "forbidden": ({"from", "to"}, {"indirect"}),
    "protected": ({"modules"}, {"importers"}),
    "acyclic": ({"modules"}, {"skip", "depth"}),
    "uses": ({"uses"}, {"modules"}),
    "facade": ({"modules", "expose"}, {"skip"}),
}
"""What each type needs, and what else it may have."""
_KINDS = ("all", "imports")
_FIELDS = {"from": "source", "to": "target"}


class RuleFileWrong(AnabranchError):
    """A rule file that cannot be followed; the sentence says where and what to do."""


def read_contract(content: Mapping[str, Any], file: str, line: int) -> Contract:
    """A contract from its table. Raises `RuleFileWrong`."""
    kind = str(content.get("type", ""))
    if kind not in _OWN:
        raise RuleFileWrong(f"{file}:{line}: a contract has a type: {', '.join(_OWN)}; not {kind!r}.")
    needed, optional = _OWN[kind]
    missing, unknown = sorted({"name", *needed} - set(content)), sorted(set(content) - _COMMON - needed - optional)
    if missing or unknown:
        what = f"misses {', '.join(missing)}" if missing else f"knows no {', '.join(unknown)}"
        raise RuleFileWrong(f"{file}:{line}: a contract of type {kind} {what}.")
    kinds = content.get("kinds", _KINDS[0])
    if kinds not in _KINDS:
        raise RuleFileWrong(f"{file}:{line}: kinds is {' or '.join(map(repr, _KINDS))}, not {kinds!r}.")
    named = {_FIELDS.get(key, key): value for key, value in content.items()}
    try:
        contract = msgspec.convert({**named, "line": line}, Contract, strict=True)
    except msgspec.ValidationError as error:
        raise RuleFileWrong(f"{file}:{line}: this contract cannot be read: {error}.") from error
    _refuse_bad_patterns(contract, f"{file}:{line}")
    return contract


def _refuse_bad_patterns(contract: Contract, where: str) -> None:
    for row in contract.ignore:
        if len(row.split("->")) != 2:
            raise RuleFileWrong(f"{where}: {row!r} is no link to ignore: write it as 'orders.views -> core.*'.")
    for each in contract.expose:
        try:
            re.compile(each)
        except re.error as error:
            raise RuleFileWrong(f"{where}: {each!r} is no regular expression: {error}.") from error
