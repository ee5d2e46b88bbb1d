"""What the reader could not resolve or read, by reason."""

from __future__ import annotations

import msgspec

from anabranch.reading.values import Failed, Map, Unseen


class Reason(msgspec.Struct, frozen=True):
    """All places that were not resolved for one reason."""

    reason: str
    places: tuple[Unseen, ...]


class AllUnseen(msgspec.Struct, frozen=True):
    """Everything the map does not know, most frequent reason first."""

    total: int
    reasons: tuple[Reason, ...]
    failed: tuple[Failed, ...]
    notebooks: int


def answer_unseen(project_map: Map) -> AllUnseen:
    """All unresolved places by reason, in the order of the source."""
    by_reason: dict[str, list[Unseen]] = {}
    for one in project_map.unseen:
        by_reason.setdefault(one.reason, []).append(one)
    reasons = [
        Reason(reason, tuple(sorted(found, key=lambda one: (one.file, one.line, one.text))))
        for reason, found in by_reason.items()
    ]
    return AllUnseen(
        total=len(project_map.unseen),
        reasons=tuple(sorted(reasons, key=lambda one: (-len(one.places), one.reason))),
        failed=project_map.files.failed,
        notebooks=project_map.files.notebooks,
    )
