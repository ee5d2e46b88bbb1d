"""Sentences of one language by key."""

from __future__ import annotations

from typing import Literal

from anabranch.reports.visible import visible

Language = Literal["en", "ko"]

LANGUAGES: tuple[Language, ...] = ("en", "ko")


class _Number(int):
    """An int that `{number:tie|ties}` writes with the noun that fits."""

    def __format__(self, spec: str) -> str:
        one, mark, many = spec.partition("|")
        return f"{int(self):,} {one if self == 1 else many}" if mark else format(int(self), spec)


class _Shown(str):
    """The same of a number that is text already."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        one, mark, many = spec.partition("|")
        return f"{self!s} {one if self == '1' else many}" if mark else format(str(self), spec)


class Words:
    """Looks sentences up and fills them in.

    A number chooses between `key.one` and `key.many`, and the noun beside it: `{ties:tie|ties}`.
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        self._texts = catalogue(language)

    def __call__(self, key: str, **values: str | int) -> str:
        """The sentence of a key."""
        shown = {
            name: _Shown(visible(value)) if isinstance(value, str) else _Number(value) for name, value in values.items()
        }
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
