"""Whether an identifier says a name in another spelling: `OrderLine`, `order_line`, `order-lines`, `add_order_line`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def plain(name: str) -> str:
    """A name in lower case without underscores."""
    return name.replace("_", "").lower()


def says(word: str, names: Set[str], longer: Set[str], *, class_name: str = "") -> bool:
    """Whether a word has one of the plain names, beginning as `class_name` does, and not within a longer one."""
    found = [span for span in spans(word, names) if word[slice(*span)].startswith(class_name)]
    within = list(spans(word, longer)) if found and longer else []
    return any(not any(start <= one and other <= end for start, end in within) for one, other in found)


def spans(word: str, names: Set[str]) -> Iterator[tuple[int, int]]:
    """Where parts of a word that follow each other make one of the plain names, or its plural."""
    parts = [(part.start(), part.end()) for part in _PART.finditer(word)]
    for first, (start, _) in enumerate(parts):
        joined = ""
        for begin, end in parts[first:]:
            joined += word[begin:end].lower()
            if _is_one_of(joined, names):
                yield start, end


def _is_one_of(word: str, names: Set[str]) -> bool:
    singular = {word, word.removesuffix("s"), word.removesuffix("es"), f"{word.removesuffix('ies')}y"}
    return not singular.isdisjoint(names)
