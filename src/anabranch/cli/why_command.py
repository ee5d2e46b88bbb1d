"""`anabranch why`: every reference from one part to another."""

from __future__ import annotations

from pathlib import Path

import click

from anabranch.cli.help import examples
from anabranch.cli.options import in_folder, takes_request
from anabranch.cli.problems import Failure
from anabranch.cli.request import Request


@click.command(
    name="why",
    epilog=examples(
        "anabranch why orders catalog",
        "anabranch why orders.services catalog.Product",
        "anabranch why orders billing --path",
    ),
)
@click.argument("importer", metavar="A")
@click.argument("imported", metavar="B")
@click.option("--path", "wants_path", is_flag=True, help="Where A does not refer to B, show the shortest chain.")
@in_folder
@takes_request("text", "json")
def command(request: Request, importer: str, imported: str, wants_path: bool) -> None:
    """Show every reference from A to B, by kind and symbol, with its line of source.

    A and B are domains, apps, packages, modules, models or classes; the end of a dotted name is enough.
    """
    from anabranch.reports.answers.chain import find_chain
    from anabranch.reports.answers.places import Sources
    from anabranch.reports.answers.subjects import find_subject
    from anabranch.reports.answers.why import answer_why, with_chain

    project_map, sources = request.read_domains(), Sources(Path(request.folder))
    first, second = (find_subject(project_map, name, packages=True) for name in (importer, imported))
    if first == second:
        raise Failure(request.words("problem.same", importer=importer, imported=imported))
    answer = answer_why(project_map, importer=first, imported=second, sources=sources)
    if wants_path and not answer.references:
        answer = with_chain(answer, find_chain(project_map, importer=first, imported=second, sources=sources))
    if request.format == "json":
        from anabranch.reports.json_report import answer_json

        request.answer(answer_json("why", answer))
        return
    from anabranch.reports.terminal.why_page import why_text

    request.answer(why_text(project_map, answer, words=request.words, look=request.look(), folder=request.folder))
