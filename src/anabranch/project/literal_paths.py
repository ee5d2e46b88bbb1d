"""What settings make of their own place: `SITE_NAME = basename(dirname(abspath(__file__)))` names a package."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from posixpath import basename, dirname, splitext

from anabranch.project.literal_values import Items, Values

FILE = "__file__"
"""The name that stands for the path of its file: here from the root of what is read, whose own name is not known."""
_SAME = {"abspath", "realpath", "normpath", "fspath", "Path", "PurePath"}
_SAME_METHODS = {"resolve", "absolute"}


def path_of_call(name: str, base: Values, positional: tuple[Values, ...]) -> Values:
    """The paths that a call of `os.path` or `pathlib` gives; `base` is what a method is of."""
    if base:
        return base if name in _SAME_METHODS else ()
    if len(positional) != 1:
        return ()
    if name in _SAME:
        return positional[0]
    if name == "split":
        return tuple(Items(((_above(path)), (_last(path)))) for path in _paths(positional[0]))
    take = _TAKEN_BY_CALL.get(name)
    return _each(positional[0], take) if take is not None else ()


def path_of_attribute(name: str, base: Values) -> Values:
    """The paths that an attribute of a `pathlib.Path` gives."""
    if name == "parents":
        return tuple(Items(tuple((above,) for above in _ancestors(path))) for path in _paths(base))
    take = _TAKEN_BY_ATTRIBUTE.get(name)
    return _each(base, take) if take is not None else ()


def _each(values: Values, take: Callable[[str], Iterable[str]]) -> Values:
    return tuple(dict.fromkeys(found for path in _paths(values) for found in take(path)))


def _paths(values: Values) -> Iterator[str]:
    return (value for value in values if isinstance(value, str))


def _above(path: str) -> tuple[str, ...]:
    return (dirname(path),) if path else ()


def _last(path: str) -> tuple[str, ...]:
    return (basename(path),) if basename(path) else ()


def _stem(path: str) -> tuple[str, ...]:
    return tuple(splitext(last)[0] for last in _last(path))


def _ancestors(path: str) -> Iterator[str]:
    while path:
        path = dirname(path)
        yield path


_TAKEN_BY_CALL = {"dirname": _above, "basename": _last}
_TAKEN_BY_ATTRIBUTE = {"parent": _above, "name": _last, "stem": _stem}
