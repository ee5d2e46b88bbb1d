"""Files that another tool reads and a check does not, or the other way round: contracts then judge other imports."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from anabranch.project.conventions import folder_of, folders_above


class ReadOtherwise(NamedTuple):
    """Paths of files, in the packages that contracts are about."""

    tests: tuple[str, ...]
    """Test code, which a check leaves out without `--tests`."""
    in_no_package: tuple[str, ...]
    """What lies in or below a folder without `__init__.py`: import-linter passes over it."""


def read_otherwise(paths: Collection[str], tests: Collection[str], packages: Sequence[str]) -> ReadOtherwise:
    """Of the Python files `paths`, of which `tests` are test code, those that the tools do not both read."""
    homes = [home for package in packages for home in _home(package, paths, tests)]
    inside = sorted(path for path in paths if path.startswith(tuple(f"{home}/" for home in homes)))
    regular = {folder_of(path) for path in inside if path.endswith("/__init__.py")}
    own = {path for path in inside if not _is_importable(path, homes, regular)}
    return ReadOtherwise(tuple(path for path in inside if path in tests and path not in own), tuple(sorted(own)))


def _home(package: str, paths: Collection[str], tests: Collection[str]) -> Iterator[str]:
    """The folder of a package: of several that are called so no test code, one with `__init__.py`, the outermost."""
    inner = package.replace(".", "/")
    folders = {(path in tests, folder) for path in paths for folder in folders_above(path)}
    called = [
        (is_test, f"{folder}/__init__.py" not in paths, folder.count("/"), folder)
        for is_test, folder in folders
        if f"/{folder}".endswith(f"/{inner}")
    ]
    if called:
        yield min(called)[3]


def _is_importable(path: str, homes: Collection[str], regular: Collection[str]) -> bool:
    """Whether all folders from the package down to the file are packages."""
    return any(
        all(folder in regular for folder in folders_above(path) if f"{folder}/".startswith(f"{home}/"))
        for home in homes
        if path.startswith(f"{home}/")
    )
