"""One package of the corpus: its map, held against all that is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench.accuracy import compare_relations, compare_wiring, not_booted
from bench.imports import compare_imports
from bench.tool import Command, read_map

if TYPE_CHECKING:
    from pathlib import Path

    from anabranch.reading.values import Map
    from bench.comparison import Comparison
    from bench.corpus import Package


@dataclass(frozen=True)
class PackageComparison:
    """All comparisons of one package, and the models of apps that were not booted."""

    values: tuple[Comparison, ...]
    not_booted: tuple[str, ...]


def compare_package(package: Package, scratch: Path) -> PackageComparison:
    """Read a package as it was booted for relations and wiring, and with all its tests for imports."""
    whole = _read(package, scratch, tests=True)
    booted = whole if package.tests else _read(package, scratch, tests=False)
    values = (
        *compare_relations(package.key, booted),
        *compare_wiring(package.key, booted),
        compare_imports(package.key, package.folder, package.module, whole),
    )
    return PackageComparison(values, not_booted(package.key, booted))


def _read(package: Package, scratch: Path, *, tests: bool) -> Map:
    output = scratch / f"{package.key}{'-tests' if tests else ''}.json"
    return read_map(Command(package.folder, output, scratch / "cache", tests=tests))
