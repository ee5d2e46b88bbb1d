"""What both dump scripts share: a booted Django, the project's own packages, rows written one a line.

Run with the booted project's interpreter; nothing of anabranch is needed there.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, NamedTuple


class Arguments(NamedTuple):
    """What the command line says."""

    packages: frozenset[str]
    output: Path

    def owns(self, module: str | None) -> bool:
        """Tell whether a module is the project's own."""
        return bool(module) and str(module).split(".")[0] in self.packages


def boot() -> Arguments:
    """Start Django under DJANGO_SETTINGS_MODULE, and read PACKAGE[,PACKAGE] OUTPUT from the command line."""
    import django

    django.setup()
    packages, output = sys.argv[1:]
    return Arguments(packages=frozenset(packages.split(",")), output=Path(output))


def write(output: Path, content: dict[str, Any]) -> None:
    """Write JSON with one row a line, so that a difference can be read."""
    members = [f"{json.dumps(key)}: {_rows(value)}" for key, value in content.items()]
    output.write_text("{\n" + ",\n".join(members) + "\n}\n", encoding="utf-8")


def _rows(value: object) -> str:
    if not isinstance(value, list) or not value:
        return json.dumps(value)
    return "[\n" + ",\n".join(json.dumps(row) for row in value) + "\n]"
