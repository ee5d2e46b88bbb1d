"""What of that which ran the map had read: its recall, kind by kind; and what it read that did not run."""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import Literal, get_args

import msgspec

from anabranch.evidence.domains import Domains
from anabranch.evidence.edge import edge_references
from anabranch.evidence.kinds import OBSERVABLE, rank
from anabranch.evidence.matching import Matcher
from anabranch.evidence.observed import Observed, rows_of
from anabranch.evidence.values import Match, Row
from anabranch.project.conventions import is_test
from anabranch.reading.values import Map, Reference

Verdict = Literal["read", "elsewhere", "inverted", "likely", "unseen", "missed"]
"""`read`: at the place itself. `elsewhere`: the map has the reference, but from other code than that where a queryset
came to run. `inverted`: it has one from what was reached to the code that reached it, as where a base calls what others
gave it. `unseen`: not read, but the map lists the place among those that it could not resolve.
"""

NOT_REFERRING = frozenset({"transaction"})
"""Kinds without a recall: a transaction over two domains is made of writes, each of which is judged by itself."""


class Judged(msgspec.Struct, frozen=True):
    """One pair of symbols that met at run time by one kind, with its first place."""

    kind: str
    importer: str
    imported: str
    file: str
    line: int
    count: int
    verdict: Verdict
    match: Match | None


class KindRecall(msgspec.Struct, frozen=True):
    """How many pairs of symbols ran by a kind; how many of them the map had read surely, how many as `likely`."""

    kind: str
    ran: int
    read: int
    elsewhere: int
    inverted: int
    likely: int
    unseen: int
    missed: int
    by_match: dict[str, int]


class Recall(msgspec.Struct, frozen=True):
    """The recall of a map: `ran`, `read`, `elsewhere` and `inverted` are sums over all kinds."""

    ran: int
    read: int
    elsewhere: int
    inverted: int
    kinds: tuple[KindRecall, ...]
    missed: tuple[Judged, ...]
    not_run: int
    """Sure references over an edge, of kinds that a run can show, that nothing which ran belongs to."""
    sample: tuple[Reference, ...]
    """Some of these by chance, to be read by eye."""


def measure_recall(observed: Observed, project_map: Map, domains: Domains, *, sample: int = 0, seed: int = 0) -> Recall:
    """Judge every pair of symbols that met at run time. The sample is the same for the same seed and map."""
    matcher = Matcher(project_map, domains)
    pairs: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows_of(observed):
        if row.kind not in NOT_REFERRING and not is_test(row.file) and not is_test(_path(row)):
            pairs.setdefault((row.kind, row.importer.symbol, row.imported.symbol), []).append(row)
    ran: set[tuple[str, int, int, str]] = set()
    unseen = frozenset((one.file, one.line) for one in project_map.unseen)
    judged = [_judge(rows, matcher, unseen, ran) for rows in pairs.values()]
    kinds = [_kind_recall(kind, judged) for kind in sorted({one.kind for one in judged}, key=rank)]
    silent = _silent(project_map, domains, ran)
    chosen = random.Random(seed).sample(silent, min(sample, len(silent)))
    return Recall(
        ran=len(judged),
        read=sum(each.read for each in kinds),
        elsewhere=sum(each.elsewhere for each in kinds),
        inverted=sum(each.inverted for each in kinds),
        kinds=tuple(kinds),
        missed=tuple(sorted((one for one in judged if one.verdict not in ("read", "inverted")), key=_place)),
        not_run=len(silent),
        sample=tuple(sorted(chosen, key=lambda one: (one.file, one.line, one.column))),
    )


_NEAREST: tuple[Match | None, ...] = (*get_args(Match), None)
_ELSEWHERE: frozenset[Match | None] = frozenset({"rendering", "domain", "behalf"})
_VERDICTS: tuple[Verdict, ...] = ("read", "elsewhere", "inverted", "likely", "unseen", "missed")


def _judge(
    rows: list[Row], matcher: Matcher, unseen: frozenset[tuple[str, int]], ran: set[tuple[str, int, int, str]]
) -> Judged:
    """The best that any of the places of a pair says."""
    best: tuple[int, int] = len(_VERDICTS), len(_NEAREST)
    if rows[0].kind == "signal" and matcher.receives(rows[0]):
        best = 0, _NEAREST.index("receiver")
    for row in rows:
        match, references = matcher.match(row)
        if match in ("line", "function", "class", "inherited"):
            ran.update((one.file, one.line, one.column, one.imported.symbol) for one in references)
        best = min(
            best, (_VERDICTS.index(_verdict(references, match, (row.file, row.line) in unseen)), _NEAREST.index(match))
        )
    first = rows[0]
    return Judged(
        first.kind, first.importer.symbol, first.imported.symbol, first.file, first.line,
        sum(row.count for row in rows), _VERDICTS[best[0]], _NEAREST[best[1]],
    )  # fmt: skip


def _verdict(references: Iterable[Reference], match: Match | None, is_unseen: bool) -> Verdict:
    certainties = {one.certainty for one in references}
    if certainties & {"certain", "inferred"}:
        return "inverted" if match == "inverted" else "elsewhere" if match in _ELSEWHERE else "read"
    if certainties:
        return "likely"
    return "unseen" if is_unseen else "missed"


def _kind_recall(kind: str, judged: Iterable[Judged]) -> KindRecall:
    own = [one for one in judged if one.kind == kind]
    count = {verdict: sum(one.verdict == verdict for one in own) for verdict in _VERDICTS}
    read = [one.match for one in own if one.verdict == "read"]
    by_match: dict[str, int] = {match: read.count(match) for match in _NEAREST if match is not None and match in read}
    return KindRecall(
        kind, len(own), count["read"], count["elsewhere"], count["inverted"], count["likely"], count["unseen"],
        count["missed"], by_match,
    )  # fmt: skip


def _silent(project_map: Map, domains: Domains, ran: set[tuple[str, int, int, str]]) -> list[Reference]:
    return [
        one
        for one in edge_references(project_map, domains, None)
        if one.kind in OBSERVABLE and (one.file, one.line, one.column, one.imported.symbol) not in ran
    ]


def _path(row: Row) -> str:
    """The file that was reached, where one was: templates of tests are no part of the project."""
    return row.imported.symbol if row.kind == "template" else ""


def _place(one: Judged) -> tuple[tuple[int, str], str, int, str]:
    return rank(one.kind), one.file, one.line, one.imported
