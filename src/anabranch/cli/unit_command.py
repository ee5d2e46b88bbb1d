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
        "anabranch unit orders",
        "anabranch unit catalog.Product",
    ),
)
@click.argument("unit", metavar="X")
@in_folder
@takes_request("text", "json")
def command(request: Request, unit: str) -> None:
    """Show what X defines, what others use of it, and what it uses.

    X is a domain, an app, a package, a module, a model or a class. Of models it shows how fat they are.
    """
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
