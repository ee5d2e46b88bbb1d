"""All rows of the dossier, in the order of the page."""

from __future__ import annotations

from anabranch.plan.dossier import Evidence, Row
from anabranch.plan.rows_code import rows_from_code
from anabranch.plan.rows_past import rows_from_past
from anabranch.plan.rows_source import rows_from_source

ROWS = (
    "early", "testing", "network", "tangled", "deploy", "failure", "technology", "maintain", "independent", "isolation",
    "scale", "own_technology", "latency", "transactions", "operations",
)  # fmt: skip


def count_rows(evidence: Evidence) -> list[Row]:
    """Every row, also those that could not be measured."""
    found = (*rows_from_past(evidence), *rows_from_code(evidence), *rows_from_source(evidence))
    return sorted(found, key=lambda row: ROWS.index(row.name))
