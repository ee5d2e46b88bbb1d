"""Expressions of Python's syntax tree, written into the table."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from anabranch.facts.builder import Builder, Scope, is_telling
from anabranch.facts.notes import note_field, note_item, note_on_name, owner_of_self
from anabranch.facts.spelling import is_text, last_name, looked_up
from anabranch.facts.values import ArgumentMark, Flag, Op

Reader = Callable[[Builder, Any], int]


def value_of(builder: Builder, node: ast.AST) -> int:
    """Write an expression and all below it; its id, 0 where nothing can come of it."""
    reader = _READERS.get(type(node))
    return reader(builder, node) if reader is not None else _read_parts(builder, node)


def _read_parts(builder: Builder, node: ast.AST) -> int:
    for child in ast.iter_child_nodes(node):
        value_of(builder, child)
    return 0


def _name(builder: Builder, node: ast.Name) -> int:
    bound = builder.lookup(node.id)
    if bound is None:
        if builder.scope.definition.kind != "function":
            return builder.emit(Op.NAME, builder.text(node.id), 1, node.lineno, node.col_offset)
        named = builder.emit(Op.NAME, builder.text(node.id), 0, node.lineno, node.col_offset)
        builder.wait_for(node.id, named)
        return named
    if bound and builder.table[bound * 7] in _WORTH_A_LOAD:
        return builder.emit(Op.LOAD, bound, builder.promised.get(bound, 0), node.lineno, node.col_offset)
    return bound


_WORTH_A_LOAD = {Op.IMPORT, Op.CALL, Op.INDEX, Op.DEF, Op.ATTR, Op.UNION, Op.STR}


def _attribute(builder: Builder, node: ast.Attribute) -> int:
    base = value_of(builder, node.value)
    return attribute(builder, node, base, 0)


def attribute(builder: Builder, node: ast.Attribute, base: int, flags: int) -> int:
    """Write an attribute of a base already written; it stands at its own name."""
    name = node.attr
    width = len(name) if name.isascii() else len(name.encode())
    end = node.end_col_offset or 0
    return builder.emit(Op.ATTR, base, builder.text(name), node.end_lineno or 0, end - width, flags)


def _call(builder: Builder, node: ast.Call) -> int:
    variable = looked_up(node) if builder.scope.definition.kind == "module" else ""
    if variable and builder.lookup(variable):
        for default in node.args[1:]:
            value_of(builder, default)
        return _name(builder, ast.Name(variable, lineno=node.lineno, col_offset=node.col_offset))
    function = value_of(builder, node.func)
    if function:
        builder.table[function * 7 + 6] |= Flag.CALLED
    if not node.args and not node.keywords:
        return builder.emit(Op.CALL, function, -1, node.lineno, node.col_offset)
    rows: list[int] = []
    is_cast = bool(node.args) and type(node.args[0]) is ast.Constant and last_name(node.func) == "cast"
    lambdas: list[tuple[int, ast.Lambda]] = []  # what they are given can be told when the other arguments are known
    for argument in node.args:
        mark = ArgumentMark.STAR if type(argument) is ast.Starred else ArgumentMark.POSITIONAL
        if type(argument) is ast.Lambda:
            lambdas.append((len(rows) + 1, argument))
            value = 0
        else:
            value = annotation_of(builder, argument) if is_cast and not rows else value_of(builder, argument)
        rows += (mark, value, argument.lineno, argument.col_offset + 1)
    for keyword in node.keywords:
        mark = ArgumentMark.DOUBLE_STAR if keyword.arg is None else builder.text(keyword.arg)
        given = keyword.value
        if type(given) is ast.Lambda:
            lambdas.append((len(rows) + 1, given))
        value = value_of(builder, given) if type(given) is not ast.Lambda else 0
        rows += (mark, value, keyword.lineno, keyword.col_offset + 1)
    for place, each in lambdas:
        rows[place] = _lambda_given(builder, node, each, function, rows)
    start = len(builder.arguments)
    builder.arguments.append(len(rows) // 4)
    builder.arguments += rows
    return builder.emit(Op.CALL, function, start, node.lineno, node.col_offset)


_OVER_FIRST = {"sorted": 1, "min": 1, "max": 1, "groupby": 2}
"""Calls that go over their first argument, with the most that they take by position: `max(a, b)` goes over none."""
_OVER_SECOND = frozenset({"map", "filter"})


def _lambda_given(builder: Builder, node: ast.Call, each: ast.Lambda, function: int, rows: list[int]) -> int:
    """A lambda as an argument: it is given the items that the call goes over. One that is lazily called is its body."""
    name = last_name(node.func)
    source = 0
    if node.args and len(node.args) <= _OVER_FIRST.get(name, 0) and node.args[0] is not each:
        source = rows[1]
    elif name in _OVER_SECOND and len(node.args) > 1:
        source = rows[5]
    elif name == "sort":
        source = builder.table[function * 7 + 1]
    parameter = each.args.args[0].arg if each.args.args else ""
    item = builder.emit(Op.ITER, source, builder.text(parameter), each.lineno, each.col_offset) if source else 0
    body = _body_of(builder, each, {parameter: item} if item else {})
    return body if name == "SimpleLazyObject" else 0


def _constant(builder: Builder, node: ast.Constant) -> int:
    text = node.value
    if type(text) is str:
        if builder.flags & Flag.ANNOTATION:
            return _quoted_annotation(builder, node, text)
        if is_telling(text):
            return builder.emit(Op.STR, builder.text(text), 0, node.lineno, node.col_offset)
    elif text is True or text is False or (type(text) is int and -100 < text < 100):
        return builder.emit(Op.INT, int(text), 0, node.lineno, node.col_offset)
    return 0


def _quoted_annotation(builder: Builder, node: ast.Constant, text: str) -> int:
    try:
        inner = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return 0
    for part in ast.walk(inner):
        if isinstance(part, ast.expr):
            part.lineno = part.end_lineno = node.lineno
            part.col_offset = node.col_offset
            # An attribute stands at its name: give it room, so that it stands at the string.
            part.end_col_offset = node.col_offset + (len(part.attr.encode()) if isinstance(part, ast.Attribute) else 0)
    return value_of(builder, inner)


def annotation_of(builder: Builder, node: ast.AST | None) -> int:
    """Write an annotation, quoted or not; 0 where there is none."""
    if node is None:
        return 0
    before = builder.flags
    builder.flags |= Flag.ANNOTATION
    value = value_of(builder, node)
    builder.flags = before
    return value


def _subscript(builder: Builder, node: ast.Subscript) -> int:
    base = value_of(builder, node.value)
    if type(node.slice) is ast.Slice:
        _read_parts(builder, node.slice)
        return base
    index = _type_argument(builder, node) if builder.flags & Flag.ANNOTATION else value_of(builder, node.slice)
    return builder.emit(Op.INDEX, base, index, node.lineno, node.col_offset)


def _type_argument(builder: Builder, node: ast.Subscript) -> int:
    """What stands in the brackets of a type: of `Literal` it is no type, of `Annotated` the first alone is one."""
    name, inner = last_name(node.value), node.slice
    if name == "Literal":
        return _no_annotation(builder, inner)
    if name != "Annotated" or not isinstance(inner, ast.Tuple) or not inner.elts:
        return value_of(builder, inner)
    index = value_of(builder, inner.elts[0])
    noted = [_no_annotation(builder, each) for each in inner.elts[1:]]
    if is_text(inner.elts[0]):  # with `lazy("shop.types")` it names a place
        named = builder.group([_no_annotation(builder, inner.elts[0]), *noted])
        builder.emit(Op.SEQ, 0, named, inner.lineno, inner.col_offset)
    return index


def _no_annotation(builder: Builder, node: ast.expr) -> int:
    """Write an expression that stands in an annotation and is none itself."""
    before = builder.flags
    builder.flags &= ~Flag.ANNOTATION
    value = value_of(builder, node)
    builder.flags = before
    return value


def _sequence(builder: Builder, node: ast.List | ast.Tuple | ast.Set) -> int:
    members = [value_of(builder, element) for element in node.elts]
    if not any(members):
        return 0
    return builder.emit(Op.SEQ, 0, builder.group(members), node.lineno, node.col_offset)


def _dict(builder: Builder, node: ast.Dict) -> int:
    members: list[int] = []
    for key, value in zip(node.keys, node.values, strict=True):
        members.append(value_of(builder, key) if key is not None else 0)
        members.append(value_of(builder, value))
    if not any(members):
        return 0
    return builder.emit(Op.DICT, 0, builder.group(members), node.lineno, node.col_offset)


def _either(builder: Builder, node: ast.BoolOp) -> int:
    members = [value_of(builder, value) for value in node.values]
    return builder.union(members, node.lineno, node.col_offset, mark=2)


def _conditional(builder: Builder, node: ast.IfExp) -> int:
    value_of(builder, node.test)
    members = [value_of(builder, node.body), value_of(builder, node.orelse)]
    return builder.union(members, node.lineno, node.col_offset, mark=2)


def _binary(builder: Builder, node: ast.BinOp) -> int:
    left = value_of(builder, node.left)
    right = value_of(builder, node.right)
    operator = type(node.op)
    if not left and not right:
        return 0
    if operator is ast.Add:
        return builder.emit(Op.CONCAT, left, right, node.lineno, node.col_offset)
    if operator is ast.Mod and (left or is_text(node.left)):
        return builder.emit(Op.FORMAT, 1, builder.group([left, right]), node.lineno, node.col_offset)
    if operator in (ast.BitOr, ast.BitAnd):
        return builder.union([left, right], node.lineno, node.col_offset, mark=1)
    return builder.emit(Op.ARITHMETIC, left, right, node.lineno, node.col_offset)


def _unary(builder: Builder, node: ast.UnaryOp) -> int:
    if type(node.op) is ast.USub and type(node.operand) is ast.Constant and type(node.operand.value) is int:
        return _constant(builder, ast.copy_location(ast.Constant(-node.operand.value), node))
    return value_of(builder, node.operand)


def _lambda(builder: Builder, node: ast.Lambda) -> int:
    _body_of(builder, node, {})
    return 0


def _body_of(builder: Builder, node: ast.Lambda, given: dict[str, int]) -> int:
    """What a lambda gives, where some of its parameters are known."""
    for default in [*node.args.defaults, *node.args.kw_defaults]:
        if default is not None:
            value_of(builder, default)
    arguments = node.args
    names = [a.arg for a in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]]
    names += [a.arg for a in (arguments.vararg, arguments.kwarg) if a is not None]
    outer = builder.scope
    builder.scope = Scope(outer.definition, outer, {**dict.fromkeys(names, 0), **given})
    body = value_of(builder, node.body)
    builder.scope = outer
    return body


def emit_item(builder: Builder, source: int, target: ast.expr, iterated: ast.expr) -> int:
    """One item of what is iterated over, with the name it is given."""
    name = builder.text(target.id) if isinstance(target, ast.Name) else 0
    return builder.emit(Op.ITER, source, name, iterated.lineno, iterated.col_offset)


def _comprehension(builder: Builder, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp) -> int:
    outer = builder.scope
    first, *others = node.generators
    source = value_of(builder, first.iter)  # which Python reads before it enters the comprehension
    builder.scope = Scope(outer.definition, outer, is_comprehension=True)
    _generator(builder, first, source)
    for generator in others:
        _generator(builder, generator, value_of(builder, generator.iter))
    if isinstance(node, ast.DictComp):
        pair = [value_of(builder, node.key), value_of(builder, node.value)]
        builder.scope = outer
        return builder.emit(Op.DICT, 0, builder.group(pair), node.lineno, node.col_offset) if any(pair) else 0
    element = value_of(builder, node.elt)
    builder.scope = outer
    return builder.emit(Op.COMPREHENSION, element, 0, node.lineno, node.col_offset) if element else 0


def _generator(builder: Builder, generator: ast.comprehension, source: int) -> None:
    item = emit_item(builder, source, generator.target, generator.iter) if source else 0
    bind_target(builder, generator.target, item)
    for condition in generator.ifs:
        value_of(builder, condition)


def bind_target(builder: Builder, target: ast.expr, value: int) -> None:
    """Bind what stands left of `=`, in `for`, `with … as` and comprehensions."""
    if isinstance(target, ast.Name):
        builder.bind(target.id, value, target.lineno, target.col_offset)
    elif isinstance(target, ast.Tuple | ast.List):
        for element, item in zip(target.elts, emit_items(builder, target.elts, value), strict=True):
            bind_target(builder, element, item)
    elif isinstance(target, ast.Attribute):
        _bind_attribute(builder, target, value)
    elif isinstance(target, ast.Starred):
        bind_target(builder, target.value, value)
    elif isinstance(target, ast.Subscript):
        index = value_of(builder, target)
        if type(target.value) is ast.Attribute and target.value.attr == "fields" and type(target.slice) is ast.Constant:
            note_field(builder, target.slice.value, value)
        if type(target.value) is ast.Name and type(target.slice) is ast.Constant:
            note_item(builder, target.value, target.slice.value, index, value)


def emit_items(builder: Builder, parts: Sequence[ast.expr | ast.pattern], value: int) -> Iterator[int]:
    """What each of several parts takes of a value; the starred one the value itself, as a slice does."""
    is_after = False
    for position, part in enumerate(parts):
        if isinstance(part, ast.Starred | ast.MatchStar):
            is_after = True
            yield value
        elif not value:
            yield 0
        else:
            place = position - len(parts) if is_after else position
            index = builder.emit(Op.INT, place, 0, part.lineno, part.col_offset)
            yield builder.emit(Op.INDEX, value, index, part.lineno, part.col_offset)


def _bind_attribute(builder: Builder, target: ast.Attribute, value: int) -> None:
    base = value_of(builder, target.value)
    attribute(builder, target, base, Flag.STORE)
    note_on_name(builder, target, value)
    owner = owner_of_self(builder, base)
    if owner is not None:
        before = owner.attributes.get(target.attr, 0)
        owner.attributes[target.attr] = builder.union([before, value], target.lineno, target.col_offset)


def _walrus(builder: Builder, node: ast.NamedExpr) -> int:
    value = value_of(builder, node.value)
    scope = builder.scope
    while builder.scope.is_comprehension and builder.scope.parent is not None:
        builder.scope = builder.scope.parent  # the name outlives the comprehension
    bind_target(builder, node.target, value)
    builder.scope = scope
    return value


def _joined(builder: Builder, node: ast.JoinedStr) -> int:
    members = [_part(builder, part) for part in node.values]
    if not any(members):
        return 0
    return builder.emit(Op.FORMAT, 0, builder.group(members), node.lineno, node.col_offset)


def _part(builder: Builder, part: ast.expr) -> int:
    if isinstance(part, ast.Constant) and type(part.value) is str:
        return builder.emit(Op.STR, builder.text(part.value), 0, part.lineno, part.col_offset)
    return value_of(builder, part)


def _formatted(builder: Builder, node: ast.FormattedValue) -> int:
    if node.format_spec is not None:
        value_of(builder, node.format_spec)
    return value_of(builder, node.value)


def _inner(builder: Builder, node: ast.Await | ast.Starred) -> int:
    return value_of(builder, node.value)


def _yield(builder: Builder, node: ast.Yield | ast.YieldFrom) -> int:
    value = value_of(builder, node.value) if node.value is not None else 0
    definition = builder.scope.definition
    definition.is_generator = True
    if value and type(node) is ast.YieldFrom:
        value = builder.emit(Op.ITER, value, 0, node.lineno, node.col_offset)
    if value:
        definition.returns.append(value)
    return 0


_READERS: dict[type[ast.AST], Reader] = {
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Call: _call,
    ast.Constant: _constant,
    ast.Subscript: _subscript,
    ast.List: _sequence,
    ast.Tuple: _sequence,
    ast.Set: _sequence,
    ast.Dict: _dict,
    ast.BoolOp: _either,
    ast.IfExp: _conditional,
    ast.BinOp: _binary,
    ast.UnaryOp: _unary,
    ast.Lambda: _lambda,
    ast.ListComp: _comprehension,
    ast.SetComp: _comprehension,
    ast.GeneratorExp: _comprehension,
    ast.DictComp: _comprehension,
    ast.NamedExpr: _walrus,
    ast.JoinedStr: _joined,
    ast.FormattedValue: _formatted,
    ast.Await: _inner,
    ast.Starred: _inner,
    ast.Yield: _yield,
    ast.YieldFrom: _yield,
}
