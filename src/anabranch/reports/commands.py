"""Commands that can be copied: quoted for a shell, and for the folder that was asked about."""

from __future__ import annotations

import shlex
from collections.abc import Sequence


def typed(parts: Sequence[str]) -> str:
    """A command of this tool as it is typed."""
    return " ".join(["anabranch", *map(shlex.quote, parts)])


def typed_in(folder: str, parts: Sequence[str]) -> str:
    """The same of a command whose arguments are names."""
    return typed([*parts, "--in", folder] if folder != "." else parts)


def typed_on(folder: str, parts: Sequence[str]) -> str:
    """The same of a command whose argument is the folder."""
    return typed([*parts, folder] if folder != "." else parts)
