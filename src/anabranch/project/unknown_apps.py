"""Where INSTALLED_APPS takes what only a run tells: what a package, a plugin folder or the environment adds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from anabranch.facts.values import Op
from anabranch.project.literal_calls import DEFAULTS, handed_on
from anabranch.project.literals import Literals, called_name
from anabranch.project.symbols import Bound, Defined
from anabranch.project.tables import Table

_APPS = "INSTALLED_APPS"
_TELLING = (Op.NAME, Op.ATTR, Op.CALL, Op.ITER, Op.INDEX, Op.IMPORT, Op.CONCAT, Op.FORMAT, Op.COMPREHENSION)
"""What gives a list or a name; numbers, conditions and `None` in its place give none."""

UnknownApps = tuple[tuple[str, int], ...]
"""File and line of each part that literals do not tell."""


def unknown_apps(literals: Literals, paths: Iterable[str], grown: Iterable[tuple[str, int]]) -> UnknownApps:
    """Parts of INSTALLED_APPS in settings files, and of what they add to it, that have no value."""
    bound = ((path, literals.symbols.table(path).facts.definitions[0].names.get(_APPS, 0)) for path in paths)
    seen: set[tuple[str, int]] = set()
    found = (place for path, part in (*bound, *grown) for place in _unknown(literals, path, part, seen))
    return tuple(sorted(set(found)))


def _unknown(literals: Literals, path: str, whole: int, seen: set[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    """Without recursion: lists grow by many small steps."""
    waiting = [(path, whole)]
    while waiting:
        at, part = waiting.pop()
        if not part or (at, part) in seen:
            continue
        seen.add((at, part))
        inner = _parts(literals, at, part)
        waiting += inner
        if not inner and literals.symbols.table(at).row(part)[0] in _TELLING and not _is_told(literals, at, part):
            yield at, literals.symbols.table(at).place(part)[0]


def _parts(literals: Literals, path: str, part: int) -> list[tuple[str, int]]:
    """What a list is put together from, followed through names; nothing for what has to be told as a whole."""
    table = literals.symbols.table(path)
    op, x, y = table.row(part)
    if op in (Op.SEQ, Op.UNION):
        return [(path, member) for member in table.members(y)]
    if op in (Op.LOAD, Op.ITER, Op.COMPREHENSION, Op.ARITHMETIC):
        return [(path, x)] if x else []
    if op == Op.CALL:
        is_own = isinstance(literals.symbols.find(path, x), Defined)
        return [(path, each) for each in _handed_on(table, x, y) if each and not is_own]
    if op == Op.CONCAT and not any(isinstance(value, str) for value in literals.value(path, part)):
        return [(path, x), (path, y)]
    if op in (Op.NAME, Op.IMPORT, Op.ATTR):
        found = literals.symbols.find(path, part)
        return [(found.path, found.expression)] if isinstance(found, Bound) and found != Bound(path, part) else []
    return []


def _handed_on(table: Table, function: int, start: int) -> Sequence[int]:
    """What a call gives back as it is given it."""
    positional, _ = table.call_arguments(start)
    op, base, _ = table.row(function)
    by = called_name(table, positional[0]) if positional else ""
    return handed_on(called_name(table, function), base, positional, by=by, is_method=op == Op.ATTR)


def _is_told(literals: Literals, path: str, part: int) -> bool:
    """Whether there is a value; an empty list for want of another one is one too."""
    table = literals.symbols.table(path)
    op, x, start = table.row(part)
    if op == Op.CALL:
        positional, keywords = table.call_arguments(start)
        is_looked_up = bool(positional) and any(isinstance(value, str) for value in literals.value(path, positional[0]))
        if (is_looked_up and 0 in positional[1:2]) or not keywords.keys().isdisjoint(DEFAULTS):
            return True
    return bool(literals.value(path, x if op == Op.COMPREHENSION else part))
