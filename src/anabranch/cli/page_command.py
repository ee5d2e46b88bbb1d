"""`anabranch page`: the map as one HTML file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from anabranch.cli.help import examples
from anabranch.cli.options import at_path, takes_request
from anabranch.cli.output import mention
from anabranch.cli.request import Request
from anabranch.cli.usage import refuse_idle

if TYPE_CHECKING:
    from anabranch.reading.values import Map
    from anabranch.reports.page.first_words import Judged

_FILE = "anabranch.html"


@click.command(
    name="page",
    epilog=examples(
        "anabranch page --open",
        "anabranch page backend -o build/map.html",
        "anabranch page --lang ko --sources none",
        "anabranch page --plots --since 1y           with the plan's staircase and what git tells of the past",
    ),
)
@at_path
@click.option("--open", "open_it", is_flag=True, help="Open the file in the browser.")
@click.option("--sources", type=click.Choice(("upward", "all", "none")), default="upward",
              help="Which references are shown with their line of source [upward]")  # fmt: skip
@click.option("--plots", is_flag=True, help="Plot the plan of a large tangle too, and what git tells of the past.")
@click.option("--since", default="2y", metavar="AGE", help="How far back --plots asks git: 90d, 12w, 18m, 2y [2y]")
@takes_request(file=_FILE)
def command(
    request: Request, open_it: bool, sources: Literal["upward", "all", "none"], plots: bool, since: str
) -> None:
    """Write the map of the project in PATH as one HTML file that works offline: anabranch.html, or FILE.

    It shows the order and what runs against it, opens every arrow down to its lines, and answers what-if questions.
    """
    from anabranch.cli.plotted import plotted_of
    from anabranch.evidence.changes import parse_age
    from anabranch.evidence.code_host import source_address
    from anabranch.reports.answers.places import Sources
    from anabranch.reports.page.html import page_html

    if not plots:
        refuse_idle(request.words, ["--since"], without="--plots")
    if request.file is None:
        refuse_idle(request.words, ["--open"], beside="-o -")
    past = parse_age(since) if plots else None
    folder = Path(request.folder)
    found = request.read_domains()
    host, verdict = source_address(folder), _judge(request, found)
    plotted = plotted_of(request, found, past=past)
    request.deliver(page_html(found, request.words, sources=Sources(folder), quoted=sources, host=host, judged=verdict,
                              plotted=plotted))  # fmt: skip
    if request.file is not None:
        mention(request.words("page.written", file=str(request.file)))
        if open_it:
            click.launch(request.file.resolve().as_uri())


def _judge(request: Request, project_map: Map) -> Judged | None:
    """What a check would find, where the folder declares an order; nothing is written."""
    rules = request.rules()
    if rules is None:
        return None
    from anabranch.cli.rule_files import load_debt, today
    from anabranch.reports.page.first_words import Judged
    from anabranch.rules.judging import judge

    return Judged(rules, judge(project_map, rules, load_debt(Path(request.folder)), today=today()))
