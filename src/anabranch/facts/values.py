"""The facts of one file, as flat immutable values that are cheap to send between processes and to cache.

A file's code is kept as a table of *expressions* in evaluation order. Local variables are already
replaced by the expression last assigned to them (static single assignment, with `UNION` where
branches meet), so whoever resolves the table never needs to follow names inside a function.
"""

from __future__ import annotations

from array import array
from typing import Final, NamedTuple

import msgspec

WIDTH = 7
"""Integers an expression takes in `FileFacts.table`: op, x, y, line, column, scope, flags."""


class Op:
    """What an expression is. `x` and `y` are expression ids unless said otherwise; 0 is *unknown*.

    Plain integers: with `enum.IntFlag` reading saleor took 5.2 s, without it 3.4 s.
    """

    UNKNOWN: Final = 0
    NAME: Final = 1  # x: text id; a name of the module or a builtin; y is 1 where it is read before the module binds it
    ATTR: Final = 2  # x: base, y: text id
    CALL: Final = 3  # x: function, y: start in `arguments`
    STR: Final = 4  # x: text id
    ITER: Final = 5  # x: what is iterated over, y: text id of the one name that takes it, 0 where there are several
    INDEX: Final = 6  # x: base, y: the index
    SEQ: Final = 7  # y: start in `groups`; list, tuple, set
    DICT: Final = 8  # y: start in `groups`; keys and values in turn
    UNION: Final = 9  # y: start in `groups`; one of these (x is 0 for a name bound in several branches, default first;
    # 1 for `a | b`, 2 for `a or b` and `a if b else c`)
    PARAM: Final = 10  # x: definition id, y: position among its parameters
    DEF: Final = 11  # x: definition id
    IMPORT: Final = 12  # x: import id
    CONCAT: Final = 13  # x + y
    FORMAT: Final = 14  # y: start in `groups`; the parts of an f-string, or (x is 1) both sides of `%`
    LOAD: Final = 15  # x: the expression a name is bound to; a use of that name; y: the annotation of a local one, or 0
    INT: Final = 17  # x: the number itself; 1 and 0 for True and False
    INSTANCE: Final = 18  # x: class; a name narrowed by `isinstance`
    ENTER: Final = 19  # x: context manager; what `with … as` binds
    COMPREHENSION: Final = 20  # x: the element; a list, set or generator of it
    ARITHMETIC: Final = 21  # x and y: both sides of any other operator


class Flag:
    """Where an expression stands."""

    ANNOTATION: Final = 1
    TYPE_CHECKING: Final = 2
    STORE: Final = 4
    CALLED: Final = 8
    LOCAL: Final = 128  # an import inside a function
    OPTIONAL: Final = 256  # under `try:` or a condition
    FIRST: Final = 512  # an import that binds the first name of several: `import shop.orders`


class ParameterKind:
    """How an argument reaches a parameter."""

    POSITIONAL: Final = 0
    KEYWORD: Final = 1
    STAR: Final = 2
    DOUBLE_STAR: Final = 3


class ArgumentMark:
    """Stands in the place of a keyword's text id in `FileFacts.arguments`."""

    POSITIONAL: Final = -1
    STAR: Final = -2
    DOUBLE_STAR: Final = -3


class Parameter(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One parameter; annotation and default are expression ids, 0 where there is none."""

    name: str
    annotation: int
    default: int
    kind: int


class Definition(msgspec.Struct, frozen=True, array_like=True):
    """A module (always number 0), class or function."""

    kind: str  # "module", "class" or "function"
    name: str
    qualname: str
    parent: int
    line: int
    column: int
    end_line: int
    decorators: tuple[int, ...]
    bases: tuple[int, ...]
    keywords: dict[str, int]
    parameters: tuple[Parameter, ...]
    returns: tuple[int, ...]
    annotation: int
    names: dict[str, int]
    """Names bound in a module or class body, with their last value."""
    annotated: dict[str, int]
    """Names annotated in a module or class body, or on `self`, with the annotation."""
    attributes: dict[str, int]
    """For a class: what its methods assign to attributes of `self`; for a function: what it assigns to attributes
    of a name, as `request.shop`, and to items of one, as `[shop]`."""
    stars: tuple[int, ...]
    """Import ids of `from x import *` in this body."""
    is_async: bool
    is_generator: bool
    alternatives: tuple[str, ...] = ()
    """Names of a class body that are bound under `if` where `else` binds others: not the default."""


class Import(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One imported name. `name` is None for `import module`, `*` for a star import."""

    module: str
    level: int
    name: str | None
    bound: str
    scope: int
    line: int
    column: int
    flags: int


class Problem(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A place that could not be read."""

    line: int
    column: int
    text: str


class FileFacts(msgspec.Struct, frozen=True, array_like=True):
    """All that one Python file says. Binary fields hold 32-bit integers of this machine's byte order."""

    lines: int
    texts: list[str]
    table: bytes
    arguments: bytes
    groups: bytes
    definitions: list[Definition]
    imports: list[Import]
    problems: list[Problem]


class Argument(NamedTuple):
    """One argument of a call: `keyword` is empty for a positional one, `*` or `**` for a splat."""

    keyword: str
    value: int
    line: int
    column: int


def unpack(packed: bytes) -> list[int]:
    """The integers of a binary field."""
    numbers = array("i")
    numbers.frombytes(packed)
    return numbers.tolist()


def unpacked_column(table: bytes, place: int) -> list[int]:
    """One of the numbers that each expression takes in a table, for all expressions."""
    numbers = array("i")
    numbers.frombytes(table)
    return numbers[place::WIDTH].tolist()


def pack(numbers: list[int]) -> bytes:
    """A list of integers as a binary field."""
    return array("i", numbers).tobytes()
