"""References for a spreadsheet, one a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from anabranch.reading.values import Map, Reference
from anabranch.reports.visible import is_plain, visible

COLUMNS = (
    "project", "class", "kind", "certainty", "counts", "test",
    "importer_app", "importer_module", "importer_symbol",
    "imported_app", "imported_module", "imported_symbol", "via",
    "file", "line", "column", "note",
)  # fmt: skip

_FORMULA = ("=", "+", "-", "@")


def map_csv(project_map: Map) -> str:
    """A header and one row for each reference of the map."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_rows(project_map.references))
    return out.getvalue()


def _rows(references: Iterable[Reference]) -> Iterable[Sequence[str]]:
    for one in references:
        cells = (
            one.project, one.tie_class, one.kind, one.certainty, _yes_no(one.counts), _yes_no(one.test),
            one.importer.app, one.importer.module, one.importer.symbol,
            one.imported.app, one.imported.module, one.imported.symbol, one.imported.via,
            one.file, str(one.line), str(one.column), one.note,
        )  # fmt: skip
        # Nearly every row is plain, and one look at it is ten times faster than one at each of its cells.
        yield cells if is_plain("".join(cells)) and not _has_formula(cells) else [_guarded(cell) for cell in cells]


def _has_formula(cells: Sequence[str]) -> bool:
    return any(cell.startswith(_FORMULA) for cell in cells)


def _guarded(cell: str) -> str:
    """No cell is a formula: quotes alone do not keep a spreadsheet from computing what begins with such a sign."""
    text = visible(cell)
    return "'" + text if text.startswith(_FORMULA) else text


def _yes_no(value: bool) -> str:
    return "true" if value else "false"
