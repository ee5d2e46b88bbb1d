"""Kinds of crossings, and the kinds of references that each can belong to."""

from __future__ import annotations

from typing import NamedTuple

_HOPS = ("relation-access", "reverse-access", "generic-relation", "lookup", "template-access")
_NAMES = ("use", "import-local", "get-model", "path", "model-meta", "import")
_QUERIES = ("lookup", "table", *_HOPS[:3], "template-access", "member", *_NAMES, "relation", "extend")


class CrossingKind(NamedTuple):
    """`matches` are kinds of references, the likeliest first; `is_lazy` where what runs can stand far from its code.

    A queryset is built in one place and sent to the database in another; of a cascade only the relation is in the code.
    """

    matches: tuple[str, ...]
    is_lazy: bool = False


KINDS: dict[str, CrossingKind] = {
    "transaction": CrossingKind((*_NAMES, "member", *_QUERIES), is_lazy=True),
    "lock": CrossingKind(_QUERIES, is_lazy=True),
    "constraint": CrossingKind(("relation", "extend", *_QUERIES), is_lazy=True),
    "join": CrossingKind(_QUERIES, is_lazy=True),
    "subquery": CrossingKind(_QUERIES, is_lazy=True),
    "write": CrossingKind((*_NAMES, "member", *_QUERIES), is_lazy=True),
    "read": CrossingKind((*_NAMES, "member", *_QUERIES), is_lazy=True),
    "hop": CrossingKind((*_HOPS, "member", "extend"), is_lazy=True),
    "cascade": CrossingKind(("relation", "extend", "generic-relation"), is_lazy=True),
    "call": CrossingKind(("member", *_NAMES, "inherit", "extend", "signal", "task", "patch", *_HOPS)),
    "signal": CrossingKind(("signal", *_NAMES, "model-meta")),
    "task": CrossingKind(("task", *_NAMES)),
    "template": CrossingKind(("template",)),
    "url": CrossingKind(("url",)),
}
"""Every kind of crossing, what breaks a split first; a kind that a newer library writes comes after these."""

ORDER = {kind: number for number, kind in enumerate(KINDS)}

CODE_KINDS = frozenset({"call", "signal", "task", "template", "url"})
"""Kinds by which code of a base is used: that code is installed on both sides of a split. Its tables are not."""

OBSERVABLE = frozenset(
    {"use", "import-local", "get-model", "member", "relation-access", "reverse-access", "generic-relation", "lookup",
     "table", "signal", "task", "template", "template-access", "url"}
)  # fmt: skip
"""Kinds of references that a run can show. That a class is declared or a module imported, no crossing shows."""


def rank(kind: str) -> tuple[int, str]:
    """Sorts kinds of crossings."""
    return ORDER.get(kind, len(ORDER)), kind
