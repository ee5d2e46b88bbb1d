"""Small steps from a tree-sitter node towards an `ast` node: text, children, place."""

import ast
import unicodedata
from collections.abc import Sequence
from typing import TypeVar

import tree_sitter_python
from tree_sitter import Language, Node, Parser

_LANGUAGE = Language(tree_sitter_python.language())
_EXTRAS = frozenset({"comment", "line_continuation"})

Placed = TypeVar(
    "Placed",
    bound=ast.expr | ast.stmt | ast.arg | ast.keyword | ast.alias | ast.pattern | ast.excepthandler,
)


class BrokenNode(Exception):
    """The node has no counterpart in `ast`; the statement around it is given up."""

    def __init__(self, node: Node) -> None:
        """Remember the node that could not be read."""
        super().__init__(node.type)
        self.node = node


def root_of(source: bytes) -> Node:
    """Parse UTF-8 source; errors are nodes of their own."""
    return Parser(_LANGUAGE).parse(source).root_node


def parts(node: Node) -> list[Node]:
    """All children, punctuation included, comments left out."""
    return [child for child in node.children if child.type not in _EXTRAS]


def named(node: Node) -> list[Node]:
    """The children that carry meaning."""
    return [child for child in node.named_children if child.type not in _EXTRAS]


def field(node: Node, name: str) -> Node:
    """The child of that field, which the grammar promises."""
    child = optional_field(node, name)
    if child is None:
        raise BrokenNode(node)
    return child


def optional_field(node: Node, name: str) -> Node | None:
    """The child of that field; comments can carry a field name too and are passed over."""
    return next(iter(fields(node, name)), None)


def fields(node: Node, name: str) -> list[Node]:
    """The children of that field, commas included."""
    return [child for child in node.children_by_field_name(name) if child.type not in _EXTRAS]


def inside(node: Node, opening: str, closing: str) -> list[Node]:
    """The children between two tokens, commas included."""
    children = parts(node)
    kinds = [child.type for child in children]
    if opening not in kinds or closing not in kinds:
        raise BrokenNode(node)
    start = kinds.index(opening) + 1
    return children[start : kinds.index(closing, start)]


def only(nodes: Sequence[Node], around: Node) -> Node:
    """The single node of a list that the grammar promises to hold one."""
    if len(nodes) != 1:
        raise BrokenNode(around)
    return nodes[0]


def has_token(node: Node, kind: str) -> bool:
    """Tell whether a child is of that kind, such as `async` or a comma."""
    return any(child.type == kind for child in node.children)


def text(node: Node) -> str:
    """The source of the node."""
    return (node.text or b"").decode()


def identifier(node: Node) -> str:
    """The name as Python compares it: names are normalised (PEP 3131)."""
    name = text(node)
    return name if name.isascii() else unicodedata.normalize("NFKC", name)


def at(node: Node, made: Placed) -> Placed:
    """Give `made` the place of `node`."""
    return between(node, node, made)


def between(first: Node, last: Node, made: Placed) -> Placed:
    """Give `made` the place from the start of one node to the end of another."""
    row, column = first.start_point
    made.lineno, made.col_offset = row + 1, column
    row, column = last.end_point
    made.end_lineno, made.end_col_offset = row + 1, column
    return made
