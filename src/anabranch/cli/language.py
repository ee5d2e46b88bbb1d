"""The language of the output: asked for, else that of the locale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise, takewhile

from anabranch.reports.texts.words import Language


def choose_language(asked: str | None, environment: Mapping[str, str]) -> Language:
    """Korean where it is asked for or the locale is Korean; English for everyone else."""
    chosen = asked or next((environment[name] for name in _VARIABLES if environment.get(name)), "")
    return "ko" if chosen.lower().replace("-", "_").split("_")[0].split(".")[0] in ("ko", "korean") else "en"


def language_typed(arguments: Sequence[str]) -> str | None:
    """What `--lang` says on a command line that could not be read otherwise; what follows `--` is another program's."""
    typed = list(takewhile(lambda one: one != "--", arguments))
    joined = [one.removeprefix("--lang=") for one in typed if one.startswith("--lang=")]
    apart = [other for one, other in pairwise(typed) if one == "--lang"]
    return next(iter([*joined, *apart]), None)


# The first that is set decides, as for every program that follows POSIX.
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
