"""What literals can say: texts, lists, dicts and paths of files, each possibly one of several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product


@dataclass(frozen=True, slots=True)
class Items:
    """A list, tuple or set; each member is one of several values."""

    members: tuple[Values, ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    """A dict."""

    members: tuple[tuple[Values, Values], ...]


@dataclass(frozen=True, slots=True)
class FilePath:
    """The path of a file of the project or of a folder around it; no text: where it begins is not known."""

    path: str


Value = str | Items | Pairs | FilePath
Values = tuple["Value", ...]
"""One of these, the one that counts by default last; none where literals do not tell."""

_MOST = 64
"""Alternatives and combinations beyond this tell nothing any more."""


def unite(several: Iterable[Values]) -> Values:
    """One of several values: texts and paths side by side, lists and dicts each as one that holds all of theirs."""
    texts: dict[str | FilePath, None] = {}
    members: dict[Values, None] = {}
    # By identity: a dict that grows in many branches comes along every way, and to compare what it holds takes as long.
    pairs: dict[int, tuple[Values, Values]] = {}
    has_list = False
    for value in (value for values in several for value in values):
        if isinstance(value, str | FilePath):
            texts.pop(value, None)
            texts[value] = None
        elif isinstance(value, Items):
            has_list = True
            members.update(dict.fromkeys(value.members))
        else:
            for pair in value.members:
                pairs.pop(id(pair), None)
                pairs[id(pair)] = pair
    found: list[Value] = [*list(texts)[-_MOST:]]
    found += [Items(tuple(members))] if has_list else []
    return (*found, *([Pairs(tuple(pairs.values()))] if pairs else []))


def texts_in(values: Values) -> Iterator[str]:
    """All texts of a value, in order, those of lists in lists too."""
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, Items):
            for member in value.members:
                yield from texts_in(member)


def joined_texts(*parts: Values) -> Values:
    """All texts that come of one alternative of each part, one after the other."""
    texts = [[value for value in part if isinstance(value, str)] for part in parts]
    size = 1
    for alternatives in texts:
        size *= len(alternatives)
    if size > _MOST * 8:
        return ()
    return tuple("".join(combination) for combination in product(*texts))


def filled_texts(pieces: Sequence[str], places: Sequence[Values]) -> Values:
    """All texts that come of one alternative of each place between the pieces, of which there is one more."""
    woven = (part for piece, place in zip(pieces, places, strict=False) for part in ((piece,), place))
    return joined_texts(*woven, (pieces[-1],))
