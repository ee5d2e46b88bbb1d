"""`anabranch what-if`: what a change would come to, before anyone makes it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from anabranch.cli.completing import files
from anabranch.cli.help import examples
from anabranch.cli.options import in_folder, takes_request
from anabranch.cli.planned import read_planned, scope_for
from anabranch.cli.problems import Failure
from anabranch.cli.request import Request

if TYPE_CHECKING:
    from anabranch.plan.scope import Scope
    from anabranch.plan.supposing import Changes
    from anabranch.reading.values import Map


@click.command(
    name="what-if",
    epilog=examples(
        "anabranch what-if cut basket checkout",
        "anabranch what-if move catalog.pricing to promotions",
        "anabranch what-if merge reviews catalog cut catalog orders",
        "anabranch what-if order order.txt             units, one a line, top first",
    ),
)
@click.argument("changes", metavar="CHANGE...", nargs=-1, shell_complete=files)
@in_folder
@takes_request("text", "json")
def command(request: Request, changes: tuple[str, ...]) -> None:
    """Compare tangle, free units and upward ties before and after: cut A B, move X to Y, merge X Y, order FILE.

    Several changes can follow each other. A, B, X and Y are domains or apps; what is moved can be a module too.
    """
    from anabranch.plan.supposing import Nonsense, NoPair, parse_changes, suppose

    words = request.words
    if not changes:
        raise Failure(words("whatif.nothing"))
    try:
        asked = parse_changes(changes)
    except Nonsense as error:
        raise Failure(words("whatif.wrong", text=error.text)) from error
    order = _read_order(asked.order)
    project_map = read_planned(request)
    scope, named = _resolved(request, project_map, asked, order)
    if asked.order and not set(order) & set(scope.graph.units):
        raise Failure(words("whatif.order", file=asked.order))
    try:
        supposed = suppose(project_map, scope, named, order=order)
    except NoPair as error:
        raise Failure(words("whatif.no_pair", importer=error.importer, imported=error.imported)) from error
    if request.format == "json":
        from anabranch.reports.json_report import answer_json

        request.deliver(answer_json("what-if", supposed))
        return
    from anabranch.reports.terminal.what_if_page import what_if_text

    declared = "" if asked.order else _declaring(request)
    request.deliver(
        what_if_text(project_map, supposed, words=words, look=request.look(), folder=request.folder, declared=declared,
                     changes=changes)
    )  # fmt: skip


def _declaring(request: Request) -> str:
    """The rule file that declares an order, as a path from here; empty where none does."""
    rules = request.rules()
    return str(Path(request.folder) / rules.file) if rules is not None and rules.layers else ""


def _read_order(file: str) -> tuple[str, ...]:
    """Units of a file, one or more a line (`a | b`, `a, b`), top first; or the layers of an anabranch.toml."""
    if not file:
        return ()
    text = Path(file).read_text(encoding="utf-8", errors="replace")
    if file.endswith(".toml"):
        from anabranch.rules.rule_file import read_rules

        rules = read_rules(text, file)
        return tuple(domain for layer in rules.layers for domain in layer.domains) if rules else ()
    lines = (line.partition("#")[0].replace("|", ",").split(",") for line in text.splitlines())
    return tuple(name.strip() for names in lines for name in names if name.strip())


def _resolved(request: Request, project_map: Map, asked: Changes, order: tuple[str, ...]) -> tuple[Scope, Changes]:
    """The project that the names are of, and the changes by the names of its units."""
    from dataclasses import replace

    from anabranch.plan.scope import scope_of

    scopes: list[Scope] = []

    def unit(name: str) -> str:
        scope, domain = scope_for(project_map, name, request)
        scopes.append(scope)
        return domain

    named = replace(
        asked,
        cuts=tuple((unit(one), unit(other)) for one, other in asked.cuts),
        moves=tuple((_movable(request, project_map, name), unit(to)) for name, to in asked.moves),
        merges=tuple((unit(one), unit(other)) for one, other in asked.merges),
    )
    if scopes:
        return scopes[0], named
    best = max(project_map.projects, key=lambda project: len({app.domain for app in project.apps} & set(order)))
    return scope_of(project_map, best), named


def _movable(request: Request, project_map: Map, name: str) -> str:
    """What can move: a domain or app under its label, a module under its dotted name."""
    from anabranch.reports.answers.subjects import find_subject

    subject = find_subject(project_map, name)
    if subject.kind == "module":
        return subject.dotted or subject.name
    if subject.kind in ("domain", "app"):
        return subject.name
    kind = request.words(f"kind.{subject.kind}")
    raise Failure(request.words("problem.immovable", name=name, kind=kind))
