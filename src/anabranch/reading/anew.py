"""The map of files that have changed, made of what was kept about the others."""

from __future__ import annotations

from collections.abc import Callable

from anabranch.project.file_list import FileList
from anabranch.project.layout import lay_out
from anabranch.reading.assembly import assemble
from anabranch.reading.cache import Cache
from anabranch.reading.declared import NOTHING_DECLARED, Declared
from anabranch.reading.fact_store import FactStore
from anabranch.reading.forked import start_beside
from anabranch.reading.reader import FactReader
from anabranch.reading.resolved import Earlier
from anabranch.reading.solved import Solved
from anabranch.reading.values import Map


def read_anew(
    files: FileList,
    cache: Cache | None,
    on_progress: Callable[[int, int], None] | None,
    *,
    free_modules: bool,
    beside: list[Callable[[], None]] | None = None,
    declared: Declared = NOTHING_DECLARED,
) -> Map:
    """The map, from the facts of all files; with a cache, from what is kept there as far as it holds.

    Where a list `beside` is given, what is to be kept is written by other processes, and the list takes a function for
    each that waits for its end.
    """

    def keep(work: Callable[[], None]) -> None:
        if beside is None:
            work()
        else:
            beside.append(start_beside(work))

    store = cache.load_facts() if cache is not None else FactStore(None)
    reader = FactReader(files, store, on_progress)
    python, templates = reader.read()
    if cache is not None:
        keep(lambda: cache.save_facts(store, reader.keys))
    graphs = Solved(cache.load_solved() if cache is not None else None)
    earlier = Earlier(*cache.load_resolved(), store.python_before, reader.keys) if cache is not None else None
    found, resolved = assemble(
        files, lay_out(files, python), python, templates, graphs, earlier, free_modules=free_modules, declared=declared
    )
    if cache is not None:
        keep(lambda: cache.save(found, graphs.made, resolved))
    return found
