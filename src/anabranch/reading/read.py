"""From a folder to its map."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from anabranch.facts.templates import TemplateFacts
from anabranch.facts.values import FileFacts
from anabranch.project.file_list import FileList
from anabranch.project.files import list_files, no_python_in
from anabranch.reading.cache import Cache
from anabranch.reading.declared import NOTHING_DECLARED, Declared
from anabranch.reading.values import Map

Progress = Callable[[int, int], None]


def read_map(
    folder: Path,
    *,
    include_tests: bool = False,
    cache: bool = True,
    on_progress: Progress | None = None,
    free_modules: bool = True,
) -> Map:
    """Read all projects below a folder.

    `on_progress` is called with the number of files read so far and in all. Without `free_modules` the map does not say
    what frees each module: with hundreds of modules in one tangle that takes longer than all else. Raises
    `NothingToRead` where there is no such folder or no Python in it.
    """
    return read_listed(
        list_files(folder, include_tests=include_tests),
        include_tests=include_tests,
        cache=cache,
        on_progress=on_progress,
        free_modules=free_modules,
    )


def read_listed(
    files: FileList,
    *,
    include_tests: bool,
    cache: bool = True,
    on_progress: Progress | None = None,
    free_modules: bool = True,
    beside: list[Callable[[], None]] | None = None,
    declared: Declared = NOTHING_DECLARED,
) -> Map:
    """The same of files that are listed already, with or without the tests; `declared` is what a team has declared.

    Where a list `beside` is given, what is to be kept is written by other processes meanwhile; the list takes functions
    that wait for their end, to be called before this process ends.
    """
    if not files.python:
        raise no_python_in(files)
    with _collector_off():
        store = (
            Cache(files, include_tests=include_tests, free_modules=free_modules, declared=declared) if cache else None
        )
        known = store.load_map() if store is not None else None
        if known is not None:
            return known
        # Imported here, because a map that is still true needs none of the parsers and resolvers.
        from anabranch.reading.anew import read_anew

        return read_anew(files, store, on_progress, free_modules=free_modules, beside=beside, declared=declared)


def read_facts(
    files: FileList, *, include_tests: bool, cache: bool = True
) -> tuple[dict[str, FileFacts], dict[str, TemplateFacts]]:
    """What the files say each by itself, by path; from the cache where it knows them."""
    from anabranch.reading.fact_store import FactStore
    from anabranch.reading.reader import FactReader

    with _collector_off():
        store = Cache(files, include_tests=include_tests, free_modules=False) if cache else None
        return FactReader(files, store.load_facts() if store is not None else FactStore(None), None).read()


def make_map(
    files: FileList,
    python: Mapping[str, FileFacts],
    templates: Mapping[str, TemplateFacts],
    *,
    free_modules: bool = True,
    declared: Declared = NOTHING_DECLARED,
) -> Map:
    """The map of files whose facts are known: a pure function."""
    from anabranch.project.layout import lay_out
    from anabranch.reading.assembly import assemble
    from anabranch.reading.solved import Solved

    layouts = lay_out(files, python)
    return assemble(files, layouts, python, templates, Solved(), free_modules=free_modules, declared=declared)[0]


@contextmanager
def _collector_off() -> Iterator[None]:
    """Almost nothing that is made here dies before the end: looking for garbage would find none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
