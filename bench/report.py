"""The table of a run, the differences behind it, and the file that keeps both."""

from __future__ import annotations

import importlib.metadata
import json
import platform
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

if TYPE_CHECKING:
    from pathlib import Path

    from bench.comparison import Comparison
    from bench.figures import Figure

SHOWN = 20
"""Rows of a list on the terminal; the file holds all."""

PACKAGES = ("anabranch", "grimp", "highspy", "tree-sitter", "tree-sitter-python")
"""Whose versions a figure depends on."""


def print_figures(figures: Sequence[Figure], console: Console) -> None:
    """Print the table."""
    table = Table(title=f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}")
    for column in ("project", "figure", "measured", "asked", ""):
        table.add_column(column, overflow="fold")
    verdicts = {True: "[green]yes[/]", False: "[red]no[/]", None: ""}
    for figure in figures:
        cells = (figure.project, figure.name, figure.value, figure.asked)
        table.add_row(*map(escape, cells), verdicts[figure.holds])
    console.print(table)


def print_differences(comparisons: Sequence[Comparison], console: Console) -> None:
    """Print what was missed and what is only here."""
    for comparison in comparisons:
        lists = {
            "missed": comparison.missed,
            "made at run time": comparison.run_time,
            # grimp knows imports alone; what is only in the map are the other kinds, and counted.
            "only here": () if comparison.what == "import" else comparison.extra,
            "explanations that nothing needs": comparison.stale,
        }
        for name, rows in lists.items():
            _print_rows(f"{comparison.package}, {comparison.what}: {name}", rows, comparison.explained, console)


def _print_rows(title: str, rows: Sequence[str], explained: frozenset[str], console: Console) -> None:
    if not rows:
        return
    console.print(f"\n{title} ({len(rows)})", style="bold", markup=False)
    for row in rows[:SHOWN]:
        console.print(f"  {row}{'  (explained)' if row in explained else ''}", markup=False, highlight=False)
    if len(rows) > SHOWN:
        console.print(f"  ... {len(rows) - SHOWN} more in the file")


def write_results(path: Path, figures: Sequence[Figure], comparisons: Sequence[Comparison]) -> None:
    """Write everything as JSON."""
    content = {
        "machine": describe_machine(),
        "figures": [asdict(figure) for figure in figures],
        "comparisons": [asdict(row) | {"explained": sorted(row.explained)} for row in comparisons],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def describe_machine() -> dict[str, Any]:
    """Say what the figures were measured on and with, without naming the machine."""
    versions = {}
    for package in PACKAGES:
        try:
            versions[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            versions[package] = "none"
    return {
        "python": platform.python_version(),
        "system": platform.system(),
        "processor": platform.machine(),
        "versions": versions,
    }
