"""Records as the library writes them, for tests of what reads them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from anabranch.evidence.values import Row, Side


def row(kind: str, importer: str, imported: str, *, file: str = "", line: int = 1, **changes: Any) -> Row:  # noqa: ANN401
    """A row between symbols written `app.module.name`, whose apps are the domains."""
    return Row(
        kind=kind,
        file=file or "/".join(importer.split(".")[:2]) + ".py",
        line=line,
        importer=Side(importer.split(".")[0], importer),
        imported=Side(imported.split(".")[0], imported),
        **{"test_count": len(changes.get("tests", ())), **changes},
    )


def header(**changes: object) -> dict[str, object]:
    """The first line of a record of a process that ended well."""
    return {"anabranch": "record", "schema": 1, "mode": "rehearse", "domain": "orders", "python": "3.12.1",
            "django": "5.2", "process": 7, "complete": True, "detect": [], "tests": 3, "notes": [], "dropped": 0,
            **changes}  # fmt: skip


def write_record(folder: Path, name: str, head: dict[str, object], *rows: Row) -> Path:
    """A record file."""
    lines = [json.dumps(head), *(msgspec.json.encode(one).decode() for one in rows)]
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
