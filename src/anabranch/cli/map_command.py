"""`anabranch map`: the first look at a project."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from anabranch.cli.completing import files
from anabranch.cli.help import examples
from anabranch.cli.options import at_path, takes_request
from anabranch.cli.request import Request
from anabranch.cli.usage import refuse_idle
from anabranch.reading.values import CERTAINTIES, CLASS_OF_KIND, CLASSES, LEVELS, Certainty, Level, ReferenceClass

if TYPE_CHECKING:
    from anabranch.reading.values import Map
    from anabranch.reports.answers.selection import Selection


@click.command(
    name="map",
    epilog=examples(
        "anabranch map",
        "anabranch map backend --level module",
        "anabranch map --kind lookup --kind relation --format csv -o references.csv",
        "anabranch map --format svg -o map.svg",
        "anabranch map --class schema --format dot | dot -Tpng -o map.png",
        "anabranch map --format json -o map.json",
    ),
)
@at_path
@click.option("--level", type=click.Choice(LEVELS), help="What is compared [app; json: all]")
@click.option("--class", "classes", multiple=True, type=click.Choice(CLASSES), help="Only references of this class.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(tuple(CLASS_OF_KIND)), metavar="KIND",
              help="Only references of this kind: relation, lookup, url …")  # fmt: skip
@click.option("--certainty", "certainties", multiple=True,
              type=click.Choice(CERTAINTIES),
              help="Only references of this certainty.")  # fmt: skip
@click.option("--observed", metavar="FILE", help="Add what ran, as anabranch observe kept it.", shell_complete=files)
@click.option("--focus", metavar="X", default="", help="svg: arrows that do not touch X are pale.")
@takes_request("text", "json", "svg", "dot", "mermaid", "csv")
def command(
    request: Request, level: Level | None, classes: tuple[ReferenceClass, ...], kinds: tuple[str, ...],
    certainties: tuple[Certainty, ...], observed: str | None, focus: str,
) -> None:  # fmt: skip
    """Show what the project in PATH references, what is tangled, and what can be freed.

    PATH is a repository, the folder of manage.py, or a package; the current folder by default.
    """
    from anabranch.reports.answers.selection import Selection

    if request.format != "svg":
        refuse_idle(request.words, ["--focus"], without="--format svg")
    if request.format == "csv":
        refuse_idle(request.words, ["--level"], beside="--format csv")
    shown = level if request.format in ("json", "csv") else level or "app"
    selection = Selection(classes, kinds, certainties, shown)
    whole = request.format == "json" or level == "module"
    project_map = request.read_domains(free_modules=whole)
    if observed:  # this answer follows from another file too, and is not kept
        seen = _with_evidence(project_map, Path(observed))
        request.deliver(_render(request, seen, selection, focus))
    else:
        request.answer(_render(request, project_map, selection, focus))


def _with_evidence(project_map: Map, file: Path) -> Map:
    from anabranch.evidence.additions import add_observed
    from anabranch.evidence.domains import domains_of
    from anabranch.evidence.observed import read_observed

    return add_observed(project_map, read_observed(file), domains_of(project_map))


def _render(request: Request, project_map: Map, selection: Selection, focus: str) -> str | list[bytes]:
    if request.format == "text":
        return _text(request, project_map, selection)
    from anabranch.reports.answers.selection import at_level, select

    selected, level = select(project_map, selection), selection.level or "app"
    if request.format == "json":
        from anabranch.reports.json_report import map_json

        return map_json(at_level(selected, selection.level) if selection.level else selected)
    if request.format == "csv":
        from anabranch.reports.csv_report import map_csv

        return map_csv(selected)
    if request.format == "svg":
        from anabranch.reports.answers.subjects import find_subject
        from anabranch.reports.svg import map_svg

        return map_svg(selected, level=level, focus=focus and find_subject(selected, focus).name)
    if request.format == "dot":
        from anabranch.reports.dot import map_dot

        return map_dot(selected, level=level)
    from anabranch.reports.mermaid import map_mermaid

    return map_mermaid(selected, level=level)


def _text(request: Request, project_map: Map, selection: Selection) -> str:
    from anabranch.project.enclosing import project_around
    from anabranch.reports.terminal.map_page import map_text

    rules = request.rules()
    is_declared = rules is not None and (rules.layers or rules.pins) and selection.level != "module"
    return map_text(
        project_map,
        selection=selection,
        words=request.words,
        look=request.look(),
        folder=request.folder,
        around=_seen_from_here(project_around(os.path.realpath(request.folder))),
        declared=rules.file if rules is not None and is_declared else "",
    )


def _seen_from_here(folder: str) -> str:
    try:
        return os.path.relpath(folder) if folder else ""
    except ValueError:  # on another drive
        return folder
