"""What the commands of planning share: which project and domain a name means, and the text of files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from anabranch.cli.output import mention
from anabranch.cli.problems import Failure
from anabranch.cli.request import Request

if TYPE_CHECKING:
    from anabranch.plan.opened import Opened
    from anabranch.plan.scope import Scope
    from anabranch.reading.values import Map, Project
    from anabranch.reports.answers.subjects import Subject

_LARGEST = 4_000_000
"""Bytes of a file whose text is looked at once more."""


def read_planned(request: Request) -> Map:
    """The map with its domains. Says where the folder is only a part of a checkout: the rest is not in the answer."""
    project_map = request.read_domains()
    folder = Path(request.folder).resolve()
    top = next((above for above in (folder, *folder.parents) if (above / ".git").exists()), folder)
    if top != folder:
        mention(request.words("plan.part", folder=str(folder.relative_to(top)), top=str(top)))
    return project_map


def told_project(request: Request, project_map: Map) -> Project:
    """The project that is meant where no name says one. Says which, where there are several."""
    from anabranch.reading.project_meant import project_meant

    meant, number = project_meant(project_map), len(project_map.projects)
    if number > 1:
        mention(request.words("plan.meant", project=meant.name, number=number))
    return meant


def scope_for(project_map: Map, name: str, request: Request) -> tuple[Scope, str]:
    """The scope of the project and the domain that a name means, `project/name` where several have it."""
    from anabranch.reports.answers.subjects import find_subject

    subject = find_subject(project_map, name)
    project = next((one for one in project_map.projects if one.name == subject.project), None)
    domains = {app.label: app.domain for app in project.apps} if project is not None else {}
    domain = subject.name if subject.kind == "domain" else domains.get(subject.name, "")
    if project is None or not domain:
        raise _no_domain(project_map, subject, request)
    return declared_scope(project_map, project, request), domain


def _no_domain(project_map: Map, subject: Subject, request: Request) -> Failure:
    from anabranch.reports.answers.membership import Membership

    words = request.words
    app = Membership(project_map, subject.project).unit(subject.dotted)
    return Failure(words("problem.no_domain", name=subject.name, kind=words(f"kind.{subject.kind}"), app=app))


def declared_scope(project_map: Map, project: Project, request: Request) -> Scope:
    """The scope of a project, with the order that the folder's rule file declares."""
    from anabranch.plan.scope import scope_of, with_order

    scope, rules = scope_of(project_map, project), request.rules()
    if rules is None or not (rules.layers or rules.pins):
        return scope
    from anabranch.rules.declared import declared_pins
    from anabranch.rules.order.judging import order_breaker

    own = (one for one in project_map.references if one.project == project.name)
    pins = declared_pins(rules, frozenset(scope.graph.units))
    return with_order(scope, pins, order_breaker(own, rules))


def deliver_opened(request: Request, opened: Opened | None, name: str, rows: Sequence[str]) -> None:
    """Print an opened row; say which rows there are where there is none of that name."""
    if opened is None:
        raise Failure(request.words("opened.no_row", name=name, names=", ".join(rows)))
    if request.format == "json":
        from anabranch.reports.json_report import answer_json

        request.deliver(answer_json("explained", opened))
        return
    from anabranch.reports.terminal.opened_page import opened_text

    request.deliver(opened_text(opened, words=request.words, look=request.look()))


def source_reader(folder: str) -> Callable[[str], str]:
    """Text of the files of a folder; empty for one that is gone, too large or no text."""

    def read(file: str) -> str:
        path = Path(folder) / file
        try:
            return path.read_text(encoding="utf-8", errors="replace") if path.stat().st_size <= _LARGEST else ""
        except (OSError, ValueError):
            return ""

    return read
