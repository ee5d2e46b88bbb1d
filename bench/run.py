"""Measure everything the tool promises, side by side with its peers: `make bench`.

Prints one table and writes `build/bench.json`. Figures of a run belong into `accuracy.md`, `speed.md` and
`library-benchmarks.md` of `docs/explanation/`.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from rich.console import Console

from bench.check import measure_check
from bench.comparison import Comparison
from bench.corpus import ROOT, Package, is_ready, pinned_packages
from bench.figures import Figure, comparison_figures, graph_figures, memory_figure, time_figure
from bench.graphs import LEVELS, measure_graph
from bench.memory import measure_peak
from bench.packages import compare_package
from bench.report import print_differences, print_figures, write_results
from bench.speed import Tree, command_for, measure_cold, measure_inside, measure_warm
from bench.tool import bind_processors, read_map

PARTS = ("accuracy", "speed", "check", "memory", "graph")
TIMED = "pretix"
"""The package of the corpus that is timed; larger projects are named on the command line."""


@dataclass
class Results:
    """What was measured so far."""

    figures: list[Figure] = field(default_factory=list)
    comparisons: list[Comparison] = field(default_factory=list)


def main() -> None:
    """Measure, print, write."""
    options = read_options()
    bind_processors()
    console = Console(width=None if sys.stdout.isatty() else 160)
    results = Results()
    with tempfile.TemporaryDirectory(prefix="anabranch-bench-") as scratch:
        measure(options, Path(scratch), results, console)
    print_differences(results.comparisons, console)
    print_figures(results.figures, console)
    write_results(options.output, results.figures, results.comparisons)
    console.print(f"Written: {options.output}", markup=False)


def read_options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="bench.run", description=__doc__)
    parser.add_argument("--only", action="append", choices=PARTS, help="measure this part alone; may be repeated")
    parser.add_argument("--also", action="append", default=[], metavar="PATH=PACKAGE", help="time a further project")
    parser.add_argument("--times", type=int, default=3, help="each time is the median of so many [3]")
    parser.add_argument("--output", type=Path, default=ROOT / "build" / "bench.json")
    return parser.parse_args()


def measure(options: argparse.Namespace, scratch: Path, results: Results, console: Console) -> None:
    """Measure all parts that were asked for."""
    parts = options.only or PARTS
    if "accuracy" in parts:
        for package in pinned_packages():
            with console.status(f"accuracy: {package.key}"):
                measure_accuracy(package, scratch, results)
    if set(parts) <= {"accuracy"}:
        return
    for tree in copy_trees(options, scratch):
        with console.status(f"times: {tree.name}"):
            measure_tree(tree, parts, results)
        # A large project takes minutes; what was measured before is not lost with it.
        write_results(options.output, results.figures, results.comparisons)


def measure_accuracy(package: Package, scratch: Path, results: Results) -> None:
    """Hold one package's map against what it is at run time, and against grimp."""
    if not is_ready(package):
        raise SystemExit(f"{package.key} is not there; run: make corpus")
    comparisons = compare_package(package, scratch)
    results.comparisons += comparisons.values
    results.figures += [figure for row in comparisons.values for figure in comparison_figures(row)]
    if comparisons.not_booted:
        models = f"{len(comparisons.not_booted)} models"
        results.figures.append(Figure(package.key, "not booted, so not compared", models))


def copy_trees(options: argparse.Namespace, scratch: Path) -> Iterator[Tree]:
    """Copy the projects that are timed, so that a file may be changed."""
    timed = [(p.key, p.folder, p.module) for p in pinned_packages() if p.name == TIMED]
    for named in options.also:
        path, _, module = named.partition("=")
        timed.append((Path(path).resolve().name, Path(path).resolve(), module))
    for name, source, module in timed:
        folder = scratch / "trees" / name
        shutil.copytree(source, folder, symlinks=True, ignore=shutil.ignore_patterns(".git", "node_modules"))
        yield Tree(name, folder, module or None, scratch / "work" / name, options.times)


def measure_tree(tree: Tree, parts: Collection[str], results: Results) -> None:
    """Measure times and memory of one project."""
    tree.scratch.mkdir(parents=True)
    if "speed" in parts:
        times = [measure_cold(tree)]
        times += [*measure_warm(tree), measure_inside(tree)] if tree.module else []
        results.figures += map(time_figure, times)
    if "check" in parts and tree.module:
        results.figures += measure_check(tree)
    plain = replace(command_for(tree), tests=False)
    if "memory" in parts:
        cold = replace(plain, cache=tree.scratch / "memory")
        results.figures.append(memory_figure(tree.name, measure_peak(cold)))
    if "graph" in parts:
        found = read_map(plain)
        for level in LEVELS:
            results.figures += graph_figures(measure_graph(tree.name, found, level))


if __name__ == "__main__":
    main()
