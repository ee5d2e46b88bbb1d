"""The map of a past state of the same folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from anabranch.evidence.git import Blob, changed_since, list_revision, read_blobs, tree_of
from anabranch.facts.python import read_python
from anabranch.facts.templates import TemplateFacts, read_template
from anabranch.facts.values import FileFacts
from anabranch.project.file_list import FileList, SourceFile
from anabranch.project.files import list_files, team_files
from anabranch.reading.cache import Cache, PastMap
from anabranch.reading.declared import NOTHING_DECLARED, Declared
from anabranch.reading.fact_store import FactStore
from anabranch.reading.read import make_map
from anabranch.reading.reader import FactReader
from anabranch.reading.values import Map

Facts = TypeVar("Facts")


def read_revision(
    folder: Path, commit: str, *, include_tests: bool = False, cache: bool = True, declared: Declared = NOTHING_DECLARED
) -> Map:
    """What the folder's map was at a commit; `declared` is what a team has declared.

    Files that have not changed since have the facts that are known of them; of the others the content is read from
    git's objects. The map of the state that was asked for last is kept. Raises `GitFailed`.
    """
    root = str(folder.absolute())
    kept = PastMap(root, tree_of(folder, commit), include_tests=include_tests, declared=declared) if cache else None
    known = kept.load() if kept is not None else None
    if known is not None:
        return known
    blobs = {blob.path: blob for blob in list_revision(folder, commit)}
    files = files_of(root, blobs, include_tests=include_tests)
    python, templates = _known_facts(folder, changed_since(folder, commit), include_tests=include_tests, cache=cache)
    facts, whole = _of_all(folder, files.python, blobs, python, read_python)
    pages, whole_pages = _of_all(folder, files.templates, blobs, templates, read_template)
    found = make_map(files, facts, pages, free_modules=False, declared=declared)
    if kept is not None and whole and whole_pages:
        kept.save(found)
    return found


def files_of(root: str, blobs: dict[str, Blob], *, include_tests: bool) -> FileList:
    """The files of a commit as `list_files` would list them in a folder."""
    team = team_files(list(blobs), include_tests=include_tests)
    return FileList(
        root=root,
        python=tuple(SourceFile(path, blobs[path].size, 0) for path in sorted(team.python)),
        templates=tuple(SourceFile(path, blobs[path].size, 0) for path in sorted(team.templates)),
        notebooks=team.notebooks,
        packaging=team.packaging,
        unreadable=team.unreadable,
        with_tests=include_tests,
    )


def _known_facts(
    folder: Path, changed: set[str], *, include_tests: bool, cache: bool
) -> tuple[dict[str, FileFacts], dict[str, TemplateFacts]]:
    now = list_files(folder, include_tests=include_tests)
    kept = Cache(now, include_tests=include_tests, free_modules=False) if cache else None
    store = kept.load_facts() if kept is not None else FactStore(None)
    python, templates = FactReader(now, store, None).read()
    return (
        {path: facts for path, facts in python.items() if path not in changed},
        {path: facts for path, facts in templates.items() if path not in changed},
    )


def _of_all(
    folder: Path,
    files: tuple[SourceFile, ...],
    blobs: dict[str, Blob],
    known: dict[str, Facts],
    read: Callable[[bytes], Facts],
) -> tuple[dict[str, Facts], bool]:
    """Facts by path, and whether this clone has the content of all."""
    missing = [blobs[file.path] for file in files if file.path not in known]
    found = {path: read(content) for path, content in read_blobs(folder, missing)}
    facts = {file.path: found.get(file.path) or known.get(file.path) or read(b"") for file in files}
    return facts, len(found) == len(missing)
