"""Takes out of a rule file's text what no longer names a domain; all else stays as it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

from anabranch.rules.rule_lines import code_of
from anabranch.rules.values import Rules

_QUOTED = re.compile(r"""(?P<quote>["'])(?P<text>.*?)(?P=quote)(?P<after>\s*,[ \t]*)?""")
_JOINED = re.compile(r"(\s*[|,]\s*|\s+(?:above|below)\s+)")


class Stray(NamedTuple):
    """A name where a domain has to stand. `domain` is the one that it belongs to, empty where nothing is called so."""

    name: str
    line: int
    domain: str


def find_stray(rules: Rules, units: Collection[str], parts: Collection[str]) -> Iterator[Stray]:
    """Names that hold nothing: of what is no more, and of units that belong to a domain of another name.

    `units` are those of the project's map, `parts` what a domain may name besides.
    """
    domains = {rules.domain_of(unit) for unit in units}
    for name, line in rules.placed:
        if name not in domains:
            domain = rules.domain_of(name)
            yield Stray(name, line, domain if domain in domains else "")
    yield from (Stray(*one, "") for one in rules.named if one[0] not in units and one[0] not in parts)


def without_stray(text: str, rules: Rules, stray: Collection[Stray]) -> str:
    """The same file without these names. A layer or a pair bears the name of the domain instead, once."""
    lines: list[str | None] = list(text.split("\n"))
    renamed = {one.name: one.domain for one in stray}
    placed = {name for layer in rules.layers for name in layer.domains} - renamed.keys()
    for layer in sorted({layer.line for layer in rules.layers}):
        _edit(lines, layer, lambda element: _layer(element, renamed, placed))
    said: set[str] = set()
    for number in sorted({pair[2] for pair in rules.undecided} | {pin.line for pin in rules.pins}):
        _edit(lines, number, lambda element: _pair(element, renamed, said))
    for number in sorted({line for _, line in rules.cast}):
        _edit(lines, number, lambda element: None if element in renamed else element)
    gone = {one[:2] for one in stray if not one.domain}
    for name, number in rules.named:
        if (name, number) in gone:
            _edit(lines, number, lambda element, name=name: None if element == name else element)  # type: ignore[misc]
    return "\n".join(line for line in lines if line is not None)


def _edit(lines: list[str | None], number: int, change: Callable[[str], str | None]) -> None:
    """Change each quoted text of a line; a line of which nothing is left goes, with its comment."""
    line = lines[number - 1]
    if line is None:
        return
    code = code_of(line)

    def changed(match: re.Match[str]) -> str:
        new = change(match["text"])
        return "" if new is None else f"{match['quote']}{new}{match['quote']}{match['after'] or ''}"

    edited = _QUOTED.sub(changed, code)
    gone = edited != code and not edited.strip()
    lines[number - 1] = None if gone else edited + line[len(code) :]


def _layer(element: str, renamed: dict[str, str], placed: set[str]) -> str | None:
    names, joints = _JOINED.split(element)[::2], _JOINED.findall(element)
    kept = []
    for name in names:
        if name not in renamed:
            kept.append(name)
        elif renamed[name] and renamed[name] not in placed:
            placed.add(renamed[name])
            kept.append(renamed[name])
    return (joints[0] if joints else "").join(kept) or None


def _pair(element: str, renamed: dict[str, str], said: set[str]) -> str | None:
    one, joint, other = (*_JOINED.split(element), "", "")[:3]
    ends = renamed.get(one, one), renamed.get(other, other)
    pair = f"{ends[0]}{joint}{ends[1]}"
    if not all(ends) or ends[0] == ends[1] or pair in said:
        return None
    said.add(pair)
    return pair
