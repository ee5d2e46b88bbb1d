"""What the reader could not resolve or read, by reason."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from anabranch.reading.values import Failed, Map, Unseen
from anabranch.reports.answers.places import Sources

IN_MIGRATIONS = "in migrations"
"""The reason that stands for all of them where they lie in migrations: those tie nothing, and there may be hundreds."""


class UnseenPlace(msgspec.Struct, frozen=True):
    """A place with the line of source that stands there; empty where the file is gone."""

    reason: str
    file: str
    line: int
    text: str
    project: str
    source: str


class Reason(msgspec.Struct, frozen=True):
    """All places that were not resolved for one reason."""

    reason: str
    places: tuple[UnseenPlace, ...]


class AllUnseen(msgspec.Struct, frozen=True):
    """Everything the map does not know, most frequent reason first, what lies in migrations last."""

    total: int
    reasons: tuple[Reason, ...]
    failed: tuple[Failed, ...]
    notebooks: int


def answer_unseen(project_map: Map, sources: Sources) -> AllUnseen:
    """All unresolved places by reason, in the order of the source."""
    return AllUnseen(
        total=len(project_map.unseen),
        reasons=tuple(Reason(reason, _places(found, sources)) for reason, found in by_reason(project_map.unseen)),
        failed=project_map.files.failed,
        notebooks=project_map.files.notebooks,
    )


def by_reason(unseen: Iterable[Unseen]) -> list[tuple[str, list[Unseen]]]:
    """Places by reason, the most frequent first, those in migrations last."""
    found: dict[str, list[Unseen]] = {}
    for one in unseen:
        is_history = "/migrations/" in f"/{one.file}"
        found.setdefault(IN_MIGRATIONS if is_history else one.reason, []).append(one)
    return sorted(found.items(), key=lambda row: (row[0] == IN_MIGRATIONS, -len(row[1]), row[0]))


def _places(unseen: list[Unseen], sources: Sources) -> tuple[UnseenPlace, ...]:
    return tuple(
        UnseenPlace(one.reason, one.file, one.line, one.text, one.project, sources.line(one.file, one.line))
        for one in sorted(unseen, key=lambda one: (one.file, one.line, one.text))
    )
