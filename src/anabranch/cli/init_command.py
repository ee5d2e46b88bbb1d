"""`anabranch init`: the first rule file, and what is new in a later one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from anabranch.cli.help import examples
from anabranch.cli.options import at_path, takes_request
from anabranch.cli.problems import Failure
from anabranch.cli.request import Request

if TYPE_CHECKING:
    from anabranch.reading.values import Map
    from anabranch.rules.anchors import Anchored
    from anabranch.rules.mending import Stray
    from anabranch.rules.values import Rules, Verdict


@click.command(
    name="init",
    epilog=examples(
        "anabranch init",
        "anabranch init backend",
        "anabranch init --anchor identity=accounts.User --anchor sales=orders.Order --anchor sales=basket",
    ),
)
@at_path
@click.option("--anchor", "anchors", metavar="DOMAIN=NAME", multiple=True,
              help="Group apps, or modules and models of a large app, around this one; repeatable.")  # fmt: skip
@takes_request("text")
def command(request: Request, anchors: tuple[str, ...]) -> None:
    """Write anabranch.toml with the order that the code already follows, and today's findings as debt.

    A second run keeps what you changed: it corrects the counts, and adds apps that are new. With --anchor it also
    writes domains: what belongs to a model, module or app that you name, as far as references tell.
    """
    from anabranch.cli.rule_files import find_rules, load_debt, save_debt, today, write_text
    from anabranch.reports.commands import typed_on
    from anabranch.rules.debt import FOLDER, count_debt, total
    from anabranch.rules.judging import judge
    from anabranch.rules.rule_file import FILE, read_rules
    from anabranch.rules.writing import undecided_pairs, with_counts

    home, words = Path(request.folder), request.words
    before = find_rules(home)
    if before is not None and before[1].file != FILE:
        raise Failure(words("problem.rules.pyproject"))
    grouped = _group(request, _parse_anchors(request, anchors), before[1] if before else None) if anchors else None
    text, project_map, stray = _write(request, before, grouped)
    rules = read_rules(text, FILE)
    assert rules is not None  # only a pyproject.toml can be without
    debt = load_debt(home) if before else {}
    verdict = judge(project_map, rules, debt, today=today())
    if not before:
        debt = count_debt(verdict.findings)
        save_debt(home, debt)
    write_text(home / FILE, with_counts(text, rules, verdict.findings))
    key = "init.updated" if before else "init.written"
    told = [words(key, file=FILE, layers=len(rules.layers), debt=total(debt), folder=FOLDER)]
    told += _about_shares(request, verdict, rules)
    told += _about_domains(request, grouped) if grouped is not None else []
    told += [_about_stray(request, one) for one in stray]
    pairs = len(undecided_pairs(project_map))
    if pairs and not before:
        told.append(words.count("init.undecided", pairs))
    if before and verdict.new:
        command = typed_on(request.folder, ["debt", "--accept"])
        told.append(words.count("init.broken", len(verdict.new), command=command))
    request.deliver("\n".join([*told, words("init.next"), ""]))


def _parse_anchors(request: Request, anchors: Sequence[str]) -> dict[str, list[str]]:
    from anabranch.rules.rule_file import is_domain_name

    found: dict[str, list[str]] = {}
    for each in anchors:
        domain, mark, name = (part.strip() for part in each.partition("="))
        if not (mark and name and is_domain_name(domain)):
            raise Failure(request.words("problem.anchor", anchor=each))
        found.setdefault(domain, []).append(name)
    return found


def _group(request: Request, anchors: Mapping[str, Sequence[str]], rules: Rules | None) -> Anchored:
    from anabranch.cli.planned import told_project
    from anabranch.reading.declared import NOTHING_DECLARED
    from anabranch.rules.anchors import AnchorUnknown, group_around

    known = rules.domains if rules is not None else {}
    try:
        project_map = request.read(declared=NOTHING_DECLARED)
        told_project(request, project_map)
        return group_around(project_map, anchors, known)
    except AnchorUnknown as error:
        close = request.words("problem.anchor.close", close=", ".join(error.close)) if error.close else ""
        raise Failure(request.words("problem.anchor.unknown", name=error.name, close=close).strip()) from error


def _write(
    request: Request, before: tuple[str, Rules] | None, grouped: Anchored | None
) -> tuple[str, Map, list[Stray]]:
    """The text of the rule file, without fresh counts, the map by its domains, and what was taken out of the text."""
    from anabranch.cli.rule_files import refuse_unknown_domains, stray_names
    from anabranch.rules.domains import with_domains
    from anabranch.rules.mending import without_stray
    from anabranch.rules.order.judging import unassigned_units
    from anabranch.rules.placing import with_layers
    from anabranch.rules.rule_file import FILE, read_rules
    from anabranch.rules.writing import format_rules, with_domains_written, without_absorbed

    domains = grouped.domains if grouped is not None else {}
    text = with_domains_written(before[0] if before else "layers = []\n", domains)
    rules = read_rules(text, FILE)
    assert rules is not None  # only a pyproject.toml can be without
    _refuse_circle(rules, request)
    project_map = with_domains(request.read(declared=rules.declared), rules)
    if not before:
        return format_rules(project_map, domains), project_map, []
    if domains:
        text = without_absorbed(text, rules)
        rules = read_rules(text, FILE) or rules
    stray: list[Stray] = []
    while found := stray_names(rules, project_map):
        mended = without_stray(text, rules, found)
        if mended == text:  # written in a way that lines do not tell
            refuse_unknown_domains(rules, project_map, request.words)
        text, stray = mended, [*stray, *found]
        rules = read_rules(text, FILE) or rules
    units = (app.label for project in project_map.projects for app in project.apps)
    fresh = sorted({rules.domain_of(unit) for unit in unassigned_units(units, rules)})
    return with_layers(text, rules, fresh, project_map.dependencies), project_map, stray


def _refuse_circle(rules: Rules, request: Request) -> None:
    """Pins of apps that joined a domain can contradict each other; which of them goes is for a person to say."""
    from anabranch.rules.pins import contradiction, joined

    wrong = contradiction(joined(rules))
    if wrong is not None:
        raise Failure(
            request.words("problem.init.pins", file=rules.file, line=wrong[1], why=request.words.say(wrong[0]))
        )


def _about_shares(request: Request, verdict: Verdict, rules: Rules) -> list[str]:
    from anabranch.rules.shares import shares_of

    words, shares = request.words, shares_of(verdict.findings, rules)
    parts = [words(f"init.shares.{part}", number=number) for part, number in shares._asdict().items() if number]
    return [words("init.shares", all=sum(shares), parts=", ".join(parts))] if parts else []


def _about_domains(request: Request, grouped: Anchored) -> list[str]:
    words = request.words
    told = [words.count("init.domain", len(names), domain=domain) for domain, names in grouped.domains.items()]
    return [*told, words.count("init.left", len(grouped.left))] if grouped.left else told


def _about_stray(request: Request, one: Stray) -> str:
    from anabranch.rules.rule_file import FILE

    key = "init.joined" if one.domain else "init.gone"
    return request.words(key, file=FILE, name=one.name, line=one.line, domain=one.domain)
