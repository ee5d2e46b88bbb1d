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
    from anabranch.graph.freeing import By
    from anabranch.reading.values import Map
    from anabranch.reports.answers.subjects import Subject


@click.command(
    name="free",
    epilog=examples(
        "anabranch free orders",
        "anabranch free orders.models",
        "anabranch free orders --fewest",
    ),
)
@click.argument("unit", metavar="X")
@click.option("--fewest", is_flag=True, help="Cut as few ties as can be, even where more of them are migrations.")
@in_folder
@takes_request("text", "json")
def command(request: Request, unit: str, fewest: bool) -> None:
    """Show the fewest ties to cut so that no circle goes through X, migrations first, with lines and remedies.

    X is a domain, an app, a package or a module.
    """
    from anabranch.reports.answers.free import answer_free
    from anabranch.reports.answers.freeing import find_freeing, modules_within
    from anabranch.reports.answers.places import Sources
    from anabranch.reports.answers.subjects import find_subject

    project_map = request.read_domains()
    subject = find_subject(project_map, unit, packages=True)
    _refuse_no_unit(request, project_map, subject)
    modules = modules_within(project_map, subject)
    shown, other = (find_freeing(project_map, subject, by=by, modules=modules) for by in _counted(fewest=fewest))
    sources = Sources(Path(request.folder))
    answer = answer_free(project_map, shown, project=subject.project, sources=sources, other=other, modules=modules)
    if request.format == "json":
        from anabranch.reports.json_report import answer_json

        request.answer(answer_json("free", answer))
        return
    from anabranch.reports.terminal.free_page import free_text

    request.answer(free_text(project_map, answer, words=request.words, look=request.look(), folder=request.folder))


def _counted(*, fewest: bool) -> tuple[By, By]:
    """What is least of the cut that is shown, and of the one beside it."""
    return ("ties", "schema") if fewest else ("schema", "ties")


def _refuse_no_unit(request: Request, project_map: Map, subject: Subject) -> None:
    if subject.kind in ("domain", "app", "module"):
        return
    from anabranch.reports.answers.membership import Membership
    from anabranch.reports.commands import typed_in

    app = Membership(project_map, subject.project).unit(subject.dotted)
    kind = request.words(f"kind.{subject.kind}")
    raise Failure(
        request.words("problem.no_unit", name=subject.name, kind=kind, command=typed_in(request.folder, ["free", app]))
    )
