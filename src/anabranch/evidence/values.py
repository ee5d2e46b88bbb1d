"""What ran, as immutable values. `watch.py` writes what is to be watched, `records.py` reads what was seen."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from anabranch.reading.values import Reference

WATCH_SCHEMA = 1
"""Version of the watch file and of the records."""

Mode = Literal["rehearse", "observe"]
Match = Literal[
    "line", "function", "class", "inherited", "module", "through", "receiver", "relation",
    "rendering", "domain", "behalf", "inverted",
]  # fmt: skip
"""Where the reference of a crossing stands.

At its place: on its `line`, in its `function`, in a `class` around that, in what this class inherited, in what a class
of the same `module` inherits; `through` where a reference there enters the domain and a path goes on inside it;
`relation` of the model that is deleted along; `receiver` where the map lists the function as one. Elsewhere: in code
that does the `rendering` of the template, in its `domain`, or in one on whose `behalf` the code ran. `inverted` where
the source refers the other way: what was reached uses the module that reached it, and nothing there names it.
"""


PACKAGES = "(packages)"
"""Domain of the models of installed packages, as records name it: their tables stay with what a domain leaves."""


class Side(msgspec.Struct, frozen=True, gc=False):
    """One end of what ran: a function, model or template, and its domain."""

    domain: str
    symbol: str


class Row(msgspec.Struct, frozen=True):
    """One row of a record: what one process saw at one place.

    `file` is relative to the repository, with `/`; `detail` depends on the kind and never holds values.
    """

    kind: str
    file: str
    line: int
    importer: Side
    imported: Side
    detail: dict[str, Any] = {}
    count: int = 1
    tests: tuple[str, ...] = ()
    test_count: int = 0


class Header(msgspec.Struct, frozen=True):
    """The first line of a record: which process wrote it, and whether it came to its end."""

    schema: int
    mode: str = ""
    domain: str | None = None
    python: str = ""
    django: str = ""
    process: int = 0
    complete: bool = False
    detect: tuple[str, ...] = ()
    tests: int = 0
    notes: tuple[str, ...] = ()
    dropped: int = 0


class Problem(msgspec.Struct, frozen=True):
    """A record, or part of one, that could not be used: `reason` is `version`, `unreadable` or `cut`."""

    file: str
    reason: Literal["version", "unreadable", "cut"]
    found: str = ""


class Seen(msgspec.Struct, frozen=True):
    """What all processes of a run saw together."""

    rows: tuple[Row, ...]
    processes: tuple[Header, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def tests(self) -> int:
        """How many tests ran, in all processes."""
        return sum(each.tests for each in self.processes)

    @property
    def unfinished(self) -> int:
        """How many processes ended without saying so."""
        return sum(not each.complete for each in self.processes)


class Crossing(msgspec.Struct, frozen=True):
    """One place where the edge of a domain is crossed, with the references of the map that it belongs to."""

    kind: str
    file: str
    line: int
    importer: Side
    imported: Side
    count: int
    tests: tuple[str, ...]
    test_count: int
    detail: dict[str, Any]
    references: tuple[Reference, ...] = ()
    match: Match | None = None
