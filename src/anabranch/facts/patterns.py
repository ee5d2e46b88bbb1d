"""The patterns of `match`: what they name, and the names that they bind."""

from __future__ import annotations

import ast

from anabranch.facts.builder import Builder
from anabranch.facts.expressions import emit_items, value_of
from anabranch.facts.values import Op


def read_pattern(builder: Builder, pattern: ast.pattern, subject: int) -> int:
    """Write what a pattern names and bind its names; what the subject is known to be where it fits."""
    match pattern:
        case ast.MatchAs():
            value = read_pattern(builder, pattern.pattern, subject) if pattern.pattern is not None else subject
            _bind(builder, pattern, pattern.name, value)
            return value
        case ast.MatchStar():
            _bind(builder, pattern, pattern.name, subject)
        case ast.MatchValue():
            value_of(builder, pattern.value)
        case ast.MatchOr():
            members = [read_pattern(builder, each, subject) for each in pattern.patterns]
            return builder.union(members, pattern.lineno, pattern.col_offset, mark=2)
        case ast.MatchSequence():
            for each, item in zip(pattern.patterns, emit_items(builder, pattern.patterns, subject), strict=True):
                read_pattern(builder, each, item)
        case ast.MatchMapping():
            _mapping(builder, pattern, subject)
        case ast.MatchClass():
            return _class(builder, pattern)
    return subject


def _bind(builder: Builder, pattern: ast.pattern, name: str | None, value: int) -> None:
    if name is not None:
        builder.bind(name, value, pattern.lineno, pattern.col_offset)


def _mapping(builder: Builder, pattern: ast.MatchMapping, subject: int) -> None:
    for key, each in zip(pattern.keys, pattern.patterns, strict=True):
        at = value_of(builder, key)
        item = builder.emit(Op.INDEX, subject, at, key.lineno, key.col_offset) if subject else 0
        read_pattern(builder, each, item)
    _bind(builder, pattern, pattern.rest, subject)


def _class(builder: Builder, pattern: ast.MatchClass) -> int:
    """`Order(customer=who)` reads an attribute of an order; what stands for a positional one only the class tells."""
    named = value_of(builder, pattern.cls)
    made = builder.emit(Op.INSTANCE, named, 0, pattern.lineno, pattern.col_offset) if named else 0
    for each in pattern.patterns:
        read_pattern(builder, each, 0)
    for name, each in zip(pattern.kwd_attrs, pattern.kwd_patterns, strict=True):
        # The syntax tree has no place for the name: it stands right before its `=`.
        column = max(0, each.col_offset - len(name.encode()) - 1)
        taken = builder.emit(Op.ATTR, made, builder.text(name), each.lineno, column) if made else 0
        read_pattern(builder, each, taken)
    return made
