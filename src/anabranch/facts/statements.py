"""Statements of Python's syntax tree: what they bind, define, import and return."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Sequence
from typing import Any

from anabranch.facts.builder import Builder, OpenDefinition, Scope
from anabranch.facts.conditions import holds_by_default
from anabranch.facts.expressions import annotation_of, attribute, bind_target, emit_item, value_of
from anabranch.facts.narrowing import narrow, narrowing, widen
from anabranch.facts.patterns import read_pattern
from anabranch.facts.spelling import is_run_time, is_type_checking, last_name
from anabranch.facts.values import Flag, Import, Op, Parameter, ParameterKind

Writer = Callable[[Builder, Any], None]


def read_body(builder: Builder, body: Sequence[ast.stmt]) -> None:
    """Write the statements of a block in order."""
    for statement in body:
        writer = _WRITERS.get(type(statement))
        if writer is not None:
            writer(builder, statement)
        else:
            _read_parts(builder, statement)


def _read_parts(builder: Builder, node: ast.AST) -> None:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.expr):
            value_of(builder, child)
        elif isinstance(child, ast.stmt):
            read_body(builder, [child])


def _block(builder: Builder, body: Sequence[ast.stmt], *, is_default: bool = False) -> None:
    builder.enter_branch(is_default=is_default)
    read_body(builder, body)
    builder.leave_branch()


def _expression(builder: Builder, node: ast.Expr) -> None:
    if isinstance(node.value, ast.Constant):
        return
    value = value_of(builder, node.value)
    call = node.value
    if value and isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
        builder.by_default.pop(last_name(call.func.value), None)  # `APPS.remove("bugs")` leaves another list
        _grow_list(builder, call, call.func, value)


_GROWERS = {"append", "extend", "insert"}


def _grow_list(builder: Builder, call: ast.Call, function: ast.Attribute, value: int) -> None:
    """`NAME.append(x)` leaves the name bound to its list and x."""
    if function.attr not in _GROWERS or not isinstance(function.value, ast.Name) or not call.args:
        return
    name = function.value.id
    if name not in builder.scope.names:
        return
    start = builder.table[value * 7 + 2]
    added = builder.arguments[start + 4 * (len(call.args) - 1) + 2]
    if function.attr != "extend":
        added = builder.emit(Op.SEQ, 0, builder.group([added]), call.lineno, call.col_offset)
    grown = builder.emit(Op.CONCAT, builder.scope.names[name], added, call.lineno, call.col_offset)
    builder.bind(name, grown, call.lineno, call.col_offset)


def _assign(builder: Builder, node: ast.Assign) -> None:
    value = value_of(builder, node.value)
    for target in node.targets:
        bind_target(builder, target, value)
        if isinstance(target, ast.Name):
            builder.note_assigned(target.id, node.value)


def _type_alias(builder: Builder, node: ast.stmt) -> None:
    """`type Pair = …`, which older Pythons have no node for, binds its name as an assignment does."""
    name, _, value = (getattr(node, part) for part in node._fields)
    bind_target(builder, name, value_of(builder, value))


def _annotated_assign(builder: Builder, node: ast.AnnAssign) -> None:
    annotation = annotation_of(builder, node.annotation)
    value = value_of(builder, node.value) if node.value is not None else 0
    target = node.target
    if isinstance(target, ast.Name):
        builder.scope.definition.annotated[target.id] = annotation
        if not value and (node.value is not None or builder.scope.definition.kind == "function"):
            value = builder.emit(Op.INSTANCE, annotation, 0, node.lineno, node.col_offset)
        elif builder.scope.definition.kind == "function":
            builder.promised[value] = annotation
        if value:
            builder.bind(target.id, value, target.lineno, target.col_offset)
        if node.value is not None:
            builder.note_assigned(target.id, node.value)
        return
    if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name) and target.value.id == "self":
        parent = builder.definitions[builder.scope.definition.parent]
        parent.annotated[target.attr] = annotation
    bind_target(builder, target, value)


def _augmented_assign(builder: Builder, node: ast.AugAssign) -> None:
    value = value_of(builder, node.value)
    target = node.target
    if isinstance(target, ast.Name) and isinstance(node.op, ast.Add):
        before = builder.lookup(target.id) or 0
        grown = builder.emit(Op.CONCAT, before, value, node.lineno, node.col_offset) if before or value else 0
        builder.bind(target.id, grown, node.lineno, node.col_offset)
    elif isinstance(target, ast.Name) and isinstance(node.op, ast.BitOr | ast.BitAnd):
        before = builder.lookup(target.id) or 0
        joined = builder.union([before, value], node.lineno, node.col_offset, mark=1)
        builder.bind(target.id, joined, node.lineno, node.col_offset)
    elif isinstance(target, ast.Attribute):
        attribute(builder, target, value_of(builder, target.value), Flag.STORE)
    else:
        value_of(builder, target)


def _return(builder: Builder, node: ast.Return) -> None:
    if node.value is not None:
        value = value_of(builder, node.value)
        if value:
            builder.scope.definition.returns.append(value)


def _if(builder: Builder, node: ast.If) -> None:
    value_of(builder, node.test)
    before = builder.flags
    narrowed = narrowing(builder, node.test)
    if is_type_checking(node.test):
        builder.flags |= Flag.TYPE_CHECKING
    kept = narrow(builder, narrowed)
    known = set(builder.scope.names)
    holds = _holds(builder, node.test)
    _block(builder, node.body, is_default=holds is True)
    if node.orelse and holds is None and builder.scope.definition.kind == "class":
        builder.scope.definition.alternatives += [name for name in builder.scope.names if name not in known]
    builder.flags = before
    widen(builder, narrowed, kept)
    if is_run_time(node.test):
        builder.flags |= Flag.TYPE_CHECKING
    _block(builder, node.orelse, is_default=holds is not True)
    builder.flags = before


def _holds(builder: Builder, test: ast.expr) -> bool | None:
    """Whether a condition of a module or of a class in it holds by default; what a class binds hides the module's."""
    scope = builder.scope
    if scope.parent is None:
        return holds_by_default(test, builder.by_default)
    if scope.definition.kind != "class" or scope.parent.definition.kind == "function":
        return None
    return holds_by_default(test, {name: builder.by_default[name] for name in builder.by_default.keys() - scope.names})


def _for(builder: Builder, node: ast.For | ast.AsyncFor) -> None:
    source = value_of(builder, node.iter)
    item = emit_item(builder, source, node.target, node.iter) if source else 0
    builder.enter_branch()
    bind_target(builder, node.target, item)
    read_body(builder, node.body)
    builder.leave_branch()
    _block(builder, node.orelse)


def _while(builder: Builder, node: ast.While) -> None:
    value_of(builder, node.test)
    _block(builder, node.body)
    _block(builder, node.orelse)


def _with(builder: Builder, node: ast.With | ast.AsyncWith) -> None:
    for item in node.items:
        value = value_of(builder, item.context_expr)
        if item.optional_vars is not None:
            entered = builder.emit(Op.ENTER, value, 0, node.lineno, node.col_offset) if value else 0
            bind_target(builder, item.optional_vars, entered)
    read_body(builder, node.body)


def _try(builder: Builder, node: ast.Try | ast.TryStar) -> None:
    _block(builder, node.body)
    for handler in node.handlers:
        if handler.type is not None:
            value_of(builder, handler.type)
        if handler.name is not None:
            builder.bind(handler.name, 0, handler.lineno, handler.col_offset)
        _block(builder, handler.body)
    _block(builder, node.orelse)
    read_body(builder, node.finalbody)


def _match(builder: Builder, node: ast.Match) -> None:
    subject = value_of(builder, node.subject)
    name = node.subject.id if isinstance(node.subject, ast.Name) else ""
    for case in node.cases:
        builder.enter_branch()
        fitting = read_pattern(builder, case.pattern, subject)
        narrowed = [(name, fitting)] if name and fitting not in (0, subject) else []
        kept = narrow(builder, narrowed)
        if case.guard is not None:
            value_of(builder, case.guard)
        read_body(builder, case.body)
        builder.leave_branch()
        widen(builder, narrowed, kept)


def _delete(builder: Builder, node: ast.Delete) -> None:
    for target in node.targets:
        if isinstance(target, ast.Name):
            builder.scope.names.pop(target.id, None)
        elif isinstance(target, ast.Attribute):
            attribute(builder, target, value_of(builder, target.value), Flag.STORE)
        else:
            value_of(builder, target)


def _global(builder: Builder, node: ast.Global) -> None:
    if builder.scope.parent is not None:
        builder.scope.elsewhere.update(node.names)


def _import(builder: Builder, node: ast.Import) -> None:
    for alias in node.names:
        bound = alias.asname or alias.name.partition(".")[0]
        first = Flag.FIRST if alias.asname is None and "." in alias.name else 0
        _import_one(builder, alias, module=alias.name, level=0, name=None, bound=bound, flag=first)


def _import_from(builder: Builder, node: ast.ImportFrom) -> None:
    for alias in node.names:
        bound = alias.asname or alias.name
        _import_one(builder, alias, module=node.module or "", level=node.level, name=alias.name, bound=bound)


def _import_one(
    builder: Builder, alias: ast.alias, *, module: str, level: int, name: str | None, bound: str, flag: int = 0
) -> None:
    number = len(builder.imports)
    local = Flag.LOCAL if builder.scope.definition.kind == "function" else 0
    flags = builder.flags | local | flag
    line, column = alias.lineno, alias.col_offset
    builder.imports.append(Import(module, level, name, bound, builder.current, line, column + 1, flags))
    if name == "*":
        builder.scope.definition.stars.append(number)
        builder.by_default.clear()  # any name may come from there
        return
    value = builder.emit(Op.IMPORT, number, 0, line, column, local)
    builder.bind(bound, value, line, column)


def _function(builder: Builder, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
    opened = _open(builder, "function", node)
    opened.is_async = isinstance(node, ast.AsyncFunctionDef)
    outer_scope, outer = builder.scope, builder.current
    builder.current = opened.number
    opened.decorators += [value_of(builder, decorator) for decorator in node.decorator_list]
    opened.annotation = annotation_of(builder, node.returns)
    _parameters(builder, opened, node.args)
    scope = Scope(opened, outer_scope)
    for position, parameter in enumerate(opened.parameters):
        value = builder.emit(Op.PARAM, opened.number, position, node.lineno, node.col_offset)
        scope.names[parameter.name] = value
    builder.scope = scope
    flags, builder.flags = builder.flags, builder.flags & Flag.TYPE_CHECKING
    read_body(builder, node.body)
    builder.flags = flags
    builder.scope, builder.current = outer_scope, outer
    if builder.unbound:
        builder.bind_waiting()
    _bind_definition(builder, opened)


def _parameters(builder: Builder, opened: OpenDefinition, arguments: ast.arguments) -> None:
    defaults = [value_of(builder, default) for default in arguments.defaults]
    positional = [*arguments.posonlyargs, *arguments.args]
    defaults = [0] * (len(positional) - len(defaults)) + defaults
    for argument, default in zip(positional, defaults, strict=True):
        _parameter(builder, opened, argument, default, ParameterKind.POSITIONAL)
    if arguments.vararg is not None:
        _parameter(builder, opened, arguments.vararg, 0, ParameterKind.STAR)
    for argument, standard in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        default = value_of(builder, standard) if standard is not None else 0
        _parameter(builder, opened, argument, default, ParameterKind.KEYWORD)
    if arguments.kwarg is not None:
        _parameter(builder, opened, arguments.kwarg, 0, ParameterKind.DOUBLE_STAR)


def _parameter(builder: Builder, opened: OpenDefinition, node: ast.arg, default: int, kind: int) -> None:
    opened.parameters.append(Parameter(node.arg, annotation_of(builder, node.annotation), default, kind))


def _class(builder: Builder, node: ast.ClassDef) -> None:
    opened = _open(builder, "class", node)
    outer_scope, outer = builder.scope, builder.current
    builder.current = opened.number
    opened.decorators += [value_of(builder, decorator) for decorator in node.decorator_list]
    opened.bases += [_base(builder, base) for base in node.bases]
    for keyword in node.keywords:
        value = value_of(builder, keyword.value)
        if keyword.arg is not None:
            opened.keywords[keyword.arg] = value
    builder.scope = Scope(opened, outer_scope)
    flags = builder.flags
    read_body(builder, node.body)
    builder.flags = flags
    builder.closed[opened.number] = builder.scope.names
    builder.scope, builder.current = outer_scope, outer
    _bind_definition(builder, opened)


def _base(builder: Builder, node: ast.expr) -> int:
    """A base stands at the class, also where it is an alias of the module's own."""
    value = value_of(builder, node)
    if isinstance(node, ast.Name) and value and builder.table[value * 7 + 3] != node.lineno:
        return builder.emit(Op.LOAD, value, 0, node.lineno, node.col_offset)
    return value


def _open(builder: Builder, kind: str, node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> OpenDefinition:
    end_line = node.end_lineno or node.lineno
    return builder.open(kind, node.name, line=node.lineno, column=node.col_offset + 1, end_line=end_line)


def _bind_definition(builder: Builder, opened: OpenDefinition) -> None:
    value = builder.emit(Op.DEF, opened.number, 0, opened.line, opened.column - 1)
    builder.bind(opened.name, value, opened.line, opened.column)


_WRITERS: dict[type[ast.stmt], Writer] = {
    ast.Expr: _expression,
    ast.Assign: _assign,
    ast.AnnAssign: _annotated_assign,
    ast.AugAssign: _augmented_assign,
    ast.Return: _return,
    ast.If: _if,
    ast.For: _for,
    ast.AsyncFor: _for,
    ast.While: _while,
    ast.With: _with,
    ast.AsyncWith: _with,
    ast.Try: _try,
    ast.TryStar: _try,
    ast.Match: _match,
    ast.Delete: _delete,
    ast.Global: _global,
    ast.Import: _import,
    ast.ImportFrom: _import_from,
    ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function,
    ast.ClassDef: _class,
}
if sys.version_info >= (3, 12):
    _WRITERS[ast.TypeAlias] = _type_alias
