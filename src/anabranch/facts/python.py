"""The facts of one Python file: a pure function of its bytes."""

from __future__ import annotations

import ast
import sys
import warnings

import msgspec

from anabranch.facts.builder import Builder
from anabranch.facts.statements import read_body
from anabranch.facts.values import WIDTH, FileFacts, Import, Op, Problem, pack

_DEEPEST = 12_000


def read_python(source: bytes) -> FileFacts:
    """Facts of a Python file; what could not be read is listed in `problems`, the rest is still there.

    Lines and columns count from 1, columns in code points.
    """
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, _DEEPEST))
    try:
        with warnings.catch_warnings():  # what the source is to be warned of is no business of its readers
            warnings.simplefilter("ignore")
            tree, problems = _parse(source)
            builder = Builder(_count_lines(source))
            read_body(builder, tree.body)
    except (RecursionError, MemoryError):
        return _unread(source, "The code is nested too deeply to be read.")
    except _UnreadableError as error:
        return _unread(source, str(error))
    finally:
        sys.setrecursionlimit(before)
    _columns_in_code_points(builder, source)
    return _finished(builder, problems)


def _count_lines(source: bytes) -> int:
    """As `wc -l` counts them, and a last line without an end."""
    return source.count(b"\n") + (not source.endswith(b"\n") and source != b"")


class _UnreadableError(Exception):
    pass


def _parse(source: bytes) -> tuple[ast.Module, list[Problem]]:
    try:
        return ast.parse(source), []
    except (SyntaxError, ValueError):
        # Imported here, because healthy files do without it.
        from anabranch.facts.tolerant import UnreadableSource, parse_tolerantly

        try:
            parsed = parse_tolerantly(source)
        except UnreadableSource as error:
            raise _UnreadableError(str(error)) from error
        return parsed.tree, [Problem(error.line, error.column, error.text) for error in parsed.errors]


def _unread(source: bytes, reason: str) -> FileFacts:
    builder = Builder(_count_lines(source))
    return _finished(builder, [Problem(1, 1, reason)])


def _finished(builder: Builder, problems: list[Problem]) -> FileFacts:
    builder.closed[0] = builder.scope.names
    return FileFacts(
        lines=builder.definitions[0].end_line,
        texts=builder.texts,
        table=pack(builder.table),
        arguments=pack(builder.arguments),
        groups=pack(builder.groups),
        definitions=[opened.closed(builder.closed.get(opened.number, {})) for opened in builder.definitions],
        imports=builder.imports,
        problems=problems,
    )


def _columns_in_code_points(builder: Builder, source: bytes) -> None:
    """`ast` counts columns in UTF-8 bytes: where a line has wider characters, make them code points."""
    if source.isascii():
        return
    wide = _wide_lines(source)
    _narrow(builder.table, range(0, len(builder.table), WIDTH), wide, line_at=3)
    builder.imports = [_narrowed(statement, wide) for statement in builder.imports]
    arguments = builder.arguments
    for at in range(0, len(builder.table), WIDTH):
        start = builder.table[at + 2]
        if builder.table[at] == Op.CALL and start >= 0:
            _narrow(arguments, range(start + 1, start + 1 + 4 * arguments[start], 4), wide, line_at=2)


def _narrowed(statement: Import, wide: dict[int, bytes]) -> Import:
    text = wide.get(statement.line)
    if text is None:
        return statement
    column = len(text[: statement.column - 1].decode("utf-8", "replace")) + 1
    return msgspec.structs.replace(statement, column=column)


def _narrow(numbers: list[int], rows: range, wide: dict[int, bytes], *, line_at: int) -> None:
    for row in rows:
        text = wide.get(numbers[row + line_at])
        if text is not None:
            offset = numbers[row + line_at + 1] - 1
            numbers[row + line_at + 1] = len(text[:offset].decode("utf-8", "replace")) + 1


def _wide_lines(source: bytes) -> dict[int, bytes]:
    encoding = _encoding(source)
    text = source.decode(encoding, "replace")
    if text.startswith("\ufeff"):
        text = text[1:]
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return {number: line.encode() for number, line in enumerate(lines, 1) if not line.isascii()}


def _encoding(source: bytes) -> str:
    import io
    import tokenize

    try:
        return tokenize.detect_encoding(io.BytesIO(source).readline)[0]
    except (SyntaxError, LookupError):
        return "utf-8"
