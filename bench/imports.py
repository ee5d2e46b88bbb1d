"""The map's imports against grimp's: each import that it finds must be there, by the module the statement names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import grimp

from bench.comparison import Comparison, compare, explain
from bench.peers import importable
from bench.truth import explanations

if TYPE_CHECKING:
    from pathlib import Path

    from anabranch.reading.values import Map


def compare_imports(key: str, folder: Path, module: str, found: Map) -> Comparison:
    """Compare edges between modules; `found` must have been read with tests, as grimp knows none."""
    got = {f"{r.importer.module} -> {r.imported.via}" for r in found.references if r.imported.via}
    comparison = compare(key, "import", true=grimp_edges(folder, module), found=got)
    return explain(comparison, explanations(key))


def grimp_edges(folder: Path, module: str) -> set[str]:
    """Read the imports of a package by grimp."""
    with importable(folder):
        graph = grimp.build_graph(module, cache_dir=None)
    return {
        f"{importer} -> {imported}"
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
    }
