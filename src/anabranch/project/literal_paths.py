"""What settings make of their own place: `SITE_NAME = basename(dirname(abspath(__file__)))` names a package."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from posixpath import basename, dirname, splitext

from anabranch.project.literal_values import FilePath, Items, Values

FILE = "__file__"
"""The name of a file's own path."""
_SAME = {"abspath", "realpath", "normpath", "fspath", "Path", "PurePath"}
_SAME_METHODS = {"resolve", "absolute"}


def path_of_call(name: str, base: Values, positional: tuple[Values, ...]) -> Values:
    """The paths that a call of `os.path` or `pathlib` gives; `base` is what a method is of."""
    if base:
        return tuple(_paths(base)) if name in _SAME_METHODS else ()
    if len(positional) != 1:
        return ()
    if name in _SAME:
        return tuple(_paths(positional[0]))
    if name == "split":
        return tuple(Items((_above(each), _last(each))) for each in _paths(positional[0]))
    take = _TAKEN_BY_CALL.get(name)
    return _each(positional[0], take) if take is not None else ()


def path_of_attribute(name: str, base: Values) -> Values:
    """The paths that an attribute of a `pathlib.Path` gives."""
    if name == "parents":
        return tuple(Items(tuple(_ancestors(each))) for each in _paths(base))
    take = _TAKEN_BY_ATTRIBUTE.get(name)
    return _each(base, take) if take is not None else ()


def _each(values: Values, take: Callable[[FilePath], Values]) -> Values:
    return tuple(dict.fromkeys(found for each in _paths(values) for found in take(each)))


def _paths(values: Values) -> Iterator[FilePath]:
    return (value for value in values if isinstance(value, FilePath))


def _above(file: FilePath) -> Values:
    return (FilePath(dirname(file.path)),) if file.path else ()


def _last(file: FilePath) -> Values:
    """The name of a file or folder; not that of the one around all that is read."""
    return (basename(file.path),) if file.path else ()


def _stem(file: FilePath) -> Values:
    return (splitext(basename(file.path))[0],) if file.path else ()


def _ancestors(file: FilePath) -> Iterator[Values]:
    path = file.path
    while path:
        path = dirname(path)
        yield (FilePath(path),)


_TAKEN_BY_CALL = {"dirname": _above, "basename": _last}
_TAKEN_BY_ATTRIBUTE = {"parent": _above, "name": _last, "stem": _stem}
