"""Modules and interfaces of tach (https://docs.gauge.sh) as contracts of a rule file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from anabranch.errors import Sentence, sentence
from anabranch.rules.contract_table import RuleFileWrong
from anabranch.rules.import_linter import Carried, Table, not_carried

_LEFT_OUT = {
    "forbid_circular_dependencies": sentence(
        "forbid_circular_dependencies: circles among what modules declare are not looked for: a contract of type "
        "acyclic looks for those in the code."
    ),
    "exact": sentence("exact: unused declarations are not looked for."),
}
_NAME = re.compile(r"[\w.]+")
_ROOT = "<root>"
_DOMAIN_ROOT = "<domain_root>"


class _Dependency(msgspec.Struct, frozen=True):
    path: str


class _Module(msgspec.Struct, frozen=True):
    """A module as tach declares it; without `depends_on` it may use everything."""

    path: str = ""
    paths: tuple[str, ...] | None = None
    depends_on: tuple[str | _Dependency, ...] | None = None
    cannot_depend_on: tuple[str | _Dependency, ...] = ()
    depends_on_external: Any = None
    layer: str = ""
    utility: bool = False
    unchecked: bool = False
    visibility: tuple[str, ...] | None = None


class _Interface(msgspec.Struct, frozen=True):
    """Names, as expressions, that some modules expose, of all unless some are named, also by expressions."""

    expose: tuple[str, ...]
    modules: tuple[str, ...] = msgspec.field(name="from", default=(".*",))
    visibility: Any = None
    exclusive: bool = False


class _Layer(msgspec.Struct, frozen=True):
    name: str
    closed: bool = False


class TachFile(msgspec.Struct, frozen=True):
    """What a `tach.toml` or a `tach.domain.toml` says; the latter has a `root`, and no settings."""

    modules: tuple[_Module, ...] = ()
    interfaces: tuple[_Interface, ...] = ()
    root: _Module | None = None
    layers: tuple[str | _Layer, ...] = ()
    layers_explicit_depends_on: bool = False
    ignore_type_checking_imports: bool = True
    forbid_circular_dependencies: bool = False
    exact: bool = False
    external: Any = None
    source_roots: tuple[str, ...] = (".",)
    exclude: tuple[str, ...] = ()


def load_tach(text: str, file: str) -> TachFile:
    """A file of tach. Raises `RuleFileWrong`."""
    try:
        return msgspec.convert(tomllib.loads(text), TachFile)
    except tomllib.TOMLDecodeError as error:
        raise RuleFileWrong("{file} is no TOML: {why}.", file=file, why=str(error)) from error
    except msgspec.ValidationError as error:
        raise RuleFileWrong("{file} cannot be read: {why}.", file=file, why=str(error)) from error


def read_tach(text: str, file: str, domains: Mapping[str, str] | None = None) -> Carried:
    """The contracts of a `tach.toml`. `domains` gives the text of each `tach.domain.toml` by its dotted place.

    Raises `RuleFileWrong`.
    """
    whole = load_tach(text, file)
    modules, interfaces = list(_modules(whole.modules, "")), list(whole.interfaces)
    for place, domain in (domains or {}).items():
        own = load_tach(domain, f"{place}/tach.domain.toml")
        root = (replace(own.root, path=_DOMAIN_ROOT),) if own.root is not None else ()
        modules += _modules((*root, *own.modules), place)
        interfaces += (replace(each, modules=_names(each.modules, place)) for each in own.interfaces)
    exposed = _exposed(interfaces, [one.path for one in modules], file)
    common = {"kinds": "imports", "typing": not whole.ignore_type_checking_imports}
    contracts = [{"name": "tach modules", "type": "uses", **_uses(modules, whole), **common}] if modules else []
    contracts += [{**facade, **common} for facade in _facades(exposed, {one.path for one in modules})]
    packages = sorted({one.path.partition(".")[0] for one in modules} - {_ROOT, ""})
    return Carried(tuple(contracts), tuple(_remarks(whole, modules, interfaces)), tuple(packages))


def _modules(tables: Iterable[_Module], place: str) -> Iterator[_Module]:
    for one in tables:
        for path in one.paths if one.paths is not None else (one.path,):
            yield replace(
                one,
                path=_full(path, place),
                paths=None,
                depends_on=None if one.depends_on is None else _names(one.depends_on, place),
                cannot_depend_on=_names(one.cannot_depend_on, place),
                visibility=None if one.visibility is None else _names(one.visibility, place),
            )


def _names(rows: Iterable[str | _Dependency], place: str) -> tuple[str, ...]:
    return tuple(_full(row.path if isinstance(row, _Dependency) else row, place) for row in rows)


def _full(path: str, place: str) -> str:
    """A path of a domain file stands below its place, unless it begins with `//`."""
    if path.startswith("//"):
        return path[2:]
    if path == _DOMAIN_ROOT:
        return place
    return f"{place}.{path}" if place and path != _ROOT else path


def _uses(modules: list[_Module], whole: TachFile) -> Table:
    """For each module what it may use: lower layers without saying so, higher ones never, others as declared."""
    names = [one.name if isinstance(one, _Layer) else one for one in whole.layers]
    height = {name: number for number, name in enumerate(names)}
    is_open = not whole.layers_explicit_depends_on
    free = [one.path for one in modules if one.unchecked]
    uses = {one.path: sorted(set(_allowed(one, modules, height, is_open))) for one in modules if not one.unchecked}
    return {"modules": free, "uses": uses} if free else {"uses": uses}


def _allowed(module: _Module, modules: list[_Module], height: Mapping[str, int], is_open: bool) -> Iterator[str]:
    own = height.get(module.layer)
    below = {one.path: height[one.layer] - own for one in modules if own is not None and one.layer in height}
    for other in modules:
        step = below.get(other.path, 0)
        is_seen = other.visibility is None or module.path in other.visibility or "*" in other.visibility
        is_free = module.depends_on is None or other.utility
        is_denied = step == 0 and other.path in module.cannot_depend_on
        if is_seen and ((step > 0 and is_open) or (step >= 0 and is_free and not is_denied)):
            yield other.path
    for name in _names(module.depends_on or (), ""):
        if name not in module.cannot_depend_on and below.get(name, 0) >= 0:
            yield name


def _exposed(interfaces: Sequence[_Interface], modules: Iterable[str], file: str) -> dict[str, list[str]]:
    """What any interface exposes of each module, of one too that is declared by a pattern alone."""
    exposed: dict[str, list[str]] = {}
    named = (name for each in interfaces for name in each.modules if _NAME.fullmatch(name))
    try:
        of_all = [(re.compile("|".join(f"(?:{one})" for one in each.modules)), each.expose) for each in interfaces]
    except re.error as error:
        raise RuleFileWrong("{file} cannot be read: {why}.", file=file, why=str(error)) from error
    for path in dict.fromkeys((*modules, *named)):
        found = [expose for pattern, expose in of_all if pattern.fullmatch(path)]
        if found:
            exposed[path] = [name for expose in found for name in expose]
    return exposed


def _facades(exposed: Mapping[str, list[str]], modules: set[str]) -> Iterator[Table]:
    """The contract of each module that exposes something; modules inside it have their own."""
    for module, expose in exposed.items():
        facade = {"name": f"tach interface of {module}", "type": "facade", "modules": [module], "expose": expose}
        inside = sorted(one for one in modules if one.startswith(f"{module}."))
        yield {**facade, "skip": inside} if inside else facade


def _remarks(whole: TachFile, modules: list[_Module], interfaces: list[_Interface]) -> Iterator[Sentence]:
    yield from (told for option, told in _LEFT_OUT.items() if getattr(whole, option))
    if whole.external or any(one.depends_on_external is not None for one in modules):
        yield sentence("External dependencies: only first-party code is read.")
    if any(_ROOT in (one.path, *_names(one.depends_on or (), "")) for one in modules):
        yield sentence("{root}: code outside all modules is not held to what it declares.", root=_ROOT)
    for layer in whole.layers:
        if isinstance(layer, _Layer) and layer.closed:
            yield sentence("layer {name}: that it is closed is not carried over.", name=layer.name)
    for interface in interfaces:
        name = f"interfaces from {', '.join(interface.modules)}"
        if interface.visibility is not None:
            yield not_carried(name, "visibility", interface.visibility)
        if interface.exclusive:
            yield not_carried(name, "exclusive", True)
