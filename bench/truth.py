"""What real projects are at run time (`tests/truth/`), and which differences to it are explained."""

from __future__ import annotations

import tomllib
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal

import msgspec

TRUTH = Path(__file__).resolve().parent.parent / "tests" / "truth"

What = Literal["relation", "accessor", "through", "url", "receiver", "task", "import"]
Side = Literal["missed", "extra"]


class Relation(msgspec.Struct, frozen=True, array_like=True):
    """A relation as `_meta` knows it."""

    model: str
    field: str
    kind: str
    target: str
    accessor: str | None
    through: str | None


class Relations(msgspec.Struct, frozen=True):
    """The labels of all apps that were booted, and every relation of the project's own models."""

    apps: tuple[str, ...]
    relations: tuple[Relation, ...]


class Wiring(msgspec.Struct, frozen=True):
    """URL names with their views, receivers as (signal, function, sender), tasks with their modules."""

    urls: tuple[tuple[str, str], ...]
    receivers: tuple[tuple[str, str, str], ...]
    tasks: tuple[tuple[str, str], ...]


class Explanation(msgspec.Struct, frozen=True):
    """Why some rows differ; `rows` are patterns. `run_time` takes them out of the count: no source says them."""

    package: str
    what: What
    rows: tuple[str, ...]
    reason: str
    side: Side = "missed"
    run_time: bool = False

    def covers(self, row: str) -> bool:
        """Tell whether a row is one of those."""
        return any(fnmatchcase(row, pattern) for pattern in self.rows)


def true_relations(key: str) -> Relations:
    """Read the relations of a package."""
    return msgspec.json.decode((TRUTH / f"{key}.json").read_bytes(), type=Relations)


def true_wiring(key: str) -> Wiring:
    """Read the wiring of a package."""
    return msgspec.json.decode((TRUTH / f"{key}.wiring.json").read_bytes(), type=Wiring)


def explanations(key: str) -> tuple[Explanation, ...]:
    """Give what is explained about a package."""
    return tuple(row for row in all_explanations() if row.package == key)


def all_explanations(path: Path = TRUTH / "explained.toml") -> tuple[Explanation, ...]:
    """Read what is explained."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return msgspec.convert(content.get("explained", []), tuple[Explanation, ...])
