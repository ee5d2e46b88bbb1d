"""What the tool's times are held against, each in a process of its own: `python -m bench.peers parse|grimp …`.

Prints seconds, one number a line. Imports nothing else of ours: what it loads would count as the peer's time.
"""

from __future__ import annotations

import ast
import gc
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import grimp


def time_parse(paths: list[str]) -> float:
    """Time bare `ast.parse` over files that are in memory already; the trees are thrown away."""
    sources = [Path(path).read_bytes() for path in paths]
    warnings.simplefilter("ignore")
    gc.disable()
    begin = time.perf_counter()
    for source in sources:
        try:
            ast.parse(source)
        except (SyntaxError, ValueError):
            # Newer or broken syntax; the tool has to read these too.
            continue
    return time.perf_counter() - begin


def time_grimp(folder: Path, module: str, cache: str | None) -> float:
    """Time a build of the import graph."""
    with importable(folder):
        begin = time.perf_counter()
        grimp.build_graph(module, cache_dir=cache)
        return time.perf_counter() - begin


@contextmanager
def importable(folder: Path) -> Iterator[None]:
    """Let grimp find the package below a folder; it looks packages up by their import names."""
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))


def main() -> None:
    """Measure what the command line names."""
    if sys.argv[1] == "parse":
        print(time_parse(sys.stdin.read().splitlines()))
        return
    _, _, folder, module, cache, times = sys.argv
    for _ in range(int(times)):
        print(time_grimp(Path(folder), module, cache if cache != "none" else None))


if __name__ == "__main__":
    main()
