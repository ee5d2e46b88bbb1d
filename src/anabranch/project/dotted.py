"""Dotted names: what lies around one, and which of several it lies in."""

from __future__ import annotations

from collections.abc import Container, Iterator


def around(name: str) -> Iterator[str]:
    """A dotted name and all packages around it, innermost first."""
    while name:
        yield name
        name = name.rpartition(".")[0]


def enclosing(name: str, names: Container[str]) -> str:
    """The innermost of the names that a dotted one is or lies in; empty where it is none's."""
    while name and name not in names:
        name = name.rpartition(".")[0]
    return name
