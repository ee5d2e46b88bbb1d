"""Texts by number: what occurs often in the page's data is written once."""

from __future__ import annotations

from anabranch.reports.visible import visible


class Strings:
    """Numbers texts in the order in which they are first asked for, made visible: no text of a project is obeyed."""

    def __init__(self) -> None:
        self._number: dict[str, int] = {}

    def number(self, text: str) -> int:
        """The number of a text."""
        return self._number.setdefault(visible(text), len(self._number))

    def all(self) -> list[str]:
        """Every text by its number."""
        return list(self._number)


def steps(numbers: list[int]) -> list[int]:
    """Differences from one number to the next, from zero: smaller where neighbours are alike."""
    return [one - before for one, before in zip(numbers, [0, *numbers], strict=False)]
