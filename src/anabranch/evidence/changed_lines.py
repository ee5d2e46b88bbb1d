"""The lines that a commit took away and added, file by file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from anabranch.evidence.changes import Change
from anabranch.evidence.git import GitFailed, ask_git


class ChangedLines(NamedTuple):
    """The text of the lines of one file that went, and of those that came."""

    gone: str
    new: str


def diff_of(folder: Path, change: Change, files: Sequence[str]) -> str:
    """What a change did to these files; empty where this clone does not have the content."""
    if not files:
        return ""
    try:
        return ask_git(folder, "diff", "-U0", "--no-renames", "--no-ext-diff", "--no-color", "--relative",
                       change.parents[0], change.commit, "--", *files)  # fmt: skip
    except GitFailed:
        return ""


def parts_of(diff: str) -> list[tuple[str, str]]:
    """The files of a diff with the text about each."""
    parts = f"\n{diff}".split("\ndiff --git ")[1:]
    return [(part.partition("\n")[0].rpartition(" b/")[2], part) for part in parts]


def changed_lines(folder: Path, change: Change, files: Sequence[str]) -> dict[str, ChangedLines]:
    """What went from and came into each of the files."""
    return {path: _lines(part.partition("\n@@")[2]) for path, part in parts_of(diff_of(folder, change, files))}


def _lines(hunks: str) -> ChangedLines:
    rows = hunks.split("\n")
    return ChangedLines(*("\n".join(row[1:] for row in rows if row.startswith(sign)) for sign in "-+"))
