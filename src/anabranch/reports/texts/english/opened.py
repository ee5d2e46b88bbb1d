"""What opened numbers are called in English."""

from __future__ import annotations

OPENED: dict[str, str] = {
    "opened.title": "{row}, number by number",
    "opened.part": "{name}: {number:,}",
    "opened.schema": "migrations",
    "opened.tables": "tables",
    "opened.symbols": "symbols",
    "opened.files": "files, with the lines in each",
    "opened.lines": "lines",
    "opened.left": "units still tangled",
    "opened.upward": "ties against the order",
    "opened.units": "units, with their lines",
    "opened.tangle": "units of the largest tangle",
    "opened.references": "references",
    "opened.together": "changes that touched both",
    "opened.changes": "changes that touched {about}",
    "opened.ties": "ties today",
    "opened.no_row": "There is no row {name}; there are: {names}.",
    "opened.pair": "{name} is neither a point of the table (2026-03, or a commit) nor two domains (orders,catalog).",
}
