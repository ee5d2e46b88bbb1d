"""The value of an expression as far as literals go: texts, lists and dicts, each possibly one of several."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from anabranch.facts.values import Op
from anabranch.project.literal_calls import Call, filled_by_percent, value_of_call
from anabranch.project.literal_paths import FILE, path_of_attribute, path_of_call
from anabranch.project.literal_values import FilePath, Items, Pairs, Value, Values, joined_texts, texts_in, unite
from anabranch.project.symbols import Bound, Defined, Dotted, Symbols
from anabranch.project.tables import Table

_DEEPEST_CLASS = 64
_BY_PERCENT = 1

Key = tuple[str, int]


class At(NamedTuple):
    """An expression under evaluation; `x` and `y` are those of its row."""

    literals: Literals
    path: str
    table: Table
    expression: int
    x: int
    y: int

    def known(self, part: int) -> Values:
        """The values of a part, evaluated before the whole."""
        return self.literals.known(self.path, part)


Step = Callable[[At], Values]


class Literals:
    """Evaluates expressions of one project, each once."""

    def __init__(self, symbols: Symbols, *, by_default: bool = False) -> None:
        self.symbols = symbols
        self.by_default = by_default
        """Of a list bound in several branches only what holds where no condition does."""
        self._known: dict[Key, Values] = {}
        self._open: set[Key] = set()
        self._starring: set[tuple[str, str]] = set()

    def value(self, path: str, expression: int) -> Values:
        """The values of an expression, without recursion inside one file: lists grow by many small steps."""
        waiting = [expression]
        table = self.symbols.table(path)
        entered = []
        while waiting:
            key = (path, waiting[-1])
            if key in self._known or key in self._open:
                if key not in self._known:
                    self._known[key] = self._step(path, table, waiting[-1])
                waiting.pop()
                continue
            self._open.add(key)
            entered.append(key)
            waiting += [part for part in _parts(table, waiting[-1]) if part and (path, part) not in self._open]
        self._open.difference_update(entered)
        return self._known[path, expression]

    def known(self, path: str, expression: int) -> Values:
        """The values of a part that was evaluated before the whole."""
        return self._known.get((path, expression), ())

    def elsewhere(self, path: str, expression: int) -> Values:
        """The values of an expression of any file; none where it is being evaluated already."""
        return () if (path, expression) in self._open else self.value(path, expression)

    def name(self, path: str, name: str) -> Values:
        """The values of a module's name, by star imports too."""
        bound = self.symbols.table(path).facts.definitions[0].names.get(name)
        return self.elsewhere(path, bound) if bound else self.star(path, name)

    def star(self, path: str, name: str) -> Values:
        """The values of a name that star imports bring in, also in a circle; a later one hides those before."""
        if (path, name) in self._starring:
            return ()
        self._starring.add((path, name))
        found = (values for other in reversed(self.symbols.stars(path)) if (values := self.name(other, name)))
        first = next(found, ())
        self._starring.discard((path, name))
        return first

    def class_name(self, found: Defined, name: str, depth: int = 0) -> Values:
        """The values of a name in a class body, or of a property, its own or inherited."""
        definition = self.symbols.definition(found)
        if definition.names.get(name):
            return self._called(found.path, definition.names[name])
        for base in definition.bases:
            above = self.symbols.find(found.path, base)
            if isinstance(above, Defined) and depth < _DEEPEST_CLASS:
                values = self.class_name(above, name, depth + 1)
                if values:
                    return values
        return ()

    def _called(self, path: str, expression: int) -> Values:
        op, number, _ = self.symbols.table(path).row(expression)
        if op == Op.DEF:
            return self.returned(Defined(path, number))
        return self.elsewhere(path, expression)

    def returned(self, function: Defined) -> Values:
        """The values that a function of the project returns."""
        definition = self.symbols.definition(function)
        if definition.kind != "function":
            return ()
        return unite(self.elsewhere(function.path, value) for value in definition.returns)

    def _step(self, path: str, table: Table, expression: int) -> Values:
        op, x, y = table.row(expression)
        step = _STEPS.get(op)
        return step(At(self, path, table, expression, x, y)) if step is not None else ()


def _parts(table: Table, expression: int) -> list[int]:
    op, x, y = table.row(expression)
    if op in (Op.ATTR, Op.ITER, Op.LOAD, Op.COMPREHENSION, Op.ARITHMETIC):
        return [x]
    if op in (Op.INDEX, Op.CONCAT):
        return [x, y]
    if op in (Op.SEQ, Op.DICT, Op.UNION, Op.FORMAT):
        return table.members(y)
    if op == Op.CALL:
        positional, keywords = table.call_arguments(y)
        function, base, _ = table.row(x)
        method_of = [base] if function == Op.ATTR else []
        return [*method_of, *positional, *keywords.values()]
    return []


def _text(at: At) -> Values:
    return (at.table.facts.texts[at.x],)


def _load(at: At) -> Values:
    return at.known(at.x)


def _sequence(at: At) -> Values:
    return (Items(tuple(at.known(member) for member in at.table.members(at.y))),)


def _dict(at: At) -> Values:
    values = [at.known(member) for member in at.table.members(at.y)]
    return (Pairs(tuple(zip(values[::2], values[1::2], strict=True))),)


def _union(at: At) -> Values:
    """Of a name bound in several branches the default stands first, of `a if b else c` and `a or c` last."""
    members = at.table.members(at.y)
    has_texts = all(isinstance(value, str) for member in members for value in at.known(member))
    if has_texts and not at.x:
        members.reverse()
    elif at.literals.by_default and not at.x:
        members = members[:1]
    return unite(at.known(member) for member in members)


def _concat(at: At) -> Values:
    left, right = at.known(at.x), at.known(at.y)
    texts = joined_texts(left, right)
    lists = [value for value in (*left, *right) if isinstance(value, Items)]
    if not lists:
        return texts
    return (*texts, Items(tuple(member for value in lists for member in value.members)))


def _difference(at: At) -> Values:
    """What `set(A) - {"b"}` is at most; texts have no differences."""
    return tuple(value for value in at.known(at.x) if isinstance(value, Items))


def _format(at: At) -> Values:
    parts = [at.known(member) for member in at.table.members(at.y)]
    return filled_by_percent(*parts) if at.x == _BY_PERCENT else joined_texts(*parts)


def _iterated(at: At) -> Values:
    found: list[Value] = []
    for value in at.known(at.x):
        if isinstance(value, Items):
            found += [one for member in value.members for one in member]
        elif isinstance(value, Pairs):
            found += [one for key, _ in value.members for one in key]
    return tuple(found)


def _index(at: At) -> Values:
    op, position, _ = at.table.row(at.y)
    keys = set(texts_in(at.known(at.y)))
    found: list[Value] = []
    for value in at.known(at.x):
        if isinstance(value, Items) and op == Op.INT and -len(value.members) <= position < len(value.members):
            found += value.members[position]
        elif isinstance(value, Pairs):
            found += [one for key, item in value.members if keys.intersection(texts_in(key)) for one in item]
    return tuple(found)


def _comprehension(at: At) -> Values:
    return (Items(tuple((value,) for value in at.known(at.x))),)


def _call(at: At) -> Values:
    found = at.literals.symbols.find(at.path, at.x)
    if isinstance(found, Defined):
        values = at.literals.returned(found)
        if values:
            return values
    positional, keywords = at.table.call_arguments(at.y)
    op, base, _ = at.table.row(at.x)
    call = Call(
        name=called_name(at.table, at.x),
        base=at.known(base) if op == Op.ATTR else (),
        positional=tuple(at.known(argument) for argument in positional),
        keywords={keyword: at.known(argument) for keyword, argument in keywords.items()},
        is_method=op == Op.ATTR,
        by=called_name(at.table, positional[0]) if positional else "",
    )
    return value_of_call(call) or path_of_call(call.name, call.base, call.positional)


def called_name(table: Table, function: int) -> str:
    """The last name of what is called, under which its own module knows it."""
    op, x, y = table.row(function)
    if op == Op.LOAD:
        return called_name(table, x)
    if op == Op.IMPORT:
        return table.facts.imports[x].name or ""
    return table.facts.texts[y] if op == Op.ATTR else table.facts.texts[x] if op == Op.NAME else ""


def _attribute(at: At) -> Values:
    owner = _owner(at, at.x)
    if owner is not None:
        return at.literals.class_name(owner, at.table.facts.texts[at.y])
    return _imported(at) or path_of_attribute(at.table.facts.texts[at.y], at.known(at.x))


def _imported(at: At) -> Values:
    found = at.literals.symbols.find(at.path, at.expression)
    if isinstance(found, Bound) and found != Bound(at.path, at.expression):
        return at.literals.elsewhere(found.path, found.expression)
    if isinstance(found, Dotted):
        module, _, name = found.name.rpartition(".")
        other = at.literals.symbols.path_of(module)
        return at.literals.star(other, name) if other is not None and other != at.path else ()
    return ()


def _global_name(at: At) -> Values:
    """What stands in a module's body before a name is bound there comes from a star import."""
    name = at.table.facts.texts[at.x]
    if name == FILE:
        return (FilePath(at.path),)
    bound = at.table.facts.definitions[0].names.get(name, 0)
    inside = at.table.facts.definitions[at.table.scope(at.expression)].kind == "function"
    if bound and (bound < at.expression or inside):
        return at.literals.elsewhere(at.path, bound)
    return at.literals.star(at.path, name)


def _owner(at: At, base: int) -> Defined | None:
    """The class of `self` or `cls`, the first base for `super()`, or a class itself."""
    op, x, y = at.table.row(base)
    if op == Op.PARAM and y == 0:
        parent = at.table.facts.definitions[x].parent
        return Defined(at.path, parent) if at.table.facts.definitions[parent].kind == "class" else None
    if op == Op.CALL and _is_super(at.table, x):
        return _first_base(at, at.table.scope(base))
    found = at.literals.symbols.find(at.path, base)
    return found if isinstance(found, Defined) and at.literals.symbols.definition(found).kind == "class" else None


def _is_super(table: Table, function: int) -> bool:
    op, x, _ = table.row(function)
    return op == Op.NAME and table.facts.texts[x] == "super"


def _first_base(at: At, scope: int) -> Defined | None:
    number = at.table.facts.definitions[scope].parent
    for base in at.table.facts.definitions[number].bases:
        found = at.literals.symbols.find(at.path, base)
        if isinstance(found, Defined):
            return found
    return None


_STEPS: dict[int, Step] = {
    Op.CALL: _call,
    Op.STR: _text,
    Op.NAME: _global_name,
    Op.ATTR: _attribute,
    Op.IMPORT: _imported,
    Op.LOAD: _load,
    Op.SEQ: _sequence,
    Op.DICT: _dict,
    Op.UNION: _union,
    Op.CONCAT: _concat,
    Op.ARITHMETIC: _difference,
    Op.FORMAT: _format,
    Op.ITER: _iterated,
    Op.INDEX: _index,
    Op.COMPREHENSION: _comprehension,
}
