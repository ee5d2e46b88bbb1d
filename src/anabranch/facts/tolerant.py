"""Read Python that `ast.parse` cannot: newer syntax than the running Python, or broken files.

tree-sitter parses it, and the result is turned into `ast` nodes, so that one walker serves both.
"""

import ast
import io
import re
import tokenize
from collections.abc import Iterable
from dataclasses import dataclass

from tree_sitter import Node

from anabranch.facts.tolerant_blocks import statements
from anabranch.facts.tolerant_nodes import named, root_of
from anabranch.facts.tolerant_repair import repair

_LONGEST_TEXT = 200
_NEWLINES = re.compile(r"\r\n?")


class UnreadableSource(ValueError):
    """Nothing can be read from the file; the message says why in a sentence."""


@dataclass(frozen=True, slots=True)
class SyntaxProblem:
    """A place that could not be read and was left out."""

    line: int
    """Counted from 1."""
    column: int
    """Counted from 1, in characters."""
    text: str
    """The line, without its indentation."""


@dataclass(frozen=True, slots=True)
class TolerantParse:
    """What could be read of a file, and what could not."""

    tree: ast.Module
    errors: tuple[SyntaxProblem, ...]


def parse_tolerantly(source: bytes) -> TolerantParse:
    """Turn source into the tree that `ast.parse` gives, as far as it can be read."""
    text = _decoded(source)
    try:
        return _parse(text)
    except RecursionError:
        raise UnreadableSource("The code is nested too deeply to be read.") from None


def _decoded(source: bytes) -> str:
    """Decode as Python does: byte order mark, then the declaration of PEP 263, then UTF-8."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
        text = source.decode(encoding)
    except (SyntaxError, LookupError) as problem:
        raise UnreadableSource(f"The encoding of the file is unclear: {problem}.") from None
    except UnicodeDecodeError as problem:
        line = source.count(b"\n", 0, problem.start) + 1
        raise UnreadableSource(f"Line {line} is not valid {encoding}.") from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise UnreadableSource(f"Line {line} holds a null byte, which Python source must not.")
    return _NEWLINES.sub("\n", text)


def _parse(text: str) -> TolerantParse:
    source = text.encode()
    root = root_of(source)
    if not root.has_error:
        tree, lost = _converted(root)
        return TolerantParse(tree, _problems(text, map(_place, lost)))
    repaired = repair(source)
    tree, lost = _converted(root_of(repaired.source))
    tree = _Unwrap(repaired.unwrapped).visit(tree)
    given_up = [(line, None) for line in repaired.given_up]
    return TolerantParse(tree, _problems(text, [*given_up, *map(_place, lost)]))


def _converted(root: Node) -> tuple[ast.Module, list[Node]]:
    lost: list[Node] = []
    body = statements(named(root), lost.append)
    return ast.Module(body, []), lost


def _place(node: Node) -> tuple[int, int | None]:
    """The line from 1 and the byte in it from 0."""
    return node.start_point.row + 1, node.start_point.column


def _problems(text: str, places: Iterable[tuple[int, int | None]]) -> tuple[SyntaxProblem, ...]:
    """One problem a line, in order; without a column it is the line's first character."""
    first: dict[int, int | None] = {}
    for line, column in places:
        first.setdefault(line, column)
    lines = text.split("\n")
    return tuple(_problem(lines[line - 1], line, first[line]) for line in sorted(first))


def _problem(content: str, line: int, column: int | None) -> SyntaxProblem:
    before = content[: len(content) - len(content.lstrip())]
    if column is not None:
        before = content.encode()[:column].decode(errors="ignore")
    return SyntaxProblem(line, len(before) + 1, content.strip()[:_LONGEST_TEXT])


class _Unwrap(ast.NodeTransformer):
    """Put the body of a header that could not be read where the header was."""

    def __init__(self, lines: frozenset[int]) -> None:
        self._lines = lines

    def visit_If(self, node: ast.If) -> ast.If | list[ast.stmt]:
        """Replace the stand-in for the header."""
        self.generic_visit(node)
        return [*node.body, *node.orelse] if node.lineno in self._lines else node
