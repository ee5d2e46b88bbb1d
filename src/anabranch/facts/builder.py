"""The table under construction, and the names that are bound while a file is walked."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from typing import NamedTuple

from anabranch.facts.conditions import UNKNOWN, value_by_default
from anabranch.facts.values import Definition, Flag, Import, Op, Parameter

_TELLING = re.compile(r"\S{1,300}\Z|.*\b(SELECT|UPDATE|INSERT|DELETE|FROM|JOIN|TRUNCATE|TABLE)\b", re.I | re.S)
_LONGEST_TEXT = 20_000


class Bound(NamedTuple):
    """A name that a conditional block binds: its value before, and where it was bound last."""

    before: int
    line: int
    column: int


class Branch(NamedTuple):
    """What an open conditional block has bound, and whether it is the one that is taken by default."""

    bound: dict[str, Bound]
    is_default: bool


def is_telling(text: str) -> bool:
    """Whether a string literal can name something: one word, a path, or SQL."""
    return len(text) <= _LONGEST_TEXT and _TELLING.match(text) is not None


@dataclass(slots=True)
class OpenDefinition:
    """A definition whose body is still being walked."""

    number: int
    kind: str
    name: str
    qualname: str
    parent: int
    line: int
    column: int
    end_line: int
    decorators: list[int] = field(default_factory=list)
    bases: list[int] = field(default_factory=list)
    keywords: dict[str, int] = field(default_factory=dict)
    parameters: list[Parameter] = field(default_factory=list)
    returns: list[int] = field(default_factory=list)
    annotation: int = 0
    annotated: dict[str, int] = field(default_factory=dict)
    attributes: dict[str, int] = field(default_factory=dict)
    stars: list[int] = field(default_factory=list)
    is_async: bool = False
    is_generator: bool = False
    alternatives: list[str] = field(default_factory=list)

    def closed(self, names: dict[str, int]) -> Definition:
        """The finished, immutable definition."""
        return Definition(
            kind=self.kind,
            name=self.name,
            qualname=self.qualname,
            parent=self.parent,
            line=self.line,
            column=self.column,
            end_line=self.end_line,
            decorators=tuple(self.decorators),
            bases=tuple(self.bases),
            keywords=self.keywords,
            parameters=tuple(self.parameters),
            returns=tuple(self.returns),
            annotation=self.annotation,
            names=names,
            annotated=self.annotated,
            attributes=self.attributes,
            stars=tuple(self.stars),
            is_async=self.is_async,
            is_generator=self.is_generator,
            alternatives=tuple(self.alternatives),
        )


@dataclass(slots=True)
class Scope:
    """The names of one body or comprehension, and what the branches that are open have bound."""

    definition: OpenDefinition
    parent: Scope | None
    names: dict[str, int] = field(default_factory=dict)
    elsewhere: set[str] = field(default_factory=set)
    branches: list[Branch] = field(default_factory=list)
    is_comprehension: bool = False


def _note(scope: Scope, name: str, bound: Bound) -> int:
    """Note a binding in the innermost open branch; the value of the name before that branch."""
    noted = scope.branches[-1].bound
    known = noted.get(name)
    if known is not None:
        bound = bound._replace(before=known.before)
    noted[name] = bound
    return bound.before


def _bound_around(scope: Scope | None, name: str) -> int:
    """What a name is bound to in the nearest function from a scope outward; 0 where in none."""
    while scope is not None:
        if scope.definition.kind == "function" and name in scope.names:
            return scope.names[name]
        scope = scope.parent
    return 0


class Builder:
    """Collects the table of one file. Lives only while that file is read."""

    __slots__ = (
        "arguments",
        "by_default",
        "closed",
        "current",
        "definitions",
        "flags",
        "groups",
        "imports",
        "promised",
        "scope",
        "table",
        "text_ids",
        "texts",
        "unbound",
    )

    def __init__(self, lines: int) -> None:
        self.table: list[int] = [0] * 7
        self.arguments: list[int] = []
        self.groups: list[int] = []
        self.texts: list[str] = []
        self.text_ids: dict[str, int] = {}
        self.imports: list[Import] = []
        self.definitions: list[OpenDefinition] = []
        self.closed: dict[int, dict[str, int]] = {}
        self.unbound: list[tuple[int, str, Scope]] = []
        self.promised: dict[int, int] = {}
        """The annotation of the local name that a value is bound to."""
        self.flags = 0
        self.by_default: dict[str, object] = {}
        """Values of names of the top level, where no condition that may not hold stands before."""
        self.current = 0
        module = self.open("module", "", line=1, column=1, end_line=lines)
        self.scope = Scope(module, None)

    def open(self, kind: str, name: str, *, line: int, column: int, end_line: int) -> OpenDefinition:
        """A new definition inside the current one."""
        parent = self.definitions[self.current] if self.definitions else None
        prefix = f"{parent.qualname}." if parent is not None and parent.qualname else ""
        number = len(self.definitions)
        opened = OpenDefinition(number, kind, name, prefix + name, self.current, line, column, end_line)
        self.definitions.append(opened)
        return opened

    def text(self, text: str) -> int:
        """The number of a text; what no encoding can hold, a lone surrogate, is spelled out."""
        if not text.isascii():
            text = text.encode("utf-8", "backslashreplace").decode()
        known = self.text_ids.get(text)
        if known is None:
            known = self.text_ids[text] = len(self.texts)
            self.texts.append(text)
        return known

    def emit(self, op: int, x: int, y: int, line: int, column: int, flags: int = 0) -> int:
        """A new expression; its id. `column` counts from 0, as `ast` does; the table's from 1."""
        table = self.table
        number = len(table) // 7
        table += (op, x, y, line, column + 1, self.current, self.flags | flags)
        return number

    def group(self, members: list[int]) -> int:
        """A new group of expressions; where it starts."""
        start = len(self.groups)
        self.groups.append(len(members))
        self.groups += members
        return start

    def union(self, members: list[int], line: int, column: int, *, mark: int = 0) -> int:
        """One of several expressions; `mark` tells how the source says so (see `Op.UNION`)."""
        distinct = list(dict.fromkeys(member for member in members if member))
        if len(distinct) < 2:
            return distinct[0] if distinct else 0
        return self.emit(Op.UNION, mark, self.group(distinct), line, column)

    def bind(self, name: str, value: int, line: int, column: int) -> None:
        """Bind a name in the current scope; in a conditional block until that ends.

        Where nothing is known of what is bound there, what was known before the block is the better guess: two loops of
        a function that name their variable alike mostly go over the same kind of thing.
        """
        scope = self.scope
        if name in scope.elsewhere:
            scope = self._module_scope()
        if scope.branches:
            bound = Bound(scope.names.get(name, 0), line, column)
            before = _note(scope, name, bound)
            value = value or before
        if self.by_default and scope.parent is None:
            self.by_default.pop(name, None)
        scope.names[name] = value

    def note_assigned(self, name: str, value: ast.expr) -> None:
        """Note what a name of the top level is by default, for conditions that ask it below."""
        scope = self.scope
        if scope.parent is None and all(branch.is_default for branch in scope.branches):
            known = value_by_default(value, self.by_default)
            if known is not UNKNOWN:
                self.by_default[name] = known

    def _module_scope(self) -> Scope:
        scope = self.scope
        while scope.parent is not None:
            scope = scope.parent
        return scope

    def lookup(self, name: str) -> int | None:
        """What a name is bound to here, None where only the finished module or the builtins know."""
        scope: Scope | None = self.scope
        assert scope is not None
        found = scope.names.get(name)
        inside = scope.definition.kind == "function"
        while found is None and scope.parent is not None:
            scope = scope.parent
            kind = scope.definition.kind
            if kind == "class" or (kind == "module" and inside):
                continue
            inside = inside or kind == "function"
            found = scope.names.get(name)
        return found

    def wait_for(self, name: str, expression: int) -> None:
        """Note a name of an inner function, which the function around it may bind below."""
        scope = self.scope
        outer = scope.parent
        while outer is not None and (outer.definition is scope.definition or outer.definition.kind != "function"):
            outer = outer.parent
        if outer is not None and name not in scope.elsewhere:
            self.unbound.append((expression, name, outer))

    def bind_waiting(self) -> None:
        """Where a function ends that stands in no other, what its inner ones waited for is known."""
        around: Scope | None = self.scope
        while around is not None and around.definition.kind != "function":
            around = around.parent
        if around is not None:
            return
        for expression, name, scope in self.unbound:
            bound = _bound_around(scope, name)
            if bound:
                self.table[expression * 7 : expression * 7 + 3] = [Op.LOAD, bound, self.promised.get(bound, 0)]
        self.unbound.clear()

    def enter_branch(self, *, is_default: bool = False) -> None:
        """Begin a conditional block; `is_default` where it is known to run, or stands under `else:`."""
        self.scope.branches.append(Branch({}, is_default))
        self.flags |= Flag.OPTIONAL

    def leave_branch(self) -> None:
        """End a conditional block: what it bound is either of two values from here, the default one first.

        The default is what stands before a condition that may not hold, under `else:`, or under `try:`.
        """
        scope = self.scope
        branch = scope.branches.pop()
        for name, bound in branch.bound.items():
            old, new = bound.before, scope.names.get(name, 0)
            if old and old != new:
                members = [new, old] if branch.is_default else [old, new]
                scope.names[name] = self.union(members, bound.line, bound.column)
            if scope.branches:
                _note(scope, name, bound)
        if not scope.branches:
            self.flags &= ~Flag.OPTIONAL
