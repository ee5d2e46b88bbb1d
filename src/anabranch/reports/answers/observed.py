"""An observation in figures, with the recall of the map where it was asked for."""

from __future__ import annotations

from collections import Counter

import msgspec

from anabranch.evidence.kinds import rank
from anabranch.evidence.observed import Observed
from anabranch.evidence.recall import Recall
from anabranch.evidence.rehearsal import KindCount


class ObservedAnswer(msgspec.Struct, frozen=True):
    """How many sites were seen of each kind, in how many tests and processes, and where it is kept."""

    file: str
    tests: int
    processes: int
    unfinished: int
    sites: int
    kinds: tuple[KindCount, ...]
    pairs: int
    """Pairs of domains that touched."""
    notes: tuple[str, ...]
    recall: Recall | None


def answer_observed(observed: Observed, file: str, recall: Recall | None) -> ObservedAnswer:
    """What is told about an observation."""
    counts = Counter(one.kind for one in observed.sites)
    return ObservedAnswer(
        file=file,
        tests=observed.tests,
        processes=observed.processes,
        unfinished=observed.unfinished,
        sites=len(observed.sites),
        kinds=tuple(KindCount(kind, counts[kind]) for kind in sorted(counts, key=rank)),
        pairs=len({(one.importer_domain, one.imported_domain) for one in observed.sites}),
        notes=observed.notes,
        recall=recall,
    )
