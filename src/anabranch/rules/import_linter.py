"""Contracts of import-linter (https://import-linter.readthedocs.io) as contracts of a rule file."""

from __future__ import annotations

import configparser
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from anabranch.errors import Sentence, sentence
from anabranch.rules.contract_table import RuleFileWrong

Table = dict[str, Any]
_SECTION = "importlinter"


class Carried(NamedTuple):
    """What another tool's file comes to: tables for `[[contract]]`, and a sentence for all that has no place in one."""

    contracts: tuple[Table, ...]
    remarks: tuple[Sentence, ...]
    packages: tuple[str, ...]
    """The outermost packages that the contracts are about."""


class _Option(NamedTuple):
    """An option of a contract: our key, and whether its value is a list."""

    key: str
    is_list: bool = True


_TYPES: Mapping[str, tuple[str, Mapping[str, _Option]]] = {
    "layers": ("layers", {"layers": _Option("layers"), "containers": _Option("containers")}),
    "independence": ("independence", {"modules": _Option("modules")}),
    "forbidden": ("forbidden", {"source_modules": _Option("from"), "forbidden_modules": _Option("to")}),
    "protected": ("protected", {"protected_modules": _Option("modules"), "allowed_importers": _Option("importers")}),
    "acyclic_siblings": (
        "acyclic",
        {"ancestors": _Option("modules"), "skip_descendants": _Option("skip"), "depth": _Option("depth", False)},
    ),
}
_SILENT = {"id", "name", "type", "ignore_imports", "unmatched_ignore_imports_alerting", "allow_indirect_imports"}
"""Options that are carried over elsewhere, or say only how much is printed."""
_DEFAULTS = {"as_packages": "true", "exhaustive": "false"}


class _Settings(msgspec.Struct, frozen=True):
    root_package: str = ""
    root_packages: str | list[str] = ""
    exclude_type_checking_imports: str | bool = False
    contracts: list[Table] = []


class _Tools(msgspec.Struct, frozen=True):
    importlinter: _Settings | None = None


class _Toml(_Tools, frozen=True):
    tool: _Tools = _Tools()


def read_import_linter(text: str, file: str) -> Carried | None:
    """The contracts of a file; None where it has none of import-linter's. Raises `RuleFileWrong`."""
    try:
        settings = _from_toml(text) if file.endswith(".toml") else _from_ini(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleFileWrong("{file} is no TOML: {why}.", file=file, why=str(error)) from error
    except (configparser.Error, msgspec.ValidationError) as error:
        raise RuleFileWrong("{file} cannot be read: {why}.", file=file, why=str(error)) from error
    if settings is None:
        return None
    roots = _list(settings.root_packages or settings.root_package)
    typing = _is_true(settings.exclude_type_checking_imports)
    contracts, remarks = [], []
    for section in settings.contracts:
        name, kind = str(section.get("name", section.get("id", ""))), str(section.get("type"))
        if kind not in _TYPES:
            told = "{name}: contracts of type {kind} are import-linter's or the team's own."
            remarks.append(sentence(told, name=name, kind=kind))
            continue
        try:
            contract = _contract(section, name, without_typing=typing)
        except ValueError as error:
            raise RuleFileWrong("{file} cannot be read: {why}.", file=file, why=f"{name}: {error}") from error
        remarks += _dropped(name, section, contract, roots)
        if contract.get("to", [True]):
            contracts.append(contract)
    return Carried(tuple(contracts), tuple(remarks), tuple(roots))


def not_carried(name: str, option: str, value: object) -> Sentence:
    """What is said of an option that has no place in our contracts."""
    return sentence("{name}: {option} = {value} is not carried over.", name=name, option=option, value=str(value))


def _from_toml(text: str) -> _Settings | None:
    content = msgspec.convert(tomllib.loads(text), _Toml)
    return content.tool.importlinter or content.importlinter


def _from_ini(text: str) -> _Settings | None:
    parser = configparser.ConfigParser(interpolation=None)
    parser.read_string(text)
    if _SECTION not in parser:
        return None
    prefix = f"{_SECTION}:contract:"
    sections = [{"id": name[len(prefix) :], **parser[name]} for name in parser.sections() if name.startswith(prefix)]
    return msgspec.convert({**parser[_SECTION], "contracts": sections}, _Settings)


def _contract(section: Table, name: str, *, without_typing: bool) -> Table:
    kind, options = _TYPES[section["type"]]
    contract: Table = {"name": name, "type": kind}
    for option, (key, is_list) in options.items():
        if option in section:
            contract[key] = _list(section[option]) if is_list else int(str(section[option]))
    if _list(section.get("ignore_imports", "")):
        contract["ignore"] = _list(section["ignore_imports"])
    if _is_true(section.get("allow_indirect_imports", "false")):
        contract["indirect"] = False
    if without_typing:
        contract["typing"] = False
    return {**contract, "kinds": "imports"}


def _dropped(name: str, section: Table, contract: Table, roots: list[str]) -> Iterator[Sentence]:
    """What of a contract has no place in ours; external packages are taken out of it."""
    known = {*_SILENT, *_TYPES[section["type"]][1]}
    for option in sorted(section.keys() - known):
        if str(section[option]).lower() != _DEFAULTS.get(option):
            yield not_carried(name, option, section[option])
    outside = [each for each in contract.get("to", []) if each.partition(".")[0].strip("*") not in (*roots, "")]
    if outside:
        contract["to"] = [each for each in contract["to"] if each not in outside]
        told = "{name}: {packages}: only first-party code is read, so this is not held."
        yield sentence(told, name=name, packages=", ".join(outside))


def _list(value: object) -> list[str]:
    rows = value if isinstance(value, list) else str(value).splitlines()
    return [stripped for row in rows if (stripped := str(row).partition(" #")[0].strip()) and stripped[0] != "#"]


def _is_true(value: object) -> bool:
    return str(value).lower() in ("true", "1", "yes", "on")
