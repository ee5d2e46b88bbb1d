"""What the calls that are common in settings give: look-ups with a default, changes of lists and texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from typing import NamedTuple, TypeVar

from anabranch.project.literal_values import Items, Pairs, Values, filled_texts, joined_texts, texts_in, unite

DEFAULTS = ("default", "fallback", "default_value")
"""Keywords that say what a look-up gives where nothing else does."""
_CASTS = {"tuple", "list", "set", "str", "dict"}
"""As methods, `env.list("NAME")`, they look up a variable."""
_SAME = {
    "tuple",
    "list",
    "set",
    "frozenset",
    "sorted",
    "reversed",
    "str",
    "dict",
    "fromkeys",
    "deepcopy",
    "gettext_lazy",
    "_",
    "reverse_lazy",  # a URL is known by its name
}
_SAME_BASE = {"copy", "strip", "lower", "rstrip", "lstrip"}
_EMPTY = {"tuple", "list", "set", "frozenset"}
_TOGETHER = {"chain", "from_iterable", "sum"}
_CHOOSING = {"filter", "map"}
"""Of what a function and a list are given to."""
_WRAPPED = "Value"
"""What classes of django-configurations end in, which are given the default: `values.ListValue([…])`."""
_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]*\Z")
_PLACE = re.compile(r"\{(\w*)\}")
_PERCENT = re.compile(r"%(?:\((\w*)\))?([sdr%])")

Part = TypeVar("Part")


def handed_on(name: str, base: Part, positional: Sequence[Part], *, by: str = "", is_method: bool) -> Sequence[Part]:
    """The parts of a call that its result is, or is put together from; none where it gives something of its own.

    `by` is the name of what its first argument names.
    """
    if (name in _SAME and not (is_method and name in _CASTS)) or name.endswith(_WRAPPED):
        return positional[:1]
    if name in _CHOOSING and not is_method and (name == "filter" or by in _SAME | _SAME_BASE):
        return positional[1:2]
    if name in _TOGETHER:
        return positional
    if name in _SAME_BASE:
        return positional if name == "copy" and positional else (base,)  # `copy.copy(LIST)`
    return ()


class Call(NamedTuple):
    """A call with its arguments evaluated; `base` is what stands before the dot of a method."""

    name: str
    base: Values
    positional: tuple[Values, ...]
    keywords: Mapping[str, Values]
    is_method: bool = False
    by: str = ""
    """The name of what the first argument names: the function that a `map` calls."""


def value_of_call(call: Call) -> Values:
    """The values of a call of something that is not the project's own, by its name alone."""
    for keyword in DEFAULTS:
        if keyword in call.keywords:
            return call.keywords[keyword]
    parts = handed_on(call.name, call.base, call.positional, by=call.by, is_method=call.is_method)
    if not parts and call.name in _EMPTY and not call.is_method:
        return (Items(()),)
    if parts:
        return parts[0] if len(parts) == 1 else unite(parts)
    method = _METHODS.get(call.name)
    if method is not None and call.base:
        return method(call)
    return _default_of_variable(call.name, call.positional)


def _default_of_variable(name: str, positional: Sequence[Values]) -> Values:
    """`env("NAME", default)`, `os.environ.get("NAME", default)`, `getattr(module, "NAME", default)`."""
    if name == "getattr":
        return positional[2] if len(positional) == 3 else ()
    if len(positional) < 2 or not any(_VARIABLE.match(text) for text in texts_in(positional[0])):
        return ()
    return positional[1]


def _split(call: Call) -> Values:
    separator = next(texts_in(call.positional[0]), None) if call.positional else None
    parts = [part for text in texts_in(call.base) for part in text.split(separator or None)]
    return (Items(tuple((part.strip(),) for part in parts if part.strip())),)


def _join(call: Call) -> Values:
    found: Values = ()
    for value in call.positional[0] if call.positional else ():
        members = value.members if isinstance(value, Items) else ()
        woven = [part for member in members for part in (call.base, member)]
        found += joined_texts(*woven[1:])
    return found


def _format(call: Call) -> Values:
    found: Values = ()
    for pattern in texts_in(call.base):
        pieces = _PLACE.split(pattern)
        found += filled_texts(pieces[::2], [_argument(name, number, call) for number, name in enumerate(pieces[1::2])])
    return found


def _argument(name: str, number: int, call: Call) -> Values:
    if name and not name.isdigit():
        return call.keywords.get(name, ())
    at = int(name) if name else number
    return call.positional[at] if at < len(call.positional) else ()


def filled_by_percent(patterns: Values, given: Values) -> Values:
    """`pattern % value`, `pattern % (value, other)` and `pattern % {"name": value}`."""
    found: Values = ()
    for pattern in texts_in(patterns):
        pieces = _PERCENT.split(pattern)
        numbers = count()
        places = [
            ("%",) if kind == "%" else _given(name, next(numbers), given)
            for name, kind in zip(pieces[1::3], pieces[2::3], strict=True)
        ]
        found += filled_texts(pieces[::3], places)
    return found


def _given(name: str | None, number: int, given: Values) -> Values:
    """What `given` puts in a place of a pattern, by its name or by its number."""
    if name is not None:
        return unite(item for value in given if isinstance(value, Pairs) for key, item in value.members if name in key)
    found = unite(value.members[number] for value in given if isinstance(value, Items) and number < len(value.members))
    return found if number else (*(value for value in given if isinstance(value, str)), *found)


def _keys(call: Call) -> Values:
    return (Items(tuple(key for value in call.base if isinstance(value, Pairs) for key, _ in value.members)),)


def _values(call: Call) -> Values:
    return (Items(tuple(item for value in call.base if isinstance(value, Pairs) for _, item in value.members)),)


def _items(call: Call) -> Values:
    pairs = (pair for value in call.base if isinstance(value, Pairs) for pair in value.members)
    return (Items(tuple((Items(pair),) for pair in pairs)),)


def _get(call: Call) -> Values:
    wanted = set(texts_in(call.positional[0])) if call.positional else set()
    pairs = [pair for value in call.base if isinstance(value, Pairs) for pair in value.members]
    found = [item for key, item in pairs if wanted.intersection(texts_in(key))]
    return unite([*found, *call.positional[1:]]) if pairs else _default_of_variable("get", call.positional)


_METHODS: dict[str, Callable[[Call], Values]] = {
    "split": _split,
    "join": _join,
    "format": _format,
    "keys": _keys,
    "values": _values,
    "items": _items,
    "get": _get,
}
