"""A rehearsal as text and JSON both show it: by kind, what could not be seen said beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from anabranch.evidence.debt import Comparison
from anabranch.evidence.edge import Edge
from anabranch.evidence.rehearsal import KindCount, Rehearsal
from anabranch.evidence.values import Crossing

NoteKind = Literal[
    "failed", "no_tests", "unnamed_tests", "unfinished", "version", "unreadable", "cut", "dropped", "no_tables",
    "in_tests", "in_base", "ready", "library",
]  # fmt: skip


class Note(msgspec.Struct, frozen=True):
    """Something about the run that changes what its figures mean."""

    note: NoteKind
    number: int = 0
    text: str = ""


class Rehearsed(msgspec.Struct, frozen=True):
    """A rehearsal with the command that it was, its exit code, and the debt where it was compared."""

    domain: str
    command: tuple[str, ...]
    exit_code: int
    sites: int
    kinds: tuple[KindCount, ...]
    tests: int
    processes: int
    notes: tuple[Note, ...]
    edge: Edge
    debt: Comparison | None
    crossings: tuple[Crossing, ...]
    ready: tuple[Crossing, ...]
    """Calls that carry plain values alone, which do not count."""


def answer_rehearsal(rehearsal: Rehearsal, *, command: Sequence[str], code: int, debt: Comparison | None) -> Rehearsed:
    """What is told about a rehearsal."""
    return Rehearsed(
        domain=rehearsal.domain,
        command=tuple(command),
        exit_code=code,
        sites=rehearsal.sites,
        kinds=rehearsal.kinds,
        tests=rehearsal.tests,
        processes=len(rehearsal.processes),
        notes=tuple(_notes(rehearsal, code)),
        edge=rehearsal.edge,
        debt=debt,
        crossings=rehearsal.crossings,
        ready=rehearsal.ready,
    )


def _notes(rehearsal: Rehearsal, code: int) -> list[Note]:
    unfinished = sum(not each.complete for each in rehearsal.processes)
    dropped = sum(each.dropped for each in rehearsal.processes)
    said = sorted({note for each in rehearsal.processes for note in each.notes})
    found = [
        Note("failed", code) if code else None,
        _about_tests(rehearsal),
        Note("unfinished", unfinished) if unfinished else None,
        *(Note(each.reason, text=each.found or each.file) for each in rehearsal.problems),
        Note("dropped", dropped) if dropped else None,
        *(Note("library", text=each) for each in said),
        Note("no_tables") if not rehearsal.tables else None,
        Note("ready", len(rehearsal.ready)) if rehearsal.ready else None,
        Note("in_tests", rehearsal.in_tests) if rehearsal.in_tests else None,
        Note("in_base", rehearsal.in_base) if rehearsal.in_base else None,
    ]
    return [each for each in found if each is not None]


def _about_tests(rehearsal: Rehearsal) -> Note | None:
    if rehearsal.tests:
        return None
    return Note("unnamed_tests" if rehearsal.sites else "no_tests")
