"""Changes that a repository took: commits or merged branches along the first parents, with the files of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from anabranch.errors import AnabranchError
from anabranch.evidence.git import GitFailed, ask_git

_AGE = re.compile(r"(\d{1,9})\s*([dwmy])")
_DAYS = {"d": 1.0, "w": 7.0, "m": 365.25 / 12, "y": 365.25}
_MOST_DAYS = 100 * _DAYS["y"]
_EARLIEST = 100_000_000
"""In 1973: what is less git takes for a year or a day, and then tells no change at all."""
_HEAD = "%x01%H%x02%P%x02%ct%x02%aE%x02%s"


class AgeWrong(AnabranchError):
    """Text that is no length of time."""


class Change(NamedTuple):
    """A commit of the main line, against its first parent: what a merged branch brought, or the commit itself."""

    commit: str
    parents: tuple[str, ...]
    time: int
    """Seconds since 1970, when it was committed."""
    author: str
    """The address, as `.mailmap` has it."""
    subject: str
    files: tuple[str, ...]
    """Paths below the folder that it added, changed or deleted."""


def parse_age(text: str) -> timedelta:
    """`90d`, `12w`, `18m` or `2y`. Raises `AgeWrong`."""
    found = _AGE.fullmatch(text.strip().lower())
    days = int(found[1]) * _DAYS[found[2]] if found is not None else 0
    if not 0 < days <= _MOST_DAYS:
        raise AgeWrong("{text!r} is no length of time: write 90d, 12w, 18m or 2y.", text=text)
    return timedelta(days=days)


_FILES = ("--name-only", "-z", "--relative", "--no-renames", f"--format={_HEAD}")
MAIN_LINE = ("--first-parent", "-m")
SINGLE_COMMITS = ("--no-merges",)


def list_changes(folder: Path, *, since: timedelta | None = None, which: tuple[str, ...] = MAIN_LINE) -> list[Change]:
    """Changes below the folder, newest first: of the main line, or single commits of branches too.

    Raises `GitFailed`.
    """
    command = ["log", *which, *_FILES]
    if since is not None:
        command.append(since_option(folder, since))
    return list(_parsed(ask_git(folder, *command, "--", ".")))


def later_in_branch(folder: Path, change: Change) -> list[Change]:
    """Single commits that built on a change before its branch was merged, newest first; none where it stands on the
    main line itself. Raises `GitFailed`.
    """
    above = set(ask_git(folder, "rev-list", "--ancestry-path", f"{change.commit}..HEAD").split())
    main_line = ask_git(folder, "rev-list", "--first-parent", "HEAD").split()
    if change.commit in main_line or not above.intersection(main_line):
        return []
    merge = [commit for commit in main_line if commit in above][-1]
    log = ("log", "--ancestry-path", *SINGLE_COMMITS, *_FILES, f"{change.commit}..{merge}", f"^{merge}^1")
    return list(_parsed(ask_git(folder, *log, "--", ".")))


def head_time(folder: Path) -> int:
    """When the newest commit was made, in seconds. Raises `GitFailed`, also where there is no commit yet."""
    try:
        return int(ask_git(folder, "log", "-1", "--format=%ct"))
    except (ValueError, GitFailed) as error:
        ask_git(folder, "rev-parse", "--git-dir")
        told = "There is no commit yet in {folder}: commit first."
        raise GitFailed(told, folder=str(folder.absolute())) from error


def since_option(folder: Path, since: timedelta) -> str:
    """What git is asked for changes of that time before the newest commit. Raises `GitFailed`."""
    return f"--since=@{max(int(head_time(folder) - since.total_seconds()), _EARLIEST)}"


def is_shallow(folder: Path) -> bool:
    """Whether this clone has only the newest part of the history."""
    return ask_git(folder, "rev-parse", "--is-shallow-repository").strip() == "true"


def month_of(time: int) -> str:
    """`2026-03`."""
    return f"{datetime.fromtimestamp(time, UTC):%Y-%m}"


def day_of(time: int) -> str:
    """`2026-03-31`."""
    return f"{datetime.fromtimestamp(time, UTC):%Y-%m-%d}"


def _parsed(text: str) -> Iterator[Change]:
    for record in text.split("\x01")[1:]:
        head, _, rest = record.partition("\0")
        parts = head.rstrip("\n").split("\x02", 4)
        if len(parts) == 5:
            commit, parents, time, author, subject = parts
            files = tuple(path for path in rest.lstrip("\n").split("\0") if path.strip())
            yield Change(commit, tuple(parents.split()), int(time), author, subject, files)
