"""`anabranch plan`: what to free first, and the steps that free one domain."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from anabranch.cli.help import examples
from anabranch.cli.options import in_folder, takes_request
from anabranch.cli.planned import declared_scope, deliver_opened, read_planned, scope_for, source_reader, told_project
from anabranch.cli.request import Request
from anabranch.cli.usage import Misuse, refuse_idle

if TYPE_CHECKING:
    from anabranch.plan.scope import Scope
    from anabranch.reading.values import Map


@click.command(
    name="plan",
    epilog=examples(
        "anabranch plan                            which domain to free first, and next",
        "anabranch plan orders                     the steps that free orders",
        "anabranch plan orders --markdown          one issue a step, to be pasted",
        "anabranch plan --until 5 --only accounts,orders",
        "anabranch plan --explain orders           every line behind the numbers of a row",
        "anabranch plan --backtest                 how well such plans told this repository's own past",
    ),
)
@click.argument("domain", metavar="[DOMAIN]", required=False)
@click.option("--until", type=click.IntRange(min=1), metavar="N", help="Free N domains and stop.")
@click.option("--only", metavar="A,B", help="Free these domains and no others.")
@click.option("--backtest", is_flag=True, help="Hold plans made from past commits against what was then changed.")
@click.option("--since", default="10y", metavar="AGE", help="How far back --backtest looks: 18m, 10y [10y]")
@click.option(
    "--most", type=click.IntRange(min=1), default=30, metavar="N", help="How many past changes --backtest reads [30]"
)
@click.option(
    "--explain",
    metavar="ROW",
    help="Open every number of one row: a domain of the sequence; of DOMAIN a step, "
    "total, keys, joins, hops, transactions, signals, tasks, urls or templates.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--markdown", "as_markdown", is_flag=True, help="The same as --format markdown.")
@in_folder
@takes_request("text", "json", "markdown", "svg")
def command(
    request: Request, domain: str | None, until: int | None, only: str | None, backtest: bool, since: str, most: int,
    explain: str | None, as_json: bool, as_markdown: bool,
) -> None:  # fmt: skip
    """Say which domain to free first, or, of one DOMAIN, every step until it is free behind its facade.

    Steps have the size of a pull request and are compared by what can be counted: migrations, tables, symbols, files,
    lines.
    """
    if as_json or as_markdown:
        refuse_idle(request.words, ["--format"], beside="--json" if as_json else "--markdown")
        if as_json:
            refuse_idle(request.words, ["--markdown"], beside="--json")
        request = replace(request, format="json" if as_json else "markdown")
    _refuse_mixed(request, domain, backtest=backtest, explains=explain is not None)
    if backtest:
        from anabranch.cli.backtesting import deliver_backtest

        deliver_backtest(request, since=since, most=most)
        return
    project_map = read_planned(request)
    if domain:
        _deliver_domain(request, project_map, domain, explain)
    else:
        _deliver_sequence(request, project_map, until, only, explain)


def _refuse_mixed(request: Request, domain: str | None, *, backtest: bool, explains: bool) -> None:
    words = request.words
    if explains and request.format not in ("text", "json"):
        raise Misuse(words("plan.mixed.explain"))
    if backtest:
        refuse_idle(words, ["--explain", "DOMAIN", "--until", "--only"], beside="--backtest")
    else:
        refuse_idle(words, ["--since", "--most"], without="--backtest")
    if domain:
        refuse_idle(words, ["--until", "--only"], beside="DOMAIN")
    if request.format == "svg" and (domain or backtest):
        raise Misuse(words("plan.mixed.svg"))
    if request.format == "markdown" and not domain:
        raise Misuse(words("plan.mixed.markdown"))


def _deliver_domain(request: Request, project_map: Map, name: str, explain: str | None) -> None:
    from anabranch.plan.domain import plan_domain
    from anabranch.plan.keys_to_cut import cuts_keys, foretell_steps
    from anabranch.reports.answers.places import Sources

    scope, domain = scope_for(project_map, name, request)
    plan = plan_domain(project_map, scope, domain, source_reader(request.folder))
    if explain is not None:
        from anabranch.plan.opened import BORDER, open_plan

        rows = [*(str(step.number) for step in plan.steps), "total", *BORDER]
        deliver_opened(request, open_plan(scope, plan, explain), explain, rows)
        return
    if cuts_keys(plan):
        from anabranch.cli.project_source import read_source

        plan = foretell_steps(plan, read_source(request, project_map, scope.project.name))
    if request.format == "json":
        from anabranch.reports.json_report import answer_json

        request.deliver(answer_json("plan", plan))
    elif request.format == "markdown":
        from anabranch.reports.plan_markdown import plan_markdown

        request.deliver(plan_markdown(plan, words=request.words))
    else:
        from anabranch.reports.terminal.plan_page import plan_text

        sources = Sources(Path(request.folder))
        request.deliver(
            plan_text(project_map, plan, sources, words=request.words, look=request.look(), folder=request.folder)
        )


def _deliver_sequence(
    request: Request, project_map: Map, until: int | None, only: str | None, explain: str | None
) -> None:
    from anabranch.plan.sequence import plan_sequence

    scope, wanted = _asked(request, project_map, only)
    staircase = plan_sequence(scope, until=until, only=wanted)
    if explain is not None:
        from anabranch.plan.opened import open_stage

        deliver_opened(request, open_stage(scope, staircase, explain), explain, [one.unit for one in staircase.stages])
        return
    if request.format == "svg":
        from anabranch.reports.plots import staircase_svg

        request.deliver(staircase_svg(staircase, words=request.words))
        return
    from anabranch.plan.decisions import weigh_choices

    choices, undecided = weigh_choices(scope) if staircase.stages else ((), 0)
    if request.format == "json":
        from anabranch.plan.values import Sequence
        from anabranch.reports.json_report import answer_json

        request.deliver(answer_json("sequence", Sequence(staircase, choices, undecided)))
        return
    from anabranch.reports.terminal.stairs_page import stairs_text

    request.deliver(
        stairs_text(project_map, staircase, choices, undecided, words=request.words, look=request.look(),
                    folder=request.folder, whole=until is not None)
    )  # fmt: skip


def _asked(request: Request, project_map: Map, only: str | None) -> tuple[Scope, tuple[str, ...]]:
    """The project that is planned: that of the named domains, else the one that is meant without a name."""
    names = [name.strip() for name in (only or "").split(",") if name.strip()]
    if only and not names:
        raise Misuse(request.words("usage.empty", name="--only"))
    found = [scope_for(project_map, name, request) for name in names]
    if found:
        return found[0][0], tuple(domain for _, domain in found)
    return declared_scope(project_map, told_project(request, project_map), request), ()
