"""String literals of any prefix, their implicit concatenation, and f-strings."""

import ast
import re
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field as dataclass_field

from tree_sitter import Node

from anabranch.facts.tolerant_nodes import (
    BrokenNode,
    at,
    between,
    field,
    has_token,
    named,
    optional_field,
    text,
)

Converter = Callable[[Node], ast.expr]

_ESCAPE = re.compile(
    r"\\(\n|[\\'\"abfnrtv]|[0-7]{1,3}|x[0-9a-fA-F]{2}"
    r"|N\{[^}]+\}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})"
)
_BYTES_ESCAPE = re.compile(r"\\(\n|[\\'\"abfnrtv]|[0-7]{1,3}|x[0-9a-fA-F]{2})")
_SIMPLE = {
    "\n": "",
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
    "\\": "\\",
    "'": "'",
    '"': '"',
}
_NO_CONVERSION = -1
_PARTS_HAVE_OWN_PLACE = sys.version_info >= (3, 12)


@dataclass(frozen=True, slots=True)
class _Piece:
    """One literal of an implicit concatenation."""

    node: Node
    prefix: str
    quotes: int

    def has(self, letters: str) -> bool:
        return any(letter in self.prefix.lower() for letter in letters)


@dataclass(slots=True)
class _Parts:
    """The values of an f-string so far; literal text waits until it is complete."""

    whole: Node
    kind: str | None
    values: list[ast.expr] = dataclass_field(default_factory=list)
    waiting: str = ""
    first: Node | None = None
    last: Node | None = None

    def add_text(self, node: Node, value: str) -> None:
        if not value:
            return
        self.first = self.first or node
        self.last = node
        self.waiting += value

    def add_value(self, node: Node, value: ast.expr) -> None:
        self.flush()
        self.values.append(at(_own_place(self.whole, node), value))

    def flush(self) -> None:
        if self.first is None or self.last is None:
            return
        first, last = _own_place(self.whole, self.first), _own_place(self.whole, self.last)
        constant = ast.Constant(self.waiting, kind=self.kind)
        self.values.append(between(first, last, constant))
        self.waiting, self.first, self.last = "", None, None


def string(node: Node, expression: Converter) -> ast.expr:
    """Read a literal, or several side by side; `expression` reads what f-strings embed."""
    pieces = [_piece(child) for child in (named(node) if _is_several(node) else [node])]
    kind = "u" if pieces[0].prefix.startswith("u") else None
    if any(piece.has("ft") for piece in pieces):
        return at(node, _joined(node, pieces, kind, expression))
    if all(piece.has("b") for piece in pieces):
        return at(node, ast.Constant(b"".join(map(_bytes_value, pieces)), kind=None))
    if any(piece.has("b") for piece in pieces):
        raise BrokenNode(node)
    return at(node, ast.Constant("".join(map(_plain_value, pieces)), kind=kind))


def _is_several(node: Node) -> bool:
    return node.type == "concatenated_string"


def _piece(node: Node) -> _Piece:
    start = text(node.children[0])
    prefix = start.rstrip("\"'")
    if "`" in start:
        raise BrokenNode(node)
    return _Piece(node, prefix, len(start) - len(prefix))


def _content(piece: _Piece) -> str:
    return text(piece.node)[len(piece.prefix) + piece.quotes : -piece.quotes]


def _slice(node: Node, start: int, end: int) -> str:
    whole = node.text or b""
    return whole[start - node.start_byte : end - node.start_byte].decode()


def _plain_value(piece: _Piece) -> str:
    return _unescape(_content(piece), raw=piece.has("r"))


def _bytes_value(piece: _Piece) -> bytes:
    content = _content(piece)
    if not content.isascii():
        raise BrokenNode(piece.node)
    if not piece.has("r"):
        content = _BYTES_ESCAPE.sub(_one_byte, content)
    return content.encode("latin-1")


def _unescape(content: str, *, raw: bool) -> str:
    if raw or "\\" not in content:
        return content
    return _ESCAPE.sub(_one_character, content)


def _one_character(escape: re.Match[str]) -> str:
    code = escape[1]
    try:
        if code[0] == "N":
            return unicodedata.lookup(code[2:-1])
        return _SIMPLE[code] if code in _SIMPLE else chr(_number(code))
    except (KeyError, ValueError, OverflowError):
        return escape[0]


def _one_byte(escape: re.Match[str]) -> str:
    code = escape[1]
    return _SIMPLE[code] if code in _SIMPLE else chr(_number(code) & 0xFF)


def _number(code: str) -> int:
    return int(code[1:], 16) if code[0] in "xuU" else int(code, 8)


def _own_place(whole: Node, own: Node) -> Node:
    # Before 3.12 Python knew only where the whole string is.
    return own if _PARTS_HAVE_OWN_PLACE else whole


def _joined(node: Node, pieces: list[_Piece], kind: str | None, expression: Converter) -> ast.JoinedStr:
    if any(piece.has("b") for piece in pieces):
        raise BrokenNode(node)
    joined = _Parts(node, kind)
    for piece in pieces:
        if piece.has("ft"):
            _add_children(joined, piece, expression)
        else:
            joined.add_text(piece.node, _plain_value(piece))
    joined.flush()
    return ast.JoinedStr(joined.values)


def _add_children(joined: _Parts, piece: _Piece, expression: Converter) -> None:
    for child in named(piece.node):
        if child.type == "string_content":
            joined.add_text(child, _literal_text(text(child), piece))
        elif child.type == "interpolation":
            _add_interpolation(joined, piece, child, expression)
    # The grammar counts backslashes right before the closing quotes of a raw string to them.
    joined.add_text(piece.node.children[-1], text(piece.node.children[-1])[: -piece.quotes])


def _literal_text(content: str, piece: _Piece) -> str:
    return _unescape(content.replace("{{", "{").replace("}}", "}"), raw=piece.has("r"))


def _add_interpolation(joined: _Parts, piece: _Piece, node: Node, expression: Converter) -> None:
    conversion = optional_field(node, "type_conversion")
    spec = optional_field(node, "format_specifier")
    value = field(node, "expression")
    code = ord(text(conversion)[1]) if conversion else _NO_CONVERSION
    if has_token(node, "="):
        end = (conversion or spec or node.children[-1]).start_byte
        joined.add_text(node, _slice(node, node.children[0].end_byte, end))
        code = ord("r") if conversion is None and spec is None else code
    if value.type == "named_expression":
        value, spec = field(value, "name"), value.children[1]
    made_spec = _format_spec(piece, node, spec, expression) if spec is not None else None
    joined.add_value(node, ast.FormattedValue(expression(value), code, made_spec))


def _format_spec(piece: _Piece, around: Node, node: Node, expression: Converter) -> ast.expr:
    """Convert what follows the colon, which `node` starts with."""
    own = _own_place(piece.node, node)
    joined = _Parts(own, None)
    reached = node.start_byte + len(":")
    # In `{x:=10}` the format is no node but the rest of what looks like a walrus.
    end = around.children[-1].start_byte
    for child in named(node):
        joined.add_text(node, _unescape(_slice(around, reached, child.start_byte), raw=piece.has("r")))
        _add_interpolation(joined, piece, child, expression)
        reached = child.end_byte
    joined.add_text(node, _unescape(_slice(around, reached, end), raw=piece.has("r")))
    joined.flush()
    return at(own, ast.JoinedStr(joined.values))
