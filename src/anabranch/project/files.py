"""The files below a folder that the team wrote: the only place of this package that asks the file system."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import NamedTuple

from anabranch.errors import NothingToRead
from anabranch.project.conventions import (
    PACKAGING,
    TEMPLATE_ENDINGS,
    folder_of,
    folders_above,
    is_left_out,
    is_packaging,
    is_source,
    is_template,
    test_code,
)
from anabranch.project.file_list import FileList, SourceFile
from anabranch.project.folder_walk import walk_folder
from anabranch.project.git_listing import list_with_git

Unreadable = list[tuple[str, str]]

_ENDINGS = (".py", ".ipynb", "pyvenv.cfg", *PACKAGING, *TEMPLATE_ENDINGS)


def list_files(folder: Path, *, include_tests: bool) -> FileList:
    """All files below a folder that belong to the team, with their paths relative to it.

    Inside a git repository these are the tracked files and the new ones that git does not ignore.
    """
    root = os.path.abspath(folder)
    _check_folder(root)
    listing = list_with_git(root) or walk_folder(root)
    team = team_files(listing.paths, include_tests=include_tests)
    unreadable = [*listing.unreadable, *team.unreadable]
    return FileList(
        root=root,
        python=_look_at(root, team.python, unreadable),
        templates=_look_at(root, team.templates, unreadable),
        notebooks=team.notebooks,
        packaging=team.packaging,
        unreadable=tuple(sorted(set(unreadable))),
        with_tests=include_tests,
    )


class TeamFiles(NamedTuple):
    """Paths of a listing by what they are."""

    python: list[str]
    templates: list[str]
    notebooks: tuple[str, ...]
    packaging: tuple[str, ...]
    unreadable: tuple[tuple[str, str], ...]


def team_files(listed: list[str], *, include_tests: bool) -> TeamFiles:
    """What of all listed paths the team wrote, told by the paths alone."""
    unreadable: Unreadable = []
    paths = _own_paths(listed, unreadable)
    if not include_tests:
        is_test = test_code(paths)
        paths = [path for path in paths if not is_test(path)]
    python = [path for path in paths if is_source(path)]
    return TeamFiles(
        python=python,
        templates=[path for path in paths if is_template(path)] + _templates_beside_code(paths, python),
        notebooks=tuple(sorted(path for path in paths if path.endswith(".ipynb"))),
        packaging=tuple(sorted(path for path in paths if is_packaging(path))),
        unreadable=tuple(unreadable),
    )


def no_python_in(files: FileList) -> NothingToRead:
    """What to tell someone whose folder holds no Python."""
    told = "There is no Python below {folder}: give the repository, or the folder of manage.py or of a package."
    return NothingToRead(told, folder=files.root)


def _check_folder(root: str) -> None:
    if not os.path.lexists(root):
        raise NothingToRead("There is no {folder}: give the path of an existing folder.", folder=root)
    if not os.path.isdir(root):
        told = "{file} is not a folder: give the folder of the project, not a file in it."
        raise NothingToRead(told, file=root)


def _own_paths(paths: list[str], unreadable: Unreadable) -> list[str]:
    # Most files are pictures and translations, and most share their folder: the cheap questions first.
    own = [path for path in paths if path.endswith(_ENDINGS)]
    foreign = {folder for folder in set(map(folder_of, own)) if is_left_out(folder + "/")}
    if foreign:
        own = [path for path in own if folder_of(path) not in foreign]
    environments = tuple(folder_of(path) + "/" for path in own if path.endswith("/pyvenv.cfg"))
    if environments:
        own = [path for path in own if not path.startswith(environments)]
    strange = [path for path in own if not path.isascii() and _is_undecodable(path)]
    if strange:
        unreadable += [(_printable(path), "its name is not UTF-8") for path in strange]
        own = [path for path in own if path not in set(strange)]
    return own


def _is_undecodable(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return True
    return False


def _printable(path: str) -> str:
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _templates_beside_code(paths: list[str], python: list[str]) -> list[str]:
    """HTML files of a Python package that are in none of its template folders."""
    loose = [path for path in paths if path.endswith(".html") and not is_template(path)]
    packages = {folder_of(path) for path in python if path.endswith("/__init__.py")} if loose else set()
    return [path for path in loose if any(folder in packages for folder in folders_above(path))]


def _look_at(root: str, paths: list[str], unreadable: Unreadable) -> tuple[SourceFile, ...]:
    found = []
    for path in sorted(paths):
        try:
            state = os.stat(f"{root}/{path}")
        except FileNotFoundError:
            # Git still lists what was deleted but not committed; a link that leads nowhere is another matter.
            if os.path.islink(f"{root}/{path}"):
                unreadable.append((path, "a link that leads nowhere"))
            continue
        except OSError as error:
            unreadable.append((path, error.strerror or str(error)))
            continue
        if stat.S_ISREG(state.st_mode):
            found.append(SourceFile(path, state.st_size, state.st_mtime_ns, state.st_ctime_ns))
        else:
            unreadable.append((path, "not a regular file"))
    return tuple(found)
