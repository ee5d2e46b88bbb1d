"""`anabranch free`: what is in the way of freeing a unit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from anabranch.cli.help import examples
from anabranch.cli.options import in_folder, takes_request
from anabranch.cli.problems import Failure
from anabranch.cli.request import Request

if TYPE_CHECKING:
    from anabranch.reading.values import Map
    from anabranch.reports.answers.subjects import Subject


@click.command(
    name="free",
    epilog=examples(
        "anabranch free orders",
        "anabranch free orders.models",
    ),
)
@click.argument("unit", metavar="X")
@in_folder
@takes_request("text", "json")
def command(request: Request, unit: str) -> None:
    """Show the fewest ties to cut so that no circle goes through X, with lines and remedies.

    X is a domain, an app or a module.
    """
    from anabranch.cli.freeing import find_freeing
    from anabranch.reports.answers.free import answer_free
    from anabranch.reports.answers.places import Sources
    from anabranch.reports.answers.subjects import find_subject

    project_map = request.read_domains()
    subject = find_subject(project_map, unit)
    _refuse_no_unit(request, project_map, subject)
    freeing = find_freeing(project_map, subject)
    answer = answer_free(project_map, freeing, project=subject.project, sources=Sources(Path(request.folder)))
    if request.format == "json":
        from anabranch.reports.json_report import answer_json

        request.answer(answer_json("free", answer))
        return
    from anabranch.reports.terminal.free_page import free_text

    request.answer(free_text(project_map, answer, words=request.words, look=request.look(), folder=request.folder))


def _refuse_no_unit(request: Request, project_map: Map, subject: Subject) -> None:
    if subject.kind in ("domain", "app", "module"):
        return
    from anabranch.reports.answers.membership import Membership

    app = Membership(project_map, subject.project).unit(subject.dotted)
    kind = request.words(f"kind.{subject.kind}")
    raise Failure(request.words("problem.no_unit", name=subject.name, kind=kind, command=f"anabranch free {app}"))
