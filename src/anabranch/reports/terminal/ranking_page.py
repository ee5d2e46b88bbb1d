"""All units in a table, the most tangled first."""

from __future__ import annotations

from itertools import groupby

from anabranch.project.units import PROJECT
from anabranch.reading.values import Map
from anabranch.reports.answers.ranking import RankedUnit, Ranking
from anabranch.reports.terminal.page import ASIDE, COMMAND, HEADING, Look
from anabranch.reports.terminal.scene import scene
from anabranch.reports.texts.words import Words

_COLUMNS = ("unit", "lines", "models", "joined", "ties", "up", "to_free", "schema")


def ranking_text(project_map: Map, ranking: Ranking, *, words: Words, look: Look, folder: str = ".") -> str:
    """The answer of `unit` where none is named."""
    stage = scene(project_map, words=words, look=look, folder=folder)
    page = stage.page
    for name, rows in groupby(ranking.units, key=lambda row: row.project):
        page.line((name, HEADING))
        page.table([words(f"column.{column}") for column in _COLUMNS], [_row(row) for row in rows])
        page.blank()
    page.paragraph((words("units.legend"), ASIDE))
    if any(row.unit == PROJECT for row in ranking.units):
        page.paragraph((words("units.project"), ASIDE))
    page.blank()
    page.line((stage.command("unit", "X"), COMMAND), (f"  {words('next.unit')}", ASIDE))
    page.line((stage.command("free", "X"), COMMAND), (f"  {words('next.free')}", ASIDE))
    return page.text()


def _row(row: RankedUnit) -> list[str]:
    of_circle = (row.joined, row.ties, row.upward, row.to_free or 0, row.schema_to_free or 0)
    return [row.unit, f"{row.lines:,}", f"{row.models:,}", *(f"{one:,}" if one else "" for one in of_circle)]
