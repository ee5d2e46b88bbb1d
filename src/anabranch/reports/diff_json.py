"""What a branch changes between domains, for programs."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from anabranch.reports.json_report import answer_json
from anabranch.rules.difference import Change


class Changed(msgspec.Struct, frozen=True):
    """A change as programs read it."""

    importer: str
    imported: str
    tie_class: str = msgspec.field(name="class")
    importer_key: str
    imported_key: str
    count: int
    against_order: bool
    file: str
    line: int


class Changes(msgspec.Struct, frozen=True):
    """The whole answer."""

    changes: tuple[Changed, ...]


def diff_json(changes: Sequence[Change]) -> str:
    """The answer of `diff`, one change a line."""
    return answer_json("diff", Changes(tuple(map(_changed, changes))))


def _changed(one: Change) -> Changed:
    return Changed(
        importer=one.importer,
        imported=one.imported,
        tie_class=one.key.tie_class,
        importer_key=one.key.importer,
        imported_key=one.key.imported,
        count=one.count,
        against_order=one.against_order,
        file=one.example.file,
        line=one.example.line,
    )
