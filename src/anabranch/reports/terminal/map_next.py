"""First contact: commands that can be copied, with names from this map."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from anabranch.reports.answers.first_contact import FirstContact, Sight
from anabranch.reports.commands import typed
from anabranch.reports.terminal.page import ASIDE, COMMAND
from anabranch.reports.terminal.scene import Scene


def show_next(stage: Scene, contact: FirstContact, seen: Sight, filters: Sequence[str] = ()) -> None:
    """What to run next, each with what it tells; where only some references were asked for, first each of these."""
    page = stage.page
    commands = [*_listed(stage, filters), *_commands(stage, contact, seen)]
    room = page.width - page.label_width - 2
    spare = room - max(cell_len(note) for _, note in commands)
    column = max((cell_len(command) for command, _ in commands if cell_len(command) <= spare), default=0)
    label = stage.words("label.next")
    for command, note in commands:
        gap = " " * (max(column - cell_len(command), 0) + 2)
        fits = cell_len(command) + cell_len(note) <= room
        page.beside(label, (command, COMMAND), (gap + note if fits else "", ASIDE))
        label = ""


def _listed(stage: Scene, filters: Sequence[str]) -> Iterator[tuple[str, str]]:
    if filters:
        command = stage.command_on("map", *filters, "--format", "csv")
        yield command, stage.words("next.listed")


def _commands(stage: Scene, contact: FirstContact, seen: Sight) -> Iterator[tuple[str, str]]:
    words, worst, project = stage.words, contact.worst, contact.project.name
    if worst:
        ends = [stage.short.unit(unit, project) for unit in (worst.importer, worst.imported)]
        yield stage.command("why", *ends), words("next.why")
    if contact.cuts:
        yield stage.command("free", stage.short.unit(contact.cuts[0].freeing.unit, project)), words("next.free")
    if worst and worst.causes:
        yield stage.command("unit", stage.short.typed(worst.causes[0].symbol, project)), words("next.unit")
    if worst:
        yield stage.command("unit"), words("next.units")
    if seen.unseen or seen.failed:
        yield stage.command("unseen"), words("next.unseen")
    folder = [stage.folder] if stage.folder != "." else []
    if contact.units == 1 and contact.module_tangles and contact.level != "module":
        yield typed(["map", *folder, "--level", "module"]), words("next.modules")
    yield typed(["map", *folder, "--format", "json", "-o", "map.json"]), words("next.json")
