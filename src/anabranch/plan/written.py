"""Names that a file writes, by the definition that writes them: what a rename inside that definition would touch."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from typing import NamedTuple

from anabranch.facts.values import WIDTH, FileFacts, Op, unpack
from anabranch.project.dotted import enclosing

_EXECUTED = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_ATTRIBUTE = re.compile(r"(?<=\.)[A-Za-z_]\w*")
_LINK = re.compile(r"\{%-?\s*url\s+[\"']([\w:.-]+)[\"'][^%]*%\}\?")
_PARAMETER = re.compile(r"(\w+)=")
_LONGEST = 500
"""Characters of a link in which its parameters are looked for."""
_QUERY_END = re.compile(r"[\"'\s>]")


class TemplateNames(NamedTuple):
    """Attributes that the tags and values of a template read, and what its links ask for: the name of a URL with a
    parameter after `?`.
    """

    attributes: frozenset[str]
    asked: frozenset[tuple[str, str]] = frozenset()


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


def identifiers(facts: FileFacts) -> Iterator[str]:
    """All that a file writes: names, attributes, strings, and what its definitions are called and bind."""
    yield from facts.texts
    for one in facts.definitions:
        yield from (one.name, *one.names)


def names_on(facts: FileFacts, owners: Set[str]) -> dict[str, set[str]]:
    """Names that are written on what comes from one of the owners, by the innermost definition: attributes, keywords
    and strings of calls, as in `Order.objects.filter(site=…)`, `Order().site` and `get_object_or_404(Order, site=…)`.
    """
    table, rows = unpack(facts.table), unpack(facts.arguments)
    found: dict[str, set[str]] = {}
    for at in range(0, len(table), WIDTH):
        op, _, y, _, _, scope, _ = table[at : at + WIDTH]
        if op in (Op.ATTR, Op.CALL) and y >= 0 and _is_on(facts, table, rows, at, owners):
            names = [facts.texts[y]] if op == Op.ATTR else _arguments(facts, table, rows, y)
            found.setdefault(facts.definitions[scope].qualname, set()).update(names)
    return found


def _is_on(facts: FileFacts, table: list[int], rows: list[int], at: int, owners: Set[str]) -> bool:
    """Whether an attribute or a call is one of an owner's, or a call that is given one first: `get(Order, site=…)`."""
    op, x, y = table[at : at + 3]
    if _comes_from(facts, table, x, owners):
        return True
    return op == Op.CALL and rows[y] > 0 and rows[y + 1] < 0 and _comes_from(facts, table, rows[y + 2], owners)


def template_names(text: str) -> TemplateNames:
    """The names that a template writes."""
    attributes = (name for part in _EXECUTED.findall(text) for name in _ATTRIBUTE.findall(part))
    return TemplateNames(frozenset(attributes), frozenset(_asked(text)))


def _asked(text: str) -> Iterator[tuple[str, str]]:
    for link in _LINK.finditer(text):
        query = _QUERY_END.split(_EXECUTED.sub("", text[link.end() : link.end() + _LONGEST]), maxsplit=1)[0]
        yield from ((link[1].rpartition(":")[2], name) for name in _PARAMETER.findall(query))


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


_STEPS = (Op.ATTR, Op.CALL, Op.LOAD, Op.INDEX, Op.ITER, Op.INSTANCE, Op.ENTER)


def _comes_from(facts: FileFacts, table: list[int], row: int, owners: Set[str]) -> bool:
    """Whether the chain of attributes, calls and items that ends in an expression begins with one of the names."""
    while row > 0:
        op, x, y = table[row * WIDTH : row * WIDTH + 3]
        if op == Op.IMPORT:
            return facts.imports[x].name in owners
        if op == Op.NAME:
            return facts.texts[x] in owners
        if op == Op.ATTR and facts.texts[y] in owners:
            return True
        if op not in _STEPS:
            return False
        row = x
    return False


def _arguments(facts: FileFacts, table: list[int], rows: list[int], start: int) -> Iterator[str]:
    """Keywords of a call, and the strings that it is given."""
    for at in range(start + 1, start + 1 + 4 * rows[start], 4):
        if rows[at] >= 0:
            yield facts.texts[rows[at]]
        value = rows[at + 1] * WIDTH
        if table[value] == Op.STR:
            yield facts.texts[table[value + 1]]
