"""`anabranch dossier`: should we split, and what first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from anabranch.cli.help import examples
from anabranch.cli.options import in_folder, takes_request
from anabranch.cli.planned import declared_scope, read_planned, scope_for, source_reader, told_project
from anabranch.cli.problems import Failure
from anabranch.cli.request import Request
from anabranch.cli.usage import refuse_idle

if TYPE_CHECKING:
    from anabranch.plan.dossier import Dossier, Evidence


@click.command(
    name="dossier",
    epilog=examples(
        "anabranch dossier",
        "anabranch dossier --domain orders --explain transactions",
        "anabranch dossier --format html -o dossier.html --lang ko",
    ),
)
@click.option("--domain", metavar="X", help="The domain that rows about one are about [the first of the plan]")
@click.option("--since", default="2y", metavar="AGE", help="How far back git is asked: 90d, 12w, 18m, 2y [2y]")
@click.option("--explain", metavar="ROW", help="Show everything that one row was counted from.")
@in_folder
@takes_request("markdown", "html", "json")
def command(request: Request, domain: str | None, since: str, explain: str | None) -> None:
    """Answer "should we split, and what first?" with this repository's own numbers, on one page.

    Each row says how it was counted, from what, and what could not be measured. The verdict is a rule, never a score,
    and stands beside the strongest argument against it.
    """
    from anabranch.plan.dossier import assemble_dossier
    from anabranch.plan.rows import count_rows

    if request.format == "html":
        refuse_idle(request.words, ["--explain"], beside="--format html")
    evidence = gather(request, domain, since, trend=request.format == "html")
    dossier = assemble_dossier(evidence, count_rows(evidence))
    if explain is not None:
        _explain(request, dossier, explain)
        return
    words = request.words
    if request.format == "json":
        from anabranch.reports.json_report import answer_json

        request.deliver(answer_json("dossier", dossier))
    elif request.format == "html":
        from anabranch.reports.dossier_html import dossier_html

        request.deliver(dossier_html(dossier, evidence.staircase, evidence.history, words=words))
    else:
        from anabranch.reports.dossier_markdown import dossier_markdown

        request.deliver(dossier_markdown(dossier, words=words))


def gather(request: Request, domain: str | None, since: str, *, trend: bool) -> Evidence:
    """All that the rows are counted from; without git what the source tells. Raises `Failure` and `AgeWrong`."""
    from anabranch.cli.past import look_back
    from anabranch.evidence.changes import MAIN_LINE, SINGLE_COMMITS, list_changes, parse_age
    from anabranch.evidence.coupling import touches_of
    from anabranch.evidence.git import GitFailed
    from anabranch.plan.border import tree_reader
    from anabranch.plan.dossier import Evidence, worth_freeing
    from anabranch.plan.history import unit_of_path
    from anabranch.plan.scope import python_of
    from anabranch.plan.sequence import plan_sequence

    age = parse_age(since)
    project_map = read_planned(request)
    if domain:
        scope, named = scope_for(project_map, domain, request)
    else:
        scope, named = declared_scope(project_map, told_project(request, project_map), request), ""
    staircase = plan_sequence(scope)
    named = named or worth_freeing(scope, staircase)
    try:
        history = look_back(request, scope, since=age, every="month" if trend else "year", movers=0)
        touches, commits = (
            touches_of(list_changes(Path(request.folder), since=age, which=which), unit_of_path(scope))
            for which in (MAIN_LINE, SINGLE_COMMITS)
        )
    except GitFailed:
        history, touches, commits = None, [], []
    tested = replace(request, tests=True).read()
    tree = tree_reader(source_reader(request.folder))
    python = python_of(scope, project_map, (file.path for file in request.files().python))
    return Evidence(project_map, tested, scope, named, staircase, history, touches, tree, python, commits)


def _explain(request: Request, dossier: Dossier, name: str) -> None:
    row = next((one for one in dossier.rows if one.name == name), None)
    if row is None:
        names = ", ".join(one.name for one in dossier.rows)
        raise Failure(request.words("dossier.no_row", name=name, names=names))
    if request.format == "json":
        from anabranch.reports.json_report import answer_json

        request.deliver(answer_json("dossier-row", row))
        return
    from anabranch.reports.dossier_markdown import explained_markdown

    request.deliver(explained_markdown(row, dossier.domain, words=request.words))
