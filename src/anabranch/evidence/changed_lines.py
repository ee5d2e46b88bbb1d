"""The lines that a commit took away and added, file by file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from anabranch.evidence.changes import Change
from anabranch.evidence.git import GitFailed, ask_git

_FORM = (
    "-U0", "--no-renames", "--no-ext-diff", "--no-textconv", "--no-color", "--relative",
    "--src-prefix=a/", "--dst-prefix=b/",
)  # fmt: skip
"""Whatever a person has set for their own eyes."""
_BATCH = 256
"""Changes whose diffs one git prints: more are asked for only while they are wanted."""
_BEGIN = re.compile(r"^\x01", re.MULTILINE)
"""Lines of a diff begin otherwise, whatever the files hold."""


class ChangedLines(NamedTuple):
    """The text of the lines of one file that went, and of those that came."""

    gone: str
    new: str


def diff_of(folder: Path, change: Change, files: Sequence[str]) -> str:
    """What a change did to these files; empty where this clone does not have the content."""
    if not files:
        return ""
    try:
        return ask_git(folder, "diff", *_FORM, change.parents[0], change.commit, "--", *files)
    except GitFailed:
        return ""


def python_diffs(folder: Path, changes: Sequence[Change], *, matching: str) -> Iterator[tuple[Change, str]]:
    """What each change did to those of its Python files in which a line that it changed matches, a POSIX pattern.

    Changes without such a file are left out, and those whose content this clone does not have.
    """
    for start in range(0, len(changes), _BATCH):
        batch = changes[start : start + _BATCH]
        told = _told(folder, [change.commit for change in batch], matching)
        yield from ((change, told[change.commit]) for change in batch if change.commit in told)


def _told(folder: Path, commits: Sequence[str], matching: str) -> dict[str, str]:
    """Diffs by commit. Git ends at the first that it cannot tell: then each half is asked by itself."""
    try:
        text = ask_git(folder, "diff-tree", "--stdin", "-r", "-p", *_FORM, f"-G{matching}", "--format=%x01%H",
                       "--", "*.py", given=commits)  # fmt: skip
    except GitFailed:
        half = len(commits) // 2
        return {**_told(folder, commits[:half], matching), **_told(folder, commits[half:], matching)} if half else {}
    records = (record.partition("\n") for record in _BEGIN.split(text)[1:])
    return {commit.strip(): diff for commit, _, diff in records}


def parts_of(diff: str) -> list[tuple[str, str]]:
    """The files of a diff with the text about each."""
    parts = f"\n{diff}".split("\ndiff --git ")[1:]
    return [(_path(part.partition("\n")[0]), part) for part in parts]


def _path(both: str) -> str:
    """Of `a/PATH b/PATH`, which are one path where renames are not looked for, whatever is in it."""
    return both[(len(both) + 1) // 2 + len("b/") :]


def changed_lines(folder: Path, change: Change, files: Sequence[str]) -> dict[str, ChangedLines]:
    """What went from and came into each of the files."""
    return {path: _lines(part.partition("\n@@")[2]) for path, part in parts_of(diff_of(folder, change, files))}


def _lines(hunks: str) -> ChangedLines:
    rows = hunks.split("\n")
    return ChangedLines(*("\n".join(row[1:] for row in rows if row.startswith(sign)) for sign in "-+"))
