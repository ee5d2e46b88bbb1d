"""Modules and interfaces of tach (https://docs.gauge.sh) as contracts of a rule file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from anabranch.errors import Sentence, sentence
from anabranch.rules.contract_table import RuleFileWrong
from anabranch.rules.import_linter import Carried, Table

_LEFT_OUT = {
    "forbid_circular_dependencies": sentence(
        "forbid_circular_dependencies: circles among what modules declare are not looked for: a contract of type "
        "acyclic looks for those in the code."
    ),
    "exact": sentence("exact: unused declarations are not looked for."),
}
_ROOT = "<root>"


class _Module(NamedTuple):
    """A module as tach declares it; without `uses` it may use everything."""

    path: str
    uses: tuple[str, ...] | None
    never: tuple[str, ...]
    layer: str
    utility: bool
    unchecked: bool
    visibility: tuple[str, ...] | None


class _Interface(NamedTuple):
    """Names, as expressions, that some modules expose."""

    modules: tuple[str, ...]
    expose: tuple[str, ...]


def read_tach(text: str, file: str, domains: Mapping[str, str] | None = None) -> Carried:
    """The contracts of a `tach.toml`. `domains` gives the text of each `tach.domain.toml` by its dotted place.

    Raises `RuleFileWrong`.
    """
    content = _load(text, file)
    modules = list(_modules(content.get("modules", []), ""))
    interfaces = list(_interfaces(content.get("interfaces", []), ""))
    for place, domain in (domains or {}).items():
        own = _load(domain, f"{place}/tach.domain.toml")
        root = [{**own["root"], "path": ""}] if "root" in own else []
        modules += _modules([*root, *own.get("modules", [])], place)
        interfaces += _interfaces(own.get("interfaces", []), place)
    typing = not content.get("ignore_type_checking_imports", True)
    layers, closed = _layers(content.get("layers", []))
    common = {"kinds": "imports", "typing": typing}
    contracts = [{"name": "tach modules", "type": "uses", **_uses(modules, layers), **common}] if modules else []
    contracts += [{**facade, **common} for facade in _facades(interfaces, {one.path for one in modules})]
    packages = sorted({one.path.partition(".")[0] for one in modules} - {_ROOT, ""})
    return Carried(tuple(contracts), (*_remarks(content), *closed, *_ignored(interfaces)), tuple(packages))


def _load(text: str, file: str) -> Table:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleFileWrong("{file} is no TOML: {why}.", file=file, why=str(error)) from error


def _modules(tables: Iterable[Table], place: str) -> Iterator[_Module]:
    for table in tables:
        uses, never = table.get("depends_on"), _names(table.get("cannot_depend_on", []), place)
        visibility = table.get("visibility")
        for path in table.get("paths", [table.get("path", "")]):
            yield _Module(
                _full(path, place),
                None if uses is None else _names(uses, place),
                never,
                table.get("layer", ""),
                bool(table.get("utility")),
                bool(table.get("unchecked")),
                None if visibility is None else _names(visibility, place),
            )


def _names(rows: Iterable[Any], place: str) -> tuple[str, ...]:
    return tuple(_full(row["path"] if isinstance(row, dict) else row, place) for row in rows)


def _full(path: str, place: str) -> str:
    """A path of a domain file stands below its place, unless it begins with `//`."""
    if path.startswith("//"):
        return path[2:]
    return f"{place}.{path}".strip(".") if place and path != _ROOT else path


def _layers(rows: Iterable[Any]) -> tuple[list[str], list[Sentence]]:
    names = [row["name"] if isinstance(row, dict) else row for row in rows]
    closed = [row["name"] for row in rows if isinstance(row, dict) and row.get("closed")]
    return names, [sentence("layer {name}: that it is closed is not carried over.", name=name) for name in closed]


def _uses(modules: list[_Module], layers: list[str]) -> Table:
    """For each module what it may use: lower layers without saying so, higher ones never, others as declared."""
    height = {name: number for number, name in enumerate(layers)}
    free = [one.path for one in modules if one.unchecked]
    uses = {one.path: sorted(_allowed(one, modules, height)) for one in modules if not one.unchecked}
    return {"modules": free, "uses": uses} if free else {"uses": uses}


def _allowed(module: _Module, modules: list[_Module], height: Mapping[str, int]) -> Iterator[str]:
    own = height.get(module.layer)
    below = {one.path: height[one.layer] - own for one in modules if own is not None and one.layer in height}
    for other in modules:
        step = below.get(other.path, 0)
        is_seen = other.visibility is None or module.path in other.visibility or "*" in other.visibility
        is_free = module.uses is None or other.utility
        if is_seen and (step > 0 or (step == 0 and is_free and other.path not in module.never)):
            yield other.path
    for name in module.uses or ():
        if name not in module.never and below.get(name, 0) >= 0:
            yield name


def _interfaces(tables: Iterable[Table], place: str) -> Iterator[_Interface]:
    for table in tables:
        yield _Interface(_names(table.get("from", []), place), tuple(table.get("expose", [])))


def _facades(interfaces: Iterable[_Interface], modules: set[str]) -> Iterator[Table]:
    """What is exposed of each module by any interface; modules inside it have their own."""
    exposed: dict[str, list[str]] = {}
    for interface in interfaces:
        for module in interface.modules:
            exposed.setdefault(module, []).extend(interface.expose)
    for module, expose in exposed.items():
        facade = {"name": f"tach interface of {module}", "type": "facade", "modules": [module], "expose": expose}
        inside = sorted(one for one in modules if one.startswith(f"{module}."))
        yield {**facade, "skip": inside} if inside else facade


def _ignored(interfaces: Iterable[_Interface]) -> Iterator[Sentence]:
    if any(not interface.modules for interface in interfaces):
        yield sentence("An interface of all modules is not carried over: name them.")


def _remarks(content: Table) -> Iterator[Sentence]:
    for option, told in _LEFT_OUT.items():
        if content.get(option):
            yield told
    if content.get("external") or any("depends_on_external" in table for table in content.get("modules", [])):
        yield sentence("External dependencies: only first-party code is read.")
    if any(
        _ROOT in (*map(str, table.get("depends_on", [])), table.get("path")) for table in content.get("modules", [])
    ):
        yield sentence("{root}: code outside all modules is not held to what it declares.", root=_ROOT)
