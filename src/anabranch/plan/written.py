"""Names that a file writes, by the definition that writes them: what a rename inside that definition would touch."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set

from anabranch.facts.values import WIDTH, FileFacts, Op, unpack
from anabranch.plan.scope import enclosing

_EXECUTED = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_ATTRIBUTE = re.compile(r"(?<=\.)[A-Za-z_]\w*")


def names_written(facts: FileFacts) -> dict[str, set[str]]:
    """Strings, names, attributes, keywords and what a body binds, by the qualified name of the innermost definition;
    empty for the module itself.
    """
    found: dict[str, set[str]] = {}
    for number, name in _names(facts):
        found.setdefault(facts.definitions[number].qualname, set()).add(name)
    for definition in facts.definitions[1:]:
        found.setdefault(definition.qualname, set()).update(definition.names, definition.annotated)
    return found


def attributes_written(template: str) -> frozenset[str]:
    """Attributes that the tags and values of a template read."""
    return frozenset(name for part in _EXECUTED.findall(template) for name in _ATTRIBUTE.findall(part))


def is_near(one: str, other: str) -> bool:
    """Whether one definition is the other or holds it; a module is near to nothing but itself."""
    return one == other or bool(enclosing(one, {other}) or enclosing(other, {one}))


def writes(names: Iterable[str], wanted: Set[str]) -> bool:
    """Whether one of the names is wanted, as it is or at the head of a path: `site`, `-site`, `site__name`."""
    return any(name in wanted or name.lstrip("-").partition("__")[0] in wanted for name in names)


def _names(facts: FileFacts) -> Iterator[tuple[int, str]]:
    table, rows, texts = unpack(facts.table), unpack(facts.arguments), facts.texts
    for at in range(0, len(table), WIDTH):
        op, x, y, _, _, scope, _ = table[at : at + WIDTH]
        if op in (Op.STR, Op.NAME):
            yield scope, texts[x]
        elif op == Op.ATTR:
            yield scope, texts[y]
        elif op == Op.CALL and y >= 0:
            marks = rows[y + 1 : y + 1 + 4 * rows[y] : 4]
            yield from ((scope, texts[mark]) for mark in marks if mark >= 0)
