"""`anabranch unit`: what a unit is to the others."""

from __future__ import annotations

from pathlib import Path

import click

from anabranch.cli.help import examples
from anabranch.cli.options import in_folder, takes_request
from anabranch.cli.request import Request


@click.command(
    name="unit",
    epilog=examples(
        "anabranch unit",
        "anabranch unit orders",
        "anabranch unit catalog.Product",
    ),
)
@click.argument("unit", metavar="[X]", default="")
@in_folder
@takes_request("text", "json")
def command(request: Request, unit: str) -> None:
    """Show what X defines, what others use of it, and what it uses; without X all units, the most tangled first.

    X is a domain, an app, a package, a module, a model or a class. Of models it shows how fat they are.
    """
    if not unit:
        _rank(request)
        return
    from anabranch.reports.answers.places import Sources
    from anabranch.reports.answers.subjects import find_subject
    from anabranch.reports.answers.unit import answer_unit

    project_map = request.read_domains()
    subject = find_subject(project_map, unit, packages=True)
    answer = answer_unit(project_map, subject, sources=Sources(Path(request.folder)))
    if request.format == "json":
        from anabranch.reports.json_report import answer_json

        request.answer(answer_json("unit", answer))
        return
    from anabranch.reports.terminal.unit_page import unit_text

    request.answer(unit_text(project_map, answer, words=request.words, look=request.look(), folder=request.folder))


def _rank(request: Request) -> None:
    from anabranch.reports.answers.ranking import rank_units

    project_map = request.read_domains()
    ranking = rank_units(project_map)
    if request.format == "json":
        from anabranch.reports.json_report import answer_json

        request.answer(answer_json("units", ranking))
        return
    from anabranch.reports.terminal.ranking_page import ranking_text

    request.answer(ranking_text(project_map, ranking, words=request.words, look=request.look(), folder=request.folder))
