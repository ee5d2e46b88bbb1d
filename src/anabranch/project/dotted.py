"""Dotted names: what lies around one, and which of several it lies in."""

from __future__ import annotations

import sys
from collections.abc import Container, Iterable, Iterator


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


def renamed(name: str, meant: Iterable[tuple[str, str]]) -> str:
    """A dotted name where what it starts with, the first of each pair, is called as the second says."""
    for first, own in meant:
        if name == first or name.startswith(f"{first}."):
            return own + name[len(first) :]
    return name


def shortened(name: str, prefixes: Iterable[str]) -> Iterator[str]:
    """What is left of a dotted name without each of the prefixes that it starts with; they end in a dot."""
    return (name.removeprefix(each) for each in prefixes if name.startswith(each))


def is_standard(path: str) -> bool:
    """Whether a dotted name lies in Python's own library."""
    return path.partition(".")[0] in sys.stdlib_module_names
