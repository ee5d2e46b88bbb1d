"""What a check found, for a person: new findings by pair with their lines, then one line of figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import groupby

from anabranch.reading.values import Map
from anabranch.reports.answers.places import Sources, place
from anabranch.reports.check_remarks import check_remarks
from anabranch.reports.rule_words import tell_remedy, tell_rule
from anabranch.reports.terminal.page import ASIDE, HEADING, PLACE, UNIT, WRONG, Look
from anabranch.reports.terminal.place_lines import show_places
from anabranch.reports.terminal.scene import Scene, scene
from anabranch.reports.texts.words import Words
from anabranch.rules.values import SMELL, Finding, Rules, Verdict


def check_text(
    project_map: Map, verdict: Verdict, rules: Rules, sources: Sources, *, words: Words, look: Look,
    folder: str = ".", since: str = "",
) -> str:  # fmt: skip
    """The text of `anabranch check`; `since` is the revision that it was compared with, if it was."""
    stage = scene(project_map, words=words, look=look, folder=folder)
    if verdict.new:
        stage.page.line((words.count("check.new", len(verdict.new)), HEADING))
    accepted = _pairs(verdict.findings) - _pairs(verdict.new) if verdict.new else Counter()
    for _, found in groupby(verdict.new, key=_group):
        stage.page.blank()
        _show_group(stage, rules, tuple(found), sources, accepted)
    if verdict.new:
        stage.page.blank()
        _show_next(stage, verdict.new[0], since=since)
        stage.page.blank()
    _show_remarks(stage, verdict, rules)
    _show_figures(stage, project_map, verdict, rules, since)
    return stage.page.text()


def _show_next(stage: Scene, first: Finding, *, since: str) -> None:
    """What a person can do about a finding; debt is no matter of a comparison with a revision."""
    words, page = stage.words, stage.page
    page.line(words("check.next", command=stage.command("why", first.importer, first.imported)))
    allow = stage.command("allow", first.importer, first.to_allow, "--reason", "…")
    page.line(words("check.allow", command=allow))
    if not since:
        page.line(words("check.accept", command=stage.command_on("debt", "--accept")))


def _group(finding: Finding) -> tuple[object, ...]:
    """What is told together: a chain by itself, else all that one rule says of a pair."""
    chain = finding.chain if len(finding.chain) > 2 else ()
    return finding.importer, finding.imported, finding.rule, finding.line, chain


_Pairs = Counter[tuple[str, str]]


def _pairs(findings: Iterable[Finding]) -> _Pairs:
    """Findings by the domains of importer and imported."""
    return Counter((one.importer, one.imported) for one in findings)


def _show_group(stage: Scene, rules: Rules, found: tuple[Finding, ...], sources: Sources, accepted: _Pairs) -> None:
    """Findings of one pair, and of one rule."""
    words, page, pair = stage.words, stage.page, (found[0].importer, found[0].imported)
    beside = f", {words('check.debt.beside', number=accepted[pair])}" if accepted[pair] else ""
    page.line(
        (f"{pair[0]} → {pair[1]}" if pair[0] != pair[1] else pair[0], UNIT),
        f"  {words.count('check.pair', len(found))}{beside}",
    )
    page.paragraph(tell_rule(found[0], rules, words), indent=2)
    for kind, ones in groupby(sorted(found, key=_kind), key=_kind):
        same = tuple(ones)
        page.paragraph((kind, WRONG), f"  {tell_remedy(same[0], words)}", indent=2)
        for one in same:
            page.line(stage.tie(one.reference), indent=4)
            show_places(stage, (place(one.reference, sources),), indent=6)


def _kind(finding: Finding) -> str:
    """How a reference was made, or the smell."""
    return finding.rule.removeprefix(SMELL) if finding.rule.startswith(SMELL) else finding.reference.kind


def _show_remarks(stage: Scene, verdict: Verdict, rules: Rules) -> None:
    for remark in check_remarks(verdict, rules, stage.words, init=stage.command_on("init")):
        stage.page.paragraph((remark.text, WRONG if remark.level == "error" else PLACE))


def _show_figures(stage: Scene, project_map: Map, verdict: Verdict, rules: Rules, since: str) -> None:
    words, page = stage.words, stage.page
    if not verdict.new and not verdict.expired:
        checked = _checked(project_map, rules)
        told = words.count("check.kept", checked) if checked else words("check.nothing", file=rules.file)
        page.line((told, UNIT))
    page.line((" · ".join(_figures(words, project_map, verdict, since)), ASIDE))


def _figures(words: Words, project_map: Map, verdict: Verdict, since: str) -> Iterable[str]:
    debt = words("check.debt", number=verdict.owed - verdict.paid)
    paid = words("check.paid.since" if since else "check.paid", number=verdict.paid, revision=since)
    yield f"{debt} {paid}" if verdict.paid else debt
    yield words.count("check.allowances", verdict.allowed)
    yield words("check.unseen", number=len(project_map.unseen))


def _checked(project_map: Map, rules: Rules) -> int:
    """References that a rule looked at: those between placed domains, and all where there are contracts."""
    if rules.contracts:
        return len(project_map.references)
    placed = {domain for layer in rules.layers for domain in layer.domains}
    units = Counter((one.importer.app, one.imported.app) for one in project_map.references)
    ends = ((rules.domain_of(one), rules.domain_of(other), number) for (one, other), number in units.items())
    return sum(number for one, other, number in ends if one != other and one in placed and other in placed)
