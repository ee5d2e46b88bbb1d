"""What git says of the files below a folder. The only place of this package that starts a program."""

from __future__ import annotations

import os
import re
from typing import NamedTuple

_COMMAND = ("git", "-c", "core.fsmonitor=false", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
"""`core.fsmonitor` may name a program of the repository: it must not be run."""

_UNOPENED = re.compile(r"could not open directory '(.+)': (.+)")
_OUTER = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")


class Listing(NamedTuple):
    """Paths below a folder, relative to it, and the folders that could not be read, with the reason."""

    paths: list[str]
    unreadable: list[tuple[str, str]]


def list_with_git(folder: str) -> Listing | None:
    """Tracked files and new ones that git does not ignore; None where git cannot tell.

    Also None where git sees nothing at all: then the folder itself is ignored by the repository around it,
    and whoever names it wants it read.
    """
    if not _is_below_a_repository(folder):
        return None
    import subprocess  # which takes longer to import than most folders to walk

    try:
        done = subprocess.run(
            _COMMAND, cwd=folder, env=git_environment(), capture_output=True, timeout=120, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return None
    if done.returncode != 0 or not done.stdout:
        return None
    paths = dict.fromkeys(os.fsdecode(done.stdout).split("\0"))
    paths.pop("", None)
    return _with_inner_repositories(folder, Listing(list(paths), _unopened(os.fsdecode(done.stderr))))


def _is_below_a_repository(folder: str) -> bool:
    while not os.path.lexists(os.path.join(folder, ".git")):
        above = os.path.dirname(folder)
        if above == folder:
            return False
        folder = above
    return True


def git_environment() -> dict[str, str]:
    """That of this process for a git that is asked about a folder: in English, and not about the repository that a hook
    of another one names.
    """
    kept = {name: value for name, value in os.environ.items() if name not in _OUTER}
    return {**kept, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}


def _unopened(messages: str) -> list[tuple[str, str]]:
    return [(path.rstrip("/"), reason) for path, reason in _UNOPENED.findall(messages)]


def _with_inner_repositories(folder: str, listing: Listing) -> Listing:
    """Submodules and repositories inside the repository are listed by git as one entry each."""
    inner = [path.rstrip("/") for path in listing.paths if path.endswith("/")]
    if any(path.endswith(".gitmodules") for path in listing.paths):
        inner += [
            path for path in listing.paths if os.path.isdir(os.path.join(folder, path)) and not path.endswith("/")
        ]
    if not inner:
        return listing
    paths, unreadable = [path for path in listing.paths if not path.endswith("/")], list(listing.unreadable)
    for name in inner:
        below = list_with_git(os.path.join(folder, name)) if _has_own_git(folder, name) else None
        if below is not None:
            paths += [f"{name}/{path}" for path in below.paths]
            unreadable += [(f"{name}/{path}", reason) for path, reason in below.unreadable]
    return Listing(paths, unreadable)


def _has_own_git(folder: str, name: str) -> bool:
    return os.path.exists(os.path.join(folder, name, ".git"))
