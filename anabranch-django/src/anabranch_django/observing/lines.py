"""Which of the lines that the watch file asks for run: those of the references over the edge.

Each place of code is reported once and is then silent, so that it costs nothing worth naming. That takes Python 3.12.
It begins before Django is imported, because bodies of modules and classes are lines as well.
"""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from types import CodeType

Line = tuple[str, int]
"""A file relative to the root of the watch file, and a line from 1."""


class Lines:
    """Lines that are asked for, by file, and those of them that ran."""

    def __init__(self, root: str, wanted: Mapping[str, Sequence[int]]) -> None:
        roots = {root.rstrip(os.sep), os.path.realpath(root)}
        self._wanted = {
            f"{each}{os.sep}{file.replace('/', os.sep)}": (file, frozenset(numbers))
            for file, numbers in wanted.items()
            for each in roots
        }
        self._ran: set[Line] = set()

    def __iter__(self) -> Iterator[Line]:
        return iter(sorted(self._ran))

    def note(self, filename: str, line: int) -> None:
        """A line of a file runs."""
        wanted = self._wanted.get(filename)
        if wanted is not None and line in wanted[1]:
            self._ran.add((wanted[0], line))


_watched: list[Lines] = []


def reached() -> Iterator[Line]:
    """The lines that ran in this process, where any are watched."""
    return (line for lines in _watched for line in lines)


def watch_lines(path: str) -> None:
    """Watch the lines that a watch file asks for; whatever is wrong with it is said when Django is ready."""
    if sys.version_info < (3, 12):
        return
    try:
        with open(path, encoding="utf-8") as file:  # noqa: PTH123 (pathlib takes longer to import than all of this)
            raw = json.load(file)
        lines = Lines(raw["root"], raw.get("lines", {}))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return
    if raw.get("lines"):
        _watched.append(lines)
        _monitor(lines.note)


def _monitor(note: Callable[[str, int], None]) -> None:
    if sys.version_info < (3, 12):
        raise RuntimeError("sys.monitoring needs Python 3.12")
    monitoring = sys.monitoring
    tool = next(number for number in (3, 4, 5, 2) if monitoring.get_tool(number) is None)
    monitoring.use_tool_id(tool, "anabranch lines")
    silent = monitoring.DISABLE

    def ran(code: CodeType, line: int) -> object:
        note(code.co_filename, line)
        return silent

    monitoring.register_callback(tool, monitoring.events.LINE, ran)
    monitoring.set_events(tool, monitoring.events.LINE)
