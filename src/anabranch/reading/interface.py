"""What the rest of a project can see of one file, whatever it asks: a pure function of the file's facts.

Whoever resolves another module comes into a file by a name of its top level, and from there to what that name is
bound to: bodies of classes, parameters, what functions return, and all that this is made of. Lines, statements whose
value nobody takes, and expressions inside functions that nothing returned is made of cannot be seen, but for methods
that only raise; what a file's calls give to its own functions stays in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from operator import itemgetter
from typing import NamedTuple, Protocol

import msgspec

from anabranch.facts.values import WIDTH, Definition, FileFacts, Flag, Op, unpack
from anabranch.reading.abstract_methods import RAISED, imports_abc, is_first
from anabranch.reading.loaders import mentions_imports
from anabranch.reading.request_attributes import request_attribute
from anabranch.reading.written import BY_KEY

_MOST_ROWS = 20
"""Times the expressions of a file that are described at most: files that are built step by step would take long."""


class Interface(NamedTuple):
    """Digests of what can be seen by each name of the top level, and of the rest."""

    names: dict[str, bytes]
    rest: bytes


def added_names(before: FileFacts, after: FileFacts) -> frozenset[str] | None:
    """The names of the top level that a change adds; None where the change can be seen by any other name."""
    old, new = interface_of(before), interface_of(after)
    if old is None or new is None or old.rest != new.rest:
        return None
    if any(new.names.get(name) != digest for name, digest in old.names.items()):
        return None
    added = frozenset(new.names.keys() - old.names.keys())
    return None if any(name.startswith("__") for name in added) else added


def interface_of(facts: FileFacts) -> Interface | None:
    """The interface of a file; None where it is the whole file."""
    module = facts.definitions[0]
    if "__getattr__" in module.names or mentions_imports(facts.texts, facts.imports):
        return None
    reader = _Reader(facts)
    try:
        names = {name: reader.digest([at], reader.stars_below(at)) for name, at in module.names.items()}
        roots = [*_roots_beside_names(facts), *reader.called_requests()]
        return Interface(names, reader.digest(roots, [*_stars(facts), reader.raising()]))
    except _TooLongError:
        return None


def _roots_beside_names(facts: FileFacts) -> list[int]:
    """What is annotated or assigned at the top level, and what functions assign to attributes of requests."""
    module = facts.definitions[0]
    assigned = sorted((name, each.attributes[name]) for each in facts.definitions for name in _of_requests(each))
    return [*module.annotated.values(), *module.attributes.values(), *(at for _, at in assigned)]


def _stars(facts: FileFacts) -> list[object]:
    module = facts.definitions[0]
    requests = request_attributes(facts)
    stars = [(facts.imports[number].module, facts.imports[number].level) for number in module.stars]
    for_checkers = any(each.bound in ("TYPE_CHECKING", "typing") for each in facts.imports)
    return [stars, list(module.annotated), list(module.attributes), requests, for_checkers]


def request_attributes(facts: FileFacts) -> list[str]:
    """The attributes of requests that functions assign to: whoever reads such a one asks all files for it."""
    return sorted(name for each in facts.definitions for name in _of_requests(each))


def _of_requests(definition: Definition) -> list[str]:
    assigned = definition.attributes if definition.kind == "function" else ()
    return [name for name in assigned if request_attribute(name)]


class _Refer(Protocol):
    def __call__(self, row: int, *, is_definition: bool = False) -> int: ...


class _TooLongError(Exception):
    pass


class _Reader:
    """Describes expressions by what they are made of, wherever in the file they stand."""

    def __init__(self, facts: FileFacts) -> None:
        table = unpack(facts.table)
        self._facts = facts
        self._op, self._x, self._y = table[0::WIDTH], table[1::WIDTH], table[2::WIDTH]
        self._line, self._scope, self._flags = table[3::WIDTH], table[5::WIDTH], table[6::WIDTH]
        self._arguments = unpack(facts.arguments)
        self._groups = unpack(facts.groups)
        self._used = self._attributes_read()
        self._left = _MOST_ROWS * (len(self._op) + len(facts.definitions))

    def digest(self, roots: Iterable[int], beside: object = None) -> bytes:
        """Stands for all that the expressions are made of."""
        numbers: dict[tuple[bool, int], int] = {}
        waiting: list[tuple[bool, int]] = []

        def refer(row: int, *, is_definition: bool = False) -> int:
            key = is_definition, row
            known = numbers.get(key)
            if known is None:
                known = numbers[key] = len(numbers)
                waiting.append(key)
            return known

        described: list[object] = [beside, [refer(root) for root in roots]]
        for is_definition, row in waiting:  # grows while it is described
            self._left -= 1
            if self._left < 0:
                raise _TooLongError
            described.append(self._definition(row, refer) if is_definition else self._expression(row, refer))
        return hashlib.blake2b(msgspec.msgpack.encode(described), digest_size=16).digest()

    def raising(self) -> list[object]:
        """Functions that only raise `NotImplementedError`, so that heirs are asked, among those of their names."""
        texts, definitions = self._facts.texts, self._facts.definitions
        written = (row for row, op in enumerate(self._op) if op == Op.NAME and texts[self._x[row]] == RAISED)
        scoped = ((row, self._scope[row]) for row in written)
        raised = {at for row, at in scoped if is_first(row, definitions[at], at, self._op, self._x)}
        names = {definitions[number].qualname for number in raised}
        rows = ((each.qualname, number in raised) for number, each in enumerate(definitions) if each.qualname in names)
        return [sorted(rows, key=itemgetter(0)), imports_abc(self._facts.imports)]

    def called_requests(self) -> list[int]:
        """What functions assign attributes of requests to: it may be called a request and be none."""
        texts, definitions = self._facts.texts, self._facts.definitions
        names = [{*map(request_attribute, _of_requests(each))} for each in definitions]
        rows = (row for row, op in enumerate(self._op) if op == Op.ATTR and self._flags[row] & Flag.STORE)
        stored = ((texts[self._y[row]], row) for row in rows)
        return [self._x[row] for name, row in sorted(stored) if name in names[self._scope[row]]]

    def stars_below(self, row: int) -> list[tuple[int, int]]:
        """The star imports below the binding of a name, which can take its place."""
        stars = self._facts.definitions[0].stars
        statements = ((number, self._facts.imports[number]) for number in stars)
        below = ((number, each) for number, each in statements if each.line > self._line[row] > 0)
        return [(stars.index(number), each.flags) for number, each in below]

    def _expression(self, row: int, refer: _Refer) -> list[object]:
        op, x, y = self._op[row], self._x[row], self._y[row]
        texts = self._facts.texts
        if op in (Op.NAME, Op.STR):
            return [op, texts[x], y]
        if op == Op.ATTR:
            return [op, refer(x), texts[y], self._used.get(row)]
        if op == Op.CALL:
            scope = self._facts.definitions[self._scope[row]].qualname
            by_key = self._op[x] == Op.ATTR and texts[self._y[x]] in BY_KEY
            return [op, refer(x), self._call(y, refer), scope, self._used.get(row) if by_key else None]
        if op in (Op.SEQ, Op.DICT, Op.UNION, Op.FORMAT):
            return [op, x, [refer(member) for member in self._groups[y + 1 : y + 1 + self._groups[y]]]]
        if op == Op.ITER:
            return [op, refer(x), texts[y] if y else "", self._used.get(row)]
        if op == Op.PARAM:
            return [op, refer(x, is_definition=True), y, self._used.get(row)]
        if op == Op.DEF:
            return [op, refer(x, is_definition=True), self._flags[row] & Flag.TYPE_CHECKING]
        if op == Op.IMPORT:
            statement = self._facts.imports[x]
            return [op, statement.module, statement.level, statement.name, statement.bound, statement.flags]
        if op == Op.INDEX:
            return [op, refer(x), refer(y), self._used.get(row)]
        if op in (Op.CONCAT, Op.ARITHMETIC, Op.LOAD):
            return [op, refer(x), refer(y)]
        return [op, refer(x)] if op in (Op.INSTANCE, Op.ENTER, Op.COMPREHENSION) else [op, x, y]

    def _call(self, start: int, refer: _Refer) -> list[object]:
        if start < 0:
            return []
        rows, texts = self._arguments, self._facts.texts
        places = range(start + 1, start + 1 + 4 * rows[start], 4)
        return [[texts[rows[at]] if rows[at] >= 0 else rows[at], refer(rows[at + 1])] for at in places]

    def _definition(self, number: int, refer: _Refer) -> list[object]:
        each = self._facts.definitions[number]
        imports = self._facts.imports
        return [
            *(each.kind, each.qualname, each.is_async, each.is_generator, each.alternatives),
            refer(each.parent, is_definition=True) if each.parent else 0,
            [[refer(row) for row in rows] for rows in (each.decorators, each.bases, each.returns, (each.annotation,))],
            [[name, refer(row)] for names in _bound_in(each) for name, row in names.items()],
            [len(names) for names in _bound_in(each)],
            [[one.name, refer(one.annotation), refer(one.default), one.kind] for one in each.parameters],
            [(imports[star].module, imports[star].level) for star in each.stars],
        ]

    def _attributes_read(self) -> dict[int, list[str]]:
        """For each expression, what is read from it, here or through a variable: values are named after their use."""
        found: dict[int, set[str]] = {}
        for row, op in enumerate(self._op):
            if op == Op.ATTR:
                base = self._x[row]
                base = self._x[base] if self._op[base] == Op.LOAD else base
                found.setdefault(base, set()).add(self._facts.texts[self._y[row]])
        return {base: sorted(names) for base, names in found.items()}


def _bound_in(definition: Definition) -> tuple[dict[str, int], ...]:
    return definition.names, definition.annotated, definition.attributes, definition.keywords
