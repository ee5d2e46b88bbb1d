"""Reads past states of a repository from git's objects, without a checkout. Starts `git`, and nothing else."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from anabranch.errors import AnabranchError
from anabranch.project.git_listing import git_environment

_SETTINGS = (
    "-c", "core.fsmonitor=false", "-c", "core.quotePath=false", "-c", "color.ui=false", "-c", "log.showSignature=false",
)  # fmt: skip
"""A file system monitor may be a program of the repository; the others would change what is told."""
_FILES = (b"100644", b"100755")
"""Modes of regular files: links and submodules are not read."""


class GitFailed(AnabranchError):
    """Git could not answer; the sentence says what to do."""


class Blob(NamedTuple):
    """A file of a revision: its path below the folder, the hash of its content, and its size in bytes."""

    path: str
    content: str
    size: int


def merge_base(folder: Path, revision: str) -> str:
    """The commit at which the work in the folder left a revision. Raises `GitFailed`."""
    commit = resolve(folder, revision)
    try:
        return ask_git(folder, "merge-base", commit, "HEAD").strip()
    except GitFailed as error:
        told = "{revision} and HEAD have no common commit here. In a shallow clone, fetch more: git fetch --unshallow"
        raise GitFailed(told, revision=revision) from error


def resolve(folder: Path, revision: str) -> str:
    """The commit that a branch, tag or hash names. Raises `GitFailed`."""
    if not revision.strip() or revision.startswith("-"):
        raise GitFailed("{revision!r} is no revision: name a branch, a tag or a commit.", revision=revision)
    try:
        return ask_git(folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").strip()
    except GitFailed as error:
        ask_git(folder, "rev-parse", "--git-dir")  # says so where there is no repository at all
        raise _unknown(folder, revision) from error


def _unknown(folder: Path, revision: str) -> GitFailed:
    """What to do about a revision that git does not know."""
    if not ask_git(folder, "rev-list", "--all", "--max-count=1").strip():
        told = "There is no commit yet in {folder}, and so nothing to compare with: commit first."
        return GitFailed(told, folder=str(folder.absolute()))
    if ask_git(folder, "rev-parse", "--is-shallow-repository").strip() == "true":
        told = (
            "There is no revision {revision} here. This clone is shallow. Fetch its history first: "
            "git fetch --unshallow origin"
        )
        return GitFailed(told, revision=revision)
    if revision.startswith("HEAD"):
        return GitFailed("There is no revision {revision} here. The history is shorter.", revision=revision)
    branch = re.split(r"[~^@:]", revision.removeprefix("origin/"))[0] or revision
    told = "There is no revision {revision} here. In CI, fetch it first: git fetch origin {branch}"
    return GitFailed(told, revision=revision, branch=branch)


def tree_of(folder: Path, commit: str) -> str:
    """Stands for all files of a commit below the folder: the same hash, the same content."""
    try:
        return ask_git(folder, "rev-parse", "--verify", "--quiet", f"{commit}:./").strip()
    except GitFailed:  # the commit has no such folder
        return commit


def list_revision(folder: Path, commit: str, *, within: str = ".") -> list[Blob]:
    """All regular files of a commit below the folder, or within one of its folders."""
    rows = ask_git(folder, "ls-tree", "-r", "-z", "--long", commit, "--", f"{within}/").split("\0")
    return list(_blobs(row for row in rows if row))


def changed_since(folder: Path, commit: str) -> set[str]:
    """Paths below the folder whose content is not that of the commit, new files aside."""
    return set(
        ask_git(folder, "diff", "--name-only", "--no-renames", "-z", "--relative", commit, "--", ".").split("\0")
    ) - {""}


def deleted_since(folder: Path, commit: str) -> set[str]:
    """Paths below the folder that the commit has and the folder has not."""
    command = ("diff", "--name-only", "--no-renames", "--diff-filter=D", "-z", "--relative", commit, "--", ".")
    return set(ask_git(folder, *command).split("\0")) - {""}


def untracked(folder: Path) -> set[str]:
    """Files below the folder that git neither tracks nor ignores."""
    return set(ask_git(folder, "ls-files", "--others", "--exclude-standard", "-z").split("\0")) - {""}


def read_blobs(folder: Path, blobs: Sequence[Blob]) -> Iterator[tuple[str, bytes]]:
    """Path and content of each; one that this clone does not have is left out."""
    if not blobs:
        return
    asked = "".join(f"{blob.content}\n" for blob in blobs).encode()
    answer = memoryview(_run(folder, ("cat-file", "--batch"), asked))
    at = 0
    for blob in blobs:
        end = at + bytes(answer[at : at + 200]).index(b"\n")
        head = bytes(answer[at:end]).split()
        at = end + 1
        if len(head) == 3:
            size = int(head[2])
            yield blob.path, bytes(answer[at : at + size])
            at += size + 1


def describe_checkout(folder: Path) -> tuple[str, str, str]:
    """The address of the remote that was cloned, the commit, and the path from the top of the checkout to `folder`."""
    remote = ask_git(folder, "config", "--get", "remote.origin.url").strip()
    commit, prefix = ask_git(folder, "rev-parse", "HEAD", "--show-prefix").split("\n")[:2]
    return remote, commit, prefix


def path_in_repository(folder: Path) -> str:
    """The path of a folder from the root of its repository, with a final `/`; empty at the root and without git."""
    try:
        return ask_git(folder, "rev-parse", "--show-prefix").strip("\n")
    except AnabranchError:
        return ""


def _blobs(rows: Iterable[str]) -> Iterator[Blob]:
    for row in rows:
        head, path = row.split("\t", 1)
        mode, _, content, size = head.split()
        if mode.encode() in _FILES:
            # A clone without this object has no size to tell.
            yield Blob(path, content, int(size) if size.isdigit() else 0)


def ask_git(folder: Path, *arguments: str, given: Iterable[str] = ()) -> str:
    """What git prints, `given` these lines. Raises `GitFailed`."""
    return os.fsdecode(_run(folder, arguments, "".join(f"{line}\n" for line in given).encode()))


def _refused(folder: Path, said: Sequence[str]) -> GitFailed:
    """What git said in the end, and what to do where the clone lacks a commit or a folder of one."""
    place, last = str(folder.absolute()), said[-1] if said else ""
    if "not a git repository" in last:
        return GitFailed("{folder} is in no git repository: run this inside a clone of yours.", folder=place)
    if not last:
        return GitFailed("git failed in {folder} and does not say why.", folder=place)
    if any(part in line for line in said for part in ("unable to read", "bad object", "could not fetch")):
        told = (
            "git says: {last} (in {folder}). This clone lacks a part of its history: "
            "git fetch --refetch --no-filter brings it."
        )
        return GitFailed(told, last=last, folder=place)
    return GitFailed("git says: {last} (in {folder}).", last=last, folder=place)


def _run(folder: Path, arguments: Sequence[str], given: bytes) -> bytes:
    command = ("git", *_SETTINGS, *arguments)
    environment = {**git_environment(), "GIT_NO_LAZY_FETCH": "1"}
    try:
        done = subprocess.run(command, cwd=folder, env=environment, input=given, capture_output=True, check=False)
    except OSError as error:
        told = "git could not be started: {why}. Install it: only git can tell the past."
        raise GitFailed(told, why=error.strerror or str(error)) from error
    if done.returncode:
        raise _refused(folder, os.fsdecode(done.stderr).strip().splitlines())
    return done.stdout
