"""Sentences of one language by key."""

from __future__ import annotations

from typing import Literal

from anabranch.reports.visible import visible

Language = Literal["en", "ko"]

LANGUAGES: tuple[Language, ...] = ("en", "ko")


class Words:
    """Looks sentences up and fills them in; a number chooses between `key.one` and `key.many`."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._texts = catalogue(language)

    def __call__(self, key: str, **values: str | int) -> str:
        """The sentence of a key."""
        shown = {name: visible(value) if isinstance(value, str) else value for name, value in values.items()}
        return self._texts[key].format(**shown)

    def count(self, key: str, number: int, **values: str | int) -> str:
        """The sentence for a number of things."""
        return self(f"{key}.one" if number == 1 else f"{key}.many", number=number, **values)

    def known(self, key: str, otherwise: str) -> str:
        """A translated name where there is one: reasons, classes and sides come from the map."""
        return self._texts.get(key, visible(otherwise))


def catalogue(language: Language) -> dict[str, str]:
    """Every sentence of a language."""
    if language == "ko":
        from anabranch.reports.texts.korean import KOREAN

        return KOREAN
    from anabranch.reports.texts.english import ENGLISH

    return ENGLISH
