"""`anabranch check`: the order as a rule, with a ratchet."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from anabranch.cli.help import examples
from anabranch.cli.options import at_path, takes_request
from anabranch.cli.request import Request
from anabranch.cli.usage import refuse_idle

if TYPE_CHECKING:
    from anabranch.reading.values import Map
    from anabranch.rules.values import Debt, Rules, Verdict

BROKEN = 1


@click.command(
    name="check",
    epilog=examples(
        "anabranch check",
        "anabranch check --strict",
        "anabranch check --since main",
        "anabranch check --format sarif -o anabranch.sarif",
    ),
)
@at_path
@click.option("--since", metavar="REVISION",
              help="Needs no debt files: fail on what is new since this work left REVISION.")  # fmt: skip
@click.option("--frozen", is_flag=True, help="Write nothing, as where CI is set; say how the debt can shrink.")
@click.option("--strict", is_flag=True,
              help="Fail too where debt could shrink, a unit is in no layer, or a rule matches nothing.")  # fmt: skip
@click.option("--advice", is_flag=True, help="Say too what smells: god models, hidden circles, cascades; never fails.")
@takes_request("text", "json", "sarif", "github")
def command(request: Request, since: str | None, frozen: bool, strict: bool, advice: bool) -> int:
    """Hold the code against the order of anabranch.toml.

    Fails (exit code 1) where a reference breaks a rule and no debt accepts it. Debt only ever shrinks.
    """
    if advice and request.format != "text":
        refuse_idle(request.words, ["--advice"], beside=f"--format {request.format}")
    from anabranch.cli.rule_files import load_rules, refuse_unknown_domains, save_debt, today
    from anabranch.rules.judging import judge

    files = load_rules(Path(request.folder), request.words)
    project_map = request.read(declared=files.rules.declared)
    refuse_unknown_domains(files.rules, project_map, request.words)
    debt = _debt_at(request, files.rules, since) if since else files.debt
    verdict = judge(project_map, files.rules, debt, today=today())
    is_stale = bool(files.doubled) or verdict.debt != {domain: dict(keys) for domain, keys in debt.items()}
    writes = is_stale and not since and not frozen and not os.environ.get("CI")
    if writes:
        save_debt(files.folder, verdict.debt)
    notices = [] if since else _about_debt(request, verdict, files.doubled, writes=writes)
    told = _render(request, project_map, verdict, files.rules, since or "", notices)
    request.deliver(told + (_advise(request, project_map, files.rules) if advice else ""))
    is_loose = ((verdict.paid or files.doubled) and not since) or verdict.unassigned or verdict.idle or verdict.missing
    return BROKEN if verdict.new or verdict.expired or (strict and is_loose) else 0


def _debt_at(request: Request, rules: Rules, revision: str) -> Debt:
    """What breaks today's rules at the commit at which this work left a revision."""
    from anabranch.cli.rule_files import today
    from anabranch.evidence.git import merge_base
    from anabranch.evidence.revision import read_revision
    from anabranch.rules.debt import count_debt
    from anabranch.rules.judging import judge

    folder = Path(request.folder)
    before = read_revision(folder, merge_base(folder, revision), include_tests=request.tests, cache=request.cache,
                           declared=rules.declared)  # fmt: skip
    return count_debt(judge(before, rules, {}, today=today()).findings)


def _render(
    request: Request, project_map: Map, verdict: Verdict, rules: Rules, since: str, notices: Sequence[str]
) -> str:
    if request.format == "json":
        from anabranch.reports.check_json import check_json

        return check_json(verdict)
    if request.format in ("sarif", "github"):
        return _for_code_host(request, project_map, verdict, rules, notices)
    from anabranch.reports.answers.places import Sources
    from anabranch.reports.terminal.check_page import check_text

    sources = Sources(Path(request.folder))
    told = check_text(
        project_map, verdict, rules, sources,
        words=request.words, look=request.look(), folder=request.folder, since=since,
    )  # fmt: skip
    told += "".join(f"{notice}\n" for notice in notices)
    if os.environ.get("GITHUB_ACTIONS") == "true" and not request.file:
        told += _for_code_host(request, project_map, verdict, rules, notices)
    return told


def _for_code_host(request: Request, project_map: Map, verdict: Verdict, rules: Rules, notices: Sequence[str]) -> str:
    from anabranch.evidence.git import path_in_repository
    from anabranch.reports.check_remarks import check_remarks
    from anabranch.reports.commands import typed_on
    from anabranch.reports.github import check_github
    from anabranch.reports.sarif import check_sarif

    words, prefix = request.words, path_in_repository(Path(request.folder))
    remarks = check_remarks(verdict, rules, words, init=typed_on(request.folder, ["init"]))
    if request.format != "sarif":
        return check_github(verdict, rules, words=words, prefix=prefix, remarks=remarks, notices=notices)
    return check_sarif(verdict, rules, project_map.tool, words=words, prefix=prefix, remarks=remarks)


def _advise(request: Request, project_map: Map, rules: Rules) -> str:
    from anabranch.reports.answers.places import Sources
    from anabranch.reports.terminal.advice_page import advice_text
    from anabranch.rules.smells.finding import find_smells

    smells, sources = find_smells(project_map, rules), Sources(Path(request.folder))
    return advice_text(project_map, smells, rules, sources, words=request.words, look=request.look())


def _about_debt(request: Request, verdict: Verdict, doubled: Sequence[str], *, writes: bool) -> list[str]:
    if not (verdict.paid or doubled):
        return []
    from anabranch.reports.commands import typed_on

    words, command = request.words, typed_on(request.folder, ["check"])
    told = [words("check.doubled", place=doubled[0])] if doubled else []
    if writes:
        return [*told, words("check.shrunk" if verdict.paid else "check.repaired")]
    return [*told, words("check.shrink" if verdict.paid else "check.repair", command=command)]
