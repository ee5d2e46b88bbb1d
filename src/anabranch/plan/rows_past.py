"""Rows of the dossier that git tells: who and what changes together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from statistics import median

from anabranch.evidence.coupling import Touch
from anabranch.graph.net import build_net
from anabranch.plan.dossier import ENOUGH, REGULAR, Evidence, Row
from anabranch.plan.values import Line

_HASH = 10
_BOT = "[bot]"
"""What hosts write into the addresses of programs that commit."""


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
    yield _maintain(touches, evidence.commits, evidence.domain, gap)
    yield _independent(touches, evidence.domain, gap)


def reach_of_changes(evidence: Evidence, tests: dict[str, set[str]]) -> tuple[float | None, tuple[Line, ...]]:
    """Test files that a median change can reach: those that touch a domain which depends on a changed one; and how many
    they are by the domains that were changed together, the fewest first. None where nothing was changed.
    """
    above = users_of(evidence)
    changes = Counter(touch.units for touch in evidence.touches)
    reached = {
        changed: sum(
            not units.isdisjoint({user for unit in changed for user in above.get(unit, {unit})})
            for units in tests.values()
        )
        for changed in changes
    }
    lines = (
        Line(", ".join(changed), f"{count} * {changes[changed]}", "reached")
        for changed, count in sorted(reached.items(), key=lambda row: (row[1], row[0]))
    )
    of_all = [reached[changed] for changed in changes.elements()]
    return median(of_all) if of_all else None, tuple(lines)


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
    across, inside = _parted(touches, lambda touch: len(touch.units) > 1)
    tax = sum(len(touch.units) - 1 for touch in touches)
    numbers = {
        "inside": 1 - len(across) / len(touches),
        "across": len(across) / len(touches),
        "tax": float(tax),
        "changes": float(len(touches)),
    }
    widest = sorted(across, key=lambda touch: (-len(touch.units), touch.change.commit))
    return Row("early", numbers, (*_lines(widest, "across"), *_lines(inside, "inside")), gap)


def _deploy(touches: Sequence[Touch], domain: str, gap: str) -> Row:
    touched, untouched = _parted(touches, lambda touch: domain in touch.units)
    numbers = {"untouched": len(untouched) / len(touches), "changes": float(len(touches))}
    return Row("deploy", numbers, (*_lines(untouched, "untouched"), *_lines(touched, "touched")), gap)


def _maintain(touches: Sequence[Touch], commits: Sequence[Touch], domain: str, gap: str) -> Row:
    ordered = sorted(touches, key=lambda touch: touch.change.time)
    half = len(ordered) // 2
    numbers, people = count_authors(commits, domain)
    halves = {"older": ordered[:half], "newer": ordered[half:]} if half else {}  # one change has no older half
    if halves:
        numbers |= {"before": _across(halves["older"]), "after": _across(halves["newer"])}
        numbers |= {name: float(len(part)) for name, part in halves.items()}
    lines = [
        line for name, part in halves.items() for line in _lines([one for one in part if len(one.units) > 1], name)
    ]
    return Row("maintain", numbers, (*people, *lines), gap)


def count_authors(commits: Sequence[Touch], domain: str) -> tuple[dict[str, float], tuple[Line, ...]]:
    """How many people committed, by whom each commit was written, and how many of them did so regularly."""
    human = [touch for touch in commits if _BOT not in touch.change.author]
    of_all = Counter(touch.change.author for touch in human)
    own = Counter(touch.change.author for touch in human if domain in touch.units)
    regular = {author for author, count in of_all.items() if count >= REGULAR * len(human)}
    ranked = sorted(of_all, key=lambda author: (-of_all[author], -own[author], author))
    lines = (
        Line(
            f"#{number}",
            f"{of_all[author]}, {domain} {own[author]}",
            "regular" if author in regular else "others",
        )
        for number, author in enumerate(ranked, 1)
    )
    numbers = {"authors": float(len(of_all)), "regular": float(len(regular)), "domain_authors": float(len(own))}
    numbers["commits"] = float(len(human))
    return numbers, tuple(lines)


def _independent(touches: Sequence[Touch], domain: str, gap: str) -> Row:
    own = [touch for touch in touches if domain in touch.units]
    if not own:
        return Row("independent", {}, gap="gap.untouched", is_measured=False)
    alone, shared = _parted(own, lambda touch: touch.units == (domain,))
    numbers = {"independence": len(alone) / len(own), "alone": float(len(alone)), "own": float(len(own))}
    return Row("independent", numbers, (*_lines(shared, "shared"), *_lines(alone, "alone")), gap)


def _across(touches: Sequence[Touch]) -> float:
    return sum(len(touch.units) > 1 for touch in touches) / len(touches)


def _parted(touches: Sequence[Touch], is_first: Callable[[Touch], bool]) -> tuple[list[Touch], list[Touch]]:
    return [touch for touch in touches if is_first(touch)], [touch for touch in touches if not is_first(touch)]


def _lines(touches: Sequence[Touch], part: str) -> tuple[Line, ...]:
    return tuple(
        Line(touch.change.commit[:_HASH], f"{touch.change.subject} ({', '.join(touch.units)})", part)
        for touch in touches
    )
