"""Sentences of one language by key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from anabranch.errors import Sentence, Value
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
        return self._filled(self._texts[key], values)

    def say(self, sentence: Sentence) -> str:
        """What a layer below says, in this language."""
        return self._filled(in_language(sentence.text, self.language), sentence.values)

    def _filled(self, text: str, values: Mapping[str, Value]) -> str:
        return text.format(**{name: self._shown(value) for name, value in values.items()}) if values else text

    def _shown(self, value: Value) -> str | int:
        if isinstance(value, Sentence):
            return self.say(value)
        return _Shown(visible(value)) if isinstance(value, str) else _Number(value)

    def count(self, key: str, number: int, **values: str | int) -> str:
        """The sentence for a number of things."""
        return self(f"{key}.one" if number == 1 else f"{key}.many", number=number, **values)

    def known(self, key: str, otherwise: str) -> str:
        """A translated name where there is one: reasons, classes and sides come from the map."""
        return self._texts.get(key, visible(otherwise))


def in_language(text: str, language: Language) -> str:
    """An English text of the layers below; as it is where the language has no other."""
    if language == "en":
        return text
    from anabranch.reports.texts.korean.sentences import SENTENCES

    return SENTENCES.get(text, text)


def help_text(text: str, language: Language) -> str:
    """An English text of the command line's help; as it is where the language has no other."""
    if language == "en":
        return text
    from anabranch.reports.texts.korean.help import HELP

    return HELP.get(text, text)


def catalogue(language: Language) -> dict[str, str]:
    """Every sentence of a language."""
    if language == "ko":
        from anabranch.reports.texts.korean import KOREAN

        return KOREAN
    from anabranch.reports.texts.english import ENGLISH

    return ENGLISH
