"""The dozen lines of a first contact."""

from __future__ import annotations

import msgspec
from rich.cells import cell_len

from anabranch.reading.values import Level, Map, Project
from anabranch.reports.answers.first_contact import FirstContact, Sight, first_contact, sight
from anabranch.reports.answers.selection import EVERYTHING, Selection, select
from anabranch.reports.commands import typed
from anabranch.reports.terminal.map_found import show_found, show_references, show_sight
from anabranch.reports.terminal.map_freeing import show_freeing
from anabranch.reports.terminal.map_next import show_next
from anabranch.reports.terminal.map_order import show_order, show_worst
from anabranch.reports.terminal.map_tangle import show_alone, show_tangle
from anabranch.reports.terminal.page import ASIDE, HEADING, Look
from anabranch.reports.terminal.scene import Scene, scene
from anabranch.reports.texts.words import Words

_LABELS = ("found", "unseen", "references", "tangle", "free", "order", "worst", "next", "only")


def map_text(
    project_map: Map,
    *,
    selection: Selection = EVERYTHING,
    words: Words,
    look: Look,
    folder: str = ".",
    around: str = "",
    declared: str = "",
) -> str:
    """What is first said about each project of the map: of the references those asked for, of the rest all.

    `around` is the folder of the project that this one is a part of, `declared` the file with an order that the team
    has written.
    """
    labels = 2 + max(cell_len(words(f"label.{name}")) for name in _LABELS)
    level = selection.level or "app"
    stage = scene(project_map, words=words, look=look, level=level, folder=folder, labels=labels)
    if not project_map.projects:
        stage.page.line(words("found.nothing"))
        show_sight(stage, sight(project_map))
    listed = select(project_map, selection)
    for number, project in enumerate(project_map.projects):
        if number:
            stage.page.blank()
            stage.page.blank()
        contact = first_contact(project_map, project, level=level)
        asked = _asked(listed, project, level=level) if selection.options else contact
        _show_found(stage, contact, sight(project_map, project), around if not number else "")
        _show_references(stage, asked, selection)
        _show_comparison(stage, contact, declared)
        stage.page.blank()
        show_next(stage, contact, sight(project_map, project), selection.options)
    return stage.page.text()


def _asked(listed: Map, project: Project, *, level: Level) -> FirstContact:
    """What is said of some references; which pairs they alone join, only all of them can tell."""
    return msgspec.structs.replace(first_contact(listed, project, level=level), hidden=0, hidden_pairs=0)


def _show_found(stage: Scene, contact: FirstContact, seen: Sight, around: str) -> None:
    name, root = contact.project.name, contact.project.root
    stage.page.line((name, HEADING), *([("  " + root, ASIDE)] if root not in (".", "", name) else []))
    show_found(stage, contact)
    show_sight(stage, seen)
    if around:
        command = typed(["map", around])
        stage.page.labelled("", stage.words("found.part", folder=around, command=command))


def _show_references(stage: Scene, contact: FirstContact, selection: Selection) -> None:
    if selection.options:
        stage.page.labelled(stage.words("label.only"), stage.words("only", names=", ".join(selection.options[1::2])))
    stage.page.blank()
    if contact.units != 1:
        show_references(stage, contact)
        stage.page.blank()


def _show_comparison(stage: Scene, contact: FirstContact, declared: str) -> None:
    if contact.units == 1:
        show_alone(stage, contact)
        return
    show_tangle(stage, contact)
    show_freeing(stage, contact)
    show_order(stage, contact, declared)
    show_worst(stage, contact)
