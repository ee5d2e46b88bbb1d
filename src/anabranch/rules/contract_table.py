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
    kind, where = str(content.get("type", "")), f"{file}:{line}"
    if kind not in _OWN:
        types = ", ".join(_OWN)
        raise RuleFileWrong(
            "{where}: a contract has a type: {types}; not {kind!r}.", where=where, types=types, kind=kind
        )
    needed, optional = _OWN[kind]
    missing, unknown = sorted({"name", *needed} - set(content)), sorted(set(content) - _COMMON - needed - optional)
    if missing:
        told = "{where}: a contract of type {kind} misses {keys}."
        raise RuleFileWrong(told, where=where, kind=kind, keys=", ".join(missing))
    if unknown:
        told = "{where}: a contract of type {kind} knows no {keys}."
        raise RuleFileWrong(told, where=where, kind=kind, keys=", ".join(unknown))
    kinds = content.get("kinds", _KINDS[0])
    if kinds not in _KINDS:
        raise RuleFileWrong("{where}: kinds is 'all' or 'imports', not {kinds}.", where=where, kinds=repr(kinds))
    named = {_FIELDS.get(key, key): value for key, value in content.items()}
    try:
        contract = msgspec.convert({**named, "line": line}, Contract, strict=True)
    except msgspec.ValidationError as error:
        raise RuleFileWrong("{where}: this contract cannot be read: {why}.", where=where, why=str(error)) from error
    _refuse_bad_patterns(contract, where)
    return contract


def _refuse_bad_patterns(contract: Contract, where: str) -> None:
    for row in contract.ignore:
        if len(row.split("->")) != 2:
            told = "{where}: {row!r} is no link to ignore: write it as 'orders.views -> core.*'."
            raise RuleFileWrong(told, where=where, row=row)
    for each in contract.expose:
        try:
            re.compile(each)
        except re.error as error:
            told = "{where}: {row!r} is no regular expression: {why}."
            raise RuleFileWrong(told, where=where, row=each, why=str(error)) from error
