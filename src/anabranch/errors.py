"""Errors written for the person who reads them: what, where, what to do."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

Value: TypeAlias = "str | int | Sentence"


class Sentence(NamedTuple):
    """English with places for values, so that whoever shows it can say the same in another language."""

    text: str
    values: dict[str, Value]

    def __str__(self) -> str:
        return self.text.format(**self.values) if self.values else self.text


def sentence(text: str, **values: Value) -> Sentence:
    """A sentence, its values by the names that it has for them."""
    return Sentence(text, values)


class AnabranchError(Exception):
    """The tool could not do its work. The message is a sentence for the user; never shown with a traceback."""

    def __init__(self, text: str = "", /, **values: Value) -> None:
        self.sentence = Sentence(text, values)
        super().__init__(str(self.sentence))


class NothingToRead(AnabranchError):
    """There is no such path, or no Python below it."""


class UnknownName(AnabranchError):
    """A unit, module, class or model that the map does not hold."""
