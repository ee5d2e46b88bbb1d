"""Reads a rule file: `anabranch.toml`, or `[tool.anabranch]` of a `pyproject.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from anabranch.errors import Value
from anabranch.reading.values import Role
from anabranch.rules.contract_table import RuleFileWrong, read_contract
from anabranch.rules.pins import contradiction, parse_pin
from anabranch.rules.rule_lines import RuleLines
from anabranch.rules.values import ROLES, Allowance, Layer, Pin, Rules

FILE = "anabranch.toml"
_TABLE = "tool.anabranch"

_KEYS = ("layers", "domains", "roles", "undecided", "pins", "promote", "allow", "contract")
_SHAPES: Mapping[str, tuple[type, str]] = {
    "domains": (dict, "[domains]"),
    "roles": (dict, "[roles]"),
    "allow": (list, "[[allow]]"),
    "contract": (list, "[[contract]]"),
}
_NAME = re.compile(r"[\w.()-]+")
_ALLOWANCE = {"from", "to", "reason", "owner", "until"}


def read_rules(text: str, file: str) -> Rules | None:
    """The rules of a file; None for a `pyproject.toml` that has none. Raises `RuleFileWrong`."""
    try:
        content: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleFileWrong("{file} is no TOML: {why}.", file=file, why=str(error)) from error
    table = _TABLE if file.endswith("pyproject.toml") else ""
    if table:
        tool = content.get("tool")
        content = tool.get("anabranch") if isinstance(tool, dict) else None
        if content is None:
            return None
        if not isinstance(content, dict):
            told = "{file}: {key} has to be written as {shape}."
            raise RuleFileWrong(told, file=file, key=_TABLE, shape=f"[{_TABLE}]")
    return _Reader(RuleLines(text, table), file).read(content)


def is_domain_name(name: str) -> bool:
    """Whether a domain may be called so."""
    return _NAME.fullmatch(name) is not None


class _Reader:
    """One file, with its lines, so that every sentence names one."""

    def __init__(self, lines: RuleLines, file: str) -> None:
        self._line_of = lines.line_of
        self._file = file

    def read(self, content: Mapping[str, Any]) -> Rules:
        for key in content:
            if key not in _KEYS:
                told = "{where}: {key!r} is no setting of anabranch; there are {keys}."
                raise self._wrong(key, told, key=key, keys=", ".join(_KEYS))
        self._refuse_shapes(content)
        if "layers" not in content and "contract" not in content:
            raise RuleFileWrong("{file} has no layers: anabranch init writes them.", file=self._file)
        layers = tuple(self._layer(text) for text in self._texts(content.get("layers", []), "layers"))
        self._refuse_twice(layers)
        return Rules(
            file=self._file,
            layers=layers,
            domains=self._domains(content.get("domains", {})),
            roles=dict(self._roles(content.get("roles", {}))),
            undecided=tuple(self._pair(text) for text in self._texts(content.get("undecided", []), "undecided")),
            pins=self._pins(self._texts(content.get("pins", []), "pins")),
            named=tuple(self._named(content, "domains")),
            cast=tuple(self._named(content, "roles")),
            promoted=tuple(self._smell(text) for text in self._texts(content.get("promote", []), "promote")),
            allowances=tuple(self._allowance(*each) for each in enumerate(content.get("allow", []))),
            contracts=tuple(
                read_contract(each, self._file, self._line_of(str(each.get("name", "contract")), "contract", number))
                for number, each in enumerate(content.get("contract", []))
            ),
        )

    def _refuse_shapes(self, content: Mapping[str, Any]) -> None:
        for key, (shape, written) in _SHAPES.items():
            value: Any = content.get(key, shape())
            fits = isinstance(value, shape)
            if not fits or (shape is list and not all(isinstance(each, dict) for each in value)):
                raise self._wrong(key, "{where}: {key} has to be written as {shape}.", key=key, shape=written)

    def _layer(self, text: str) -> Layer:
        if "|" in text and "," in text:
            told = "{where}: the layer {layer!r} has both | and , : use one of them, or two layers."
            raise self._wrong(text, told, layer=text)
        between = "," if "," in text else "|"
        domains = tuple(part.strip() for part in text.split(between))
        if not all(domains):
            raise self._wrong(text, "{where}: the layer {layer!r} has a name missing.", layer=text)
        return Layer(domains, "," if between == "," else "|", self._line_of(text, "layers"))

    def _refuse_twice(self, layers: Sequence[Layer]) -> None:
        seen: set[str] = set()
        for layer in layers:
            for domain in layer.domains:
                if domain in seen:
                    told = "{where}: {domain} stands in two layers; leave it in one."
                    raise self._at(layer.line, told, domain=domain)
                seen.add(domain)

    def _domains(self, content: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
        domains = {domain: tuple(self._texts(apps, domain)) for domain, apps in content.items()}
        owner: dict[str, str] = {}
        for domain, apps in domains.items():
            if not is_domain_name(domain):
                told = "{where}: {domain!r} is no name of a domain: it takes letters, digits, dots, - and _."
                raise self._wrong(domain, told, domain=domain)
            for app in apps:
                if app in owner:
                    told = "{where}: the app {app} is in two domains, {one} and {other}; leave it in one."
                    raise self._wrong(domain, told, app=app, one=owner[app], other=domain)
                owner[app] = domain
        for app, domain in owner.items():
            if app in domains and app != domain:
                told = "{where}: {app} is a domain and also an app of {domain}; give the domain another name."
                raise self._wrong(app, told, app=app, domain=domain)
        return domains

    def _roles(self, content: Mapping[str, Any]) -> Iterator[tuple[str, Role]]:
        for role, domains in content.items():
            if role not in ROLES:
                told = "{where}: {role!r} is no role; there are {roles}."
                raise self._wrong(role, told, role=role, roles=", ".join(ROLES))
            for domain in self._texts(domains, role):
                yield domain, role

    def _named(self, content: Mapping[str, Any], key: str) -> Iterator[tuple[str, int]]:
        for names in content.get(key, {}).values():
            yield from ((name, self._line_of(name, key)) for name in names)

    def _pair(self, text: str) -> tuple[str, str, int]:
        one, mark, other = (part.strip() for part in text.partition("|"))
        if not (one and mark and other):
            told = "{where}: {text!r} is no pair: write it as 'orders | accounts'."
            raise self._at(self._line_of(text, "undecided"), told, text=text)
        return one, other, self._line_of(text, "undecided")

    def _pins(self, texts: Sequence[str]) -> tuple[Pin, ...]:
        pins = []
        for text in texts:
            pin = parse_pin(text, self._line_of(text, "pins"))
            if pin is None:
                told = "{where}: {text!r} is no pin: write it as 'billing above orders' or 'core below all'."
                raise self._wrong(text, told, text=text)
            pins.append(pin)
        wrong = contradiction(pins)
        if wrong is not None:
            told = "{where}: pins contradict each other: {why}; delete one of them."
            raise self._at(wrong[1], told, why=wrong[0])
        return tuple(pins)

    def _smell(self, text: str) -> tuple[str, int]:
        from anabranch.rules.smells.finding import SMELLS

        if text not in SMELLS:
            told = "{where}: {text!r} is no smell; there are {smells}."
            raise self._wrong(text, told, text=text, smells=", ".join(SMELLS))
        return text, self._line_of(text, "promote")

    def _allowance(self, number: int, content: Mapping[str, Any]) -> Allowance:
        line = self._line_of(str(content.get("reason") or content.get("from") or "allow"), "allow", number)
        unknown = sorted(set(content) - _ALLOWANCE)
        missing = [key for key in ("from", "to", "reason") if not content.get(key)]
        if unknown:
            told = "{where}: an allowance has from, to and reason; unknown: {keys}."
            raise self._at(line, told, keys=", ".join(unknown))
        if missing:
            told = "{where}: an allowance has from, to and reason; missing: {keys}."
            raise self._at(line, told, keys=", ".join(missing))
        for key in sorted(_ALLOWANCE - {"until"}):
            if not isinstance(content.get(key, ""), str):
                raise self._at(line, "{where}: {key} has to be a text.", key=key)
        until = str(content.get("until", ""))
        if until:
            try:
                date.fromisoformat(until)
            except ValueError:
                told = "{where}: until is a day such as 2027-01-31, not {until!r}."
                raise self._at(line, told, until=until) from None
        return Allowance(content["from"], content["to"], content["reason"], line, content.get("owner", ""), until)

    def _texts(self, value: object, name: str) -> list[str]:
        if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
            raise self._wrong(name, "{where}: {key} has to be a list of texts.", key=name)
        return value

    def _wrong(self, near: str, told: str, **values: Value) -> RuleFileWrong:
        return self._at(self._line_of(near), told, **values)

    def _at(self, line: int, told: str, **values: Value) -> RuleFileWrong:
        return RuleFileWrong(told, where=f"{self._file}:{line}", **values)
