"""The words that the name of a class is made of, as variables are named after them."""

from __future__ import annotations

import re

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z0-9]*")


def endings(name: str) -> list[str]:
    """The last words of a class's name, without the whole: `set` and `voucherset` of `OldVoucherSet`."""
    words = _WORD.findall(name)
    return ["".join(words[number:]).lower() for number in range(1, len(words))]
