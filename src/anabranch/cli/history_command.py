"""`anabranch history`: the map of past commits as a trend, and what changed together."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import click

from anabranch.cli.help import examples
from anabranch.cli.options import in_folder, takes_request
from anabranch.cli.planned import read_planned, told_project
from anabranch.cli.request import Request
from anabranch.cli.usage import refuse_idle

if TYPE_CHECKING:
    from anabranch.evidence.trend import Every


@click.command(
    name="history",
    epilog=examples(
        "anabranch history",
        "anabranch history --since 5y --every quarter",
        "anabranch history --movers 3               down to the commits that moved it most",
        "anabranch history --explain 2026-03        every line behind the numbers of a point",
        "anabranch history --explain catalog,orders",
        "anabranch history --format svg -o trend.svg",
    ),
)
@click.option("--since", default="2y", metavar="AGE", help="How far back: 90d, 12w, 18m, 2y [2y]")
@click.option("--every", type=click.Choice(("week", "month", "quarter", "year")), default="month",
              help="How far apart the points are [month]")  # fmt: skip
@click.option(
    "--movers",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Follow the N largest moves down to single commits [0]",
)
@click.option(
    "--explain", metavar="ROW", help="Open the numbers of a point (2026-03, or a commit) or of two domains (a,b)."
)
@in_folder
@takes_request("text", "json", "svg")
def command(request: Request, since: str, every: str, movers: int, explain: str | None) -> None:
    """Read past commits from git's objects and show what became of tangle, upward ties and references.

    Beside it: which domains change together, with and without a reference between them.
    """
    from anabranch.cli.past import look_back
    from anabranch.evidence.changes import parse_age
    from anabranch.plan.scope import scope_of

    if explain is not None:
        refuse_idle(request.words, ["--movers"], beside="--explain")
    if request.format == "svg":
        refuse_idle(request.words, ["--explain"], beside="--format svg")
    age = parse_age(since)
    project_map = read_planned(request)
    scope = scope_of(project_map, told_project(request, project_map))
    if explain is not None:
        from anabranch.cli.past import explain_past

        explain_past(request, scope, explain, since=age, every=cast("Every", every))
        return
    history = look_back(request, scope, since=age, every=cast("Every", every), movers=movers)
    if request.format == "json":
        from anabranch.reports.json_report import answer_json

        request.deliver(answer_json("history", history))
    elif request.format == "svg":
        from anabranch.reports.plots import trend_svg

        request.deliver(trend_svg(history.points, words=request.words))
    else:
        from anabranch.reports.terminal.history_page import history_text

        request.deliver(history_text(project_map, history, words=request.words, look=request.look()))
