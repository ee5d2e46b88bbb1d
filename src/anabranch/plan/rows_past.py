"""Rows of the dossier that git tells: who and what changes together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median

from anabranch.evidence.coupling import Touch
from anabranch.graph.net import build_net
from anabranch.plan.dossier import ENOUGH, Evidence, Line, Row

_HASH = 10


def rows_from_past(evidence: Evidence) -> Iterator[Row]:
    """Rows `early`, `deploy`, `maintain` and `independent`."""
    touches = evidence.touches
    if evidence.history is None or not touches:
        for name in ("early", "deploy", "maintain", "independent"):
            yield Row(name, {}, gap="gap.git" if evidence.history is None else "gap.changes", is_measured=False)
        return
    gap = "gap.shallow" if evidence.history.shallow else "gap.few" if len(touches) < ENOUGH else ""
    yield _early(touches, gap)
    yield _deploy(touches, evidence.domain, gap)
    yield _maintain(touches, evidence.domain, gap)
    yield _independent(touches, evidence.domain, gap)


def reach_of_changes(evidence: Evidence, tests: dict[str, set[str]]) -> float | None:
    """Test files that a median change can reach: those that touch a domain which depends on a changed one."""
    above = users_of(evidence)
    reached = [
        sum(
            not units.isdisjoint({user for unit in touch.units for user in above.get(unit, {unit})})
            for units in tests.values()
        )
        for touch in evidence.touches
    ]
    return median(reached) if reached else None


def propagation(evidence: Evidence) -> float:
    """Share of all pairs of domains of which one depends on the other, directly or not (propagation cost)."""
    above = users_of(evidence)
    count = len(evidence.scope.graph.units)
    return sum(len(users) for users in above.values()) / (count * count) if count else 0.0


def users_of(evidence: Evidence) -> dict[str, set[str]]:
    """Of each domain all that depend on it, itself among them."""
    from anabranch.graph.net import search_breadth_first

    graph = evidence.scope.graph
    number = {unit: index for index, unit in enumerate(graph.units)}
    backward = sorted((number[one.imported], number[one.importer]) for one in graph.deciding)
    if not backward:
        return {unit: {unit} for unit in graph.units}
    net = build_net(len(graph.units), backward)
    return {
        unit: {graph.units[index] for index in search_breadth_first(net, number[unit])[0].tolist()} | {unit}
        for unit in graph.units
    }


def _early(touches: Sequence[Touch], gap: str) -> Row:
    across = [touch for touch in touches if len(touch.units) > 1]
    tax = sum(len(touch.units) - 1 for touch in touches)
    numbers = {
        "inside": 1 - len(across) / len(touches),
        "across": len(across) / len(touches),
        "tax": float(tax),
        "changes": float(len(touches)),
    }
    widest = sorted(across, key=lambda touch: (-len(touch.units), touch.change.commit))
    return Row("early", numbers, _lines(widest), gap)


def _deploy(touches: Sequence[Touch], domain: str, gap: str) -> Row:
    untouched = [touch for touch in touches if domain not in touch.units]
    numbers = {"untouched": len(untouched) / len(touches), "changes": float(len(touches))}
    return Row("deploy", numbers, _lines(untouched), gap)


def _maintain(touches: Sequence[Touch], domain: str, gap: str) -> Row:
    ordered = sorted(touches, key=lambda touch: touch.change.time)
    half = len(ordered) // 2
    authors = {touch.change.author for touch in touches}
    own = Counter(touch.change.author for touch in touches if domain in touch.units)
    numbers = {"authors": float(len(authors)), "domain_authors": float(len(own))}
    if half:  # one change has no older half
        numbers |= {"before": _across(ordered[:half]), "after": _across(ordered[half:])}
    of_all = Counter(touch.change.author for touch in touches)
    ranked = sorted(of_all, key=lambda author: (-own[author], -of_all[author], author))
    people = (
        Line(f"author {number}", f"{of_all[author]} changes, {own[author]} of {domain}")
        for number, author in enumerate(ranked, 1)
    )
    return Row("maintain", numbers, (*people, *_lines([touch for touch in ordered if len(touch.units) > 1])), gap)


def _independent(touches: Sequence[Touch], domain: str, gap: str) -> Row:
    own = [touch for touch in touches if domain in touch.units]
    if not own:
        return Row("independent", {}, gap="gap.untouched", is_measured=False)
    alone = [touch for touch in own if touch.units == (domain,)]
    numbers = {"independence": len(alone) / len(own), "alone": float(len(alone)), "own": float(len(own))}
    return Row("independent", numbers, _lines([touch for touch in own if touch not in alone]), gap)


def _across(touches: Sequence[Touch]) -> float:
    return sum(len(touch.units) > 1 for touch in touches) / len(touches)


def _lines(touches: Sequence[Touch]) -> tuple[Line, ...]:
    return tuple(
        Line(touch.change.commit[:_HASH], f"{touch.change.subject} ({', '.join(touch.units)})") for touch in touches
    )
