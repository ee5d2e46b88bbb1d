"""Times of `anabranch check`, in turns with import-linter on the same tree and with `anabranch map`."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from typing import NamedTuple

import grimp

from bench.figures import Figure, time_figure
from bench.peers import importable
from bench.speed import Times, Tree, add_function

SINCE_LIMIT = 2.0
"""Seconds for `check --since`, warm."""
_BIN = Path(sys.executable).parent
_AUTHOR = ("-c", "user.name=bench", "-c", "user.email=bench@bench.example", "-c", "commit.gpgsign=false")


class _Spent(NamedTuple):
    """Seconds by the clock, and of processors."""

    wall: float
    processor: float


def measure_check(tree: Tree) -> Iterator[Figure]:
    """A figure for each thing asked of `check`; a repository of two commits is made of a copy of the tree."""
    folder, cache = tree.scratch / "check" / tree.folder.name, tree.scratch / "check" / "cache"
    shutil.copytree(tree.folder, folder, symlinks=True)
    own = Tree(tree.name, folder, tree.module, tree.scratch, tree.times)
    _prepare(own, cache)
    yield from _warm(own, cache)
    yield _cold(own, cache)


def _prepare(tree: Tree, cache: Path) -> None:
    """The order that the tree has, a contract of two layers that is kept, and one more change in a second commit."""
    _run(tree, cache, "anabranch", "init")
    layers = "\n    ".join(kept_layers(tree))
    contract = f"[importlinter]\nroot_package = {tree.module}\n\n[importlinter:contract:layers]\nname = layers\n"
    (tree.folder / ".importlinter").write_text(f"{contract}type = layers\nlayers =\n    {layers}\n", encoding="utf-8")
    _git(tree, "init", "-q")
    _commit(tree)
    add_function(tree, tree.times)
    _commit(tree)


def kept_layers(tree: Tree) -> tuple[str, str]:
    """Two packages of which the lower one does not import the higher one, over whatever steps.

    Raises `SystemExit` where there are none.
    """
    with importable(tree.folder):
        graph = grimp.build_graph(str(tree.module), cache_dir=None)
    packages = [one for one in sorted(graph.find_children(str(tree.module))) if graph.find_children(one)]
    for higher, lower in permutations(packages, 2):
        if not graph.find_shortest_chains(importer=lower, imported=higher):
            return higher, lower
    raise SystemExit(f"{tree.name}: of no two packages of {tree.module} is one free of the other, so no contract of "
                     "two layers is kept: measure check on another tree.")  # fmt: skip


def _warm(tree: Tree, cache: Path) -> Iterator[Figure]:
    rows: dict[str, list[_Spent]] = {"check": [], "peer": [], "since": []}
    for number in range(tree.times + 1):  # the first fills the caches
        spent = {
            "check": _run(tree, cache, "anabranch", "check", "--frozen"),
            "peer": _run(tree, cache, "lint-imports"),
            "since": _run(tree, cache, "anabranch", "check", "--frozen", "--since", "HEAD~1"),
        }
        for name in rows if number else ():
            rows[name].append(spent[name])
    check, peer, since = (_medians(each) for each in rows.values())
    what = "check, warm, nothing changed"
    yield time_figure(Times(tree.name, what, check.wall, "import-linter", peer.wall, limit=1.0))
    yield time_figure(Times(tree.name, f"{what}: processor time", check.processor, "import-linter", peer.processor))
    value = f"{since.wall:.2f} s ({since.processor:.2f} s of processors)"
    yield Figure(tree.name, "check --since, warm", value, f"<= {SINCE_LIMIT:g} s", since.wall <= SINCE_LIMIT)


def _cold(tree: Tree, cache: Path) -> Figure:
    rows: dict[str, list[_Spent]] = {"check": [], "map": []}
    for _ in range(tree.times):
        for name, spent in rows.items():
            shutil.rmtree(cache)
            spent.append(_run(tree, cache, "anabranch", name))
    check, read = (_medians(each).processor for each in rows.values())
    return time_figure(Times(tree.name, "check, cold: processor time", check, "map, cold", read, limit=1.1))


def _medians(rows: list[_Spent]) -> _Spent:
    return _Spent(*map(statistics.median, zip(*rows, strict=True)))


def _run(tree: Tree, cache: Path, program: str, *arguments: str) -> _Spent:
    environment = {**os.environ, "ANABRANCH_CACHE": str(cache), "PYTHONPATH": str(tree.folder)}
    before, begin = os.times(), time.perf_counter()
    done = subprocess.run(
        [_BIN / program, *arguments], cwd=tree.folder, env=environment, capture_output=True, text=True, check=False
    )
    wall, after = time.perf_counter() - begin, os.times()
    if done.returncode:
        raise SystemExit(f"{program} {' '.join(arguments)} ended with {done.returncode}:\n{done.stdout[-2000:]}"
                         f"{done.stderr[-2000:]}")  # fmt: skip
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return _Spent(wall, used)


def _commit(tree: Tree) -> None:
    _git(tree, "add", "-A")
    _git(tree, *_AUTHOR, "commit", "-qm", "bench")


def _git(tree: Tree, *arguments: str) -> None:
    subprocess.run(("git", *arguments), cwd=tree.folder, check=True, capture_output=True)
