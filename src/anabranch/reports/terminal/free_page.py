"""What is in the way of freeing a unit, tie by tie, and what to do about each."""

from __future__ import annotations

from itertools import groupby

from anabranch.reading.values import CLASSES, Map, ReferenceClass, Weight
from anabranch.reports.answers.free import Arrow, Free, TieToCut
from anabranch.reports.remedies import remedy
from anabranch.reports.terminal.names import ARROW
from anabranch.reports.terminal.page import ASIDE, COMMAND, HEADING, UNIT, Look
from anabranch.reports.terminal.place_lines import show_places
from anabranch.reports.terminal.scene import Scene, scene
from anabranch.reports.texts.words import Words


def free_text(project_map: Map, answer: Free, *, words: Words, look: Look, folder: str = ".") -> str:
    """The answer of `free`."""
    stage = scene(project_map, words=words, look=look, folder=folder, level=answer.level)
    if answer.side == "free":
        stage.page.paragraph((words("free.already", unit=answer.unit), UNIT))
        return stage.page.text()
    _show_head(stage, answer)
    for arrow in answer.arrows:
        stage.page.blank()
        _show_arrow(stage, arrow)
    return stage.page.text()


def _show_head(stage: Scene, answer: Free) -> None:
    words, page = stage.words, stage.page
    schema = words("free.title.schema", number=answer.schema_ties) if answer.schema_ties else ""
    ties = words.count("ties", answer.schema_ties + answer.code_ties)
    page.paragraph((words("free.title", unit=answer.unit, ties=ties, schema=schema), HEADING))
    if answer.modules:
        page.paragraph(words("free.package", unit=answer.unit, modules=answer.modules))
    _show_other_count(stage, answer)
    page.paragraph(words(f"free.side.{answer.side}", unit=answer.unit))
    if answer.also_frees:
        page.paragraph(words("free.also", names=", ".join(answer.also_frees)))
    else:
        page.paragraph(words("free.also.none"))


def _show_other_count(stage: Scene, answer: Free) -> None:
    """The cut beside the shown one, where counting otherwise makes another."""
    if answer.least == answer.fewest:
        return
    words = stage.words
    is_fewest = Weight(answer.schema_ties, answer.code_ties) == answer.fewest
    other = answer.least if is_fewest else answer.fewest
    key, flags = ("free.least", ()) if is_fewest else ("free.fewest", ("--fewest",))
    told = words(key, ties=words.count("ties", other.ties), schema=other.schema)
    stage.page.paragraph(told, " ", (stage.command("free", answer.unit, *flags), COMMAND))


def _show_arrow(stage: Scene, arrow: Arrow) -> None:
    words, page = stage.words, stage.page
    ties = words.count("ties", len(arrow.ties))
    if not arrow.importer:
        page.paragraph(words("free.unplaced", ties=ties))
        for tie in arrow.ties:
            page.line(_title(stage, tie), indent=2)
        return
    page.paragraph((words("free.arrow", importer=arrow.importer, imported=arrow.imported, ties=ties), UNIT))
    for kind, ties_of_kind in groupby(sorted(arrow.ties, key=_strongest_first), key=_leading):
        name = words.known(f"class.{kind[0]}", kind[0])
        page.paragraph(f"{kind[1]} ({name}): ", (remedy(kind[1], words.language), ASIDE), indent=2)
        for tie in ties_of_kind:
            page.line(_title(stage, tie), indent=4)
            show_places(stage, tie.places, indent=6)


def _leading(tie: TieToCut) -> tuple[ReferenceClass, str]:
    """The strongest kind decides the remedy."""
    return tie.tie_class, tie.kinds[0] if tie.kinds else "use"


def _strongest_first(tie: TieToCut) -> tuple[int, str]:
    tie_class, kind = _leading(tie)
    return CLASSES.index(tie_class), kind


def _title(stage: Scene, tie: TieToCut) -> str:
    return stage.short.symbol(tie.importer) + ARROW + stage.short.symbol(tie.imported)
