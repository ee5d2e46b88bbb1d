"""Whether `anabranch affected` leaves out a test that a change can break, on the commits of a real project.

    python -m bench.affected CLONE COMMITS [-- COMMAND]

Each of the newest commits that change Python beside tests is undone beside its own tests: of the files that it changed
those that are no tests get their former content. The tests that then fail, twice, and do not on the commit itself fail
because of the change; each of their files has to be among those that are named. CLONE is a clone made for this: its
files are changed. COMMAND runs the suite as pytest does; without it, `python -m pytest -q`.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from anabranch.project.conventions import is_test

_FAILED = re.compile(r"^(?:FAILED|ERROR) ([^\s:]+)", re.M)
_DEFAULT = (sys.executable, "-m", "pytest", "-q")


class Outcome(NamedTuple):
    """One commit: files of tests that its undoing broke, those that were named, those in all, and why all were."""

    broken: frozenset[str]
    named: frozenset[str]
    of_tests: int
    everything: str


def git(clone: Path, *arguments: str) -> str:
    """What git answers."""
    return subprocess.run(("git", *arguments), cwd=clone, check=True, capture_output=True, text=True).stdout


def failing(clone: Path, command: tuple[str, ...], files: Collection[str] = ()) -> frozenset[str] | None:
    """Files of tests of which one fails, among `files` where some are given; None where the suite does not run."""
    environment = {**os.environ, "PYTHONPATH": f"{clone / 'src'}{os.pathsep}{clone}", "PYTHONDONTWRITEBYTECODE": "1"}
    options = "-rfE", "-p", "no:cacheprovider", "--continue-on-collection-errors"
    done = subprocess.run((*command, *options, *sorted(files)), cwd=clone,
                          env=environment, capture_output=True, text=True, check=False, timeout=600)  # fmt: skip
    return frozenset(_FAILED.findall(done.stdout)) if done.returncode in (0, 1) or " passed" in done.stdout else None


def outcomes(clone: Path, number: int, command: tuple[str, ...]) -> Iterator[tuple[str, Outcome]]:
    """One commit after the other, newest first, until there are enough."""
    done = 0
    for commit in git(clone, "rev-list", "--no-merges", "HEAD").split():
        changed = git(clone, "diff", "--name-only", "--no-renames", f"{commit}~1", commit).split("\n")
        source = [path for path in changed if path and not is_test(path)]
        if not any(path.endswith(".py") for path in source):
            continue
        broken = broken_by(clone, commit, source, command)
        if broken is None:
            continue
        yield commit, _outcome(clone, commit, broken)
        done += 1
        if done == number:
            return


def broken_by(clone: Path, commit: str, source: Collection[str], command: tuple[str, ...]) -> frozenset[str] | None:
    """Files of tests that fail where `source` is undone, twice, and not on the commit; None where a run did not start.

    It leaves the clone with `source` undone.
    """
    _start(clone, commit)
    _undo(clone, commit, source)
    undone = failing(clone, command)
    _start(clone, commit)
    anyway = failing(clone, command, undone) if undone else frozenset()
    _undo(clone, commit, source)
    if undone is None or anyway is None:
        return None
    # What fails now and then fails because of nothing that a commit changed.
    again = failing(clone, command, undone - anyway) if undone - anyway else frozenset()
    return None if again is None else (undone - anyway) & again


def _start(clone: Path, commit: str) -> None:
    git(clone, "checkout", "-qf", commit)
    git(clone, "clean", "-qfd")


def _undo(clone: Path, commit: str, source: Collection[str]) -> None:
    known = set(git(clone, "ls-tree", "-r", "--name-only", f"{commit}~1").split("\n"))
    for path in source:
        if path in known:
            git(clone, "checkout", "-q", f"{commit}~1", "--", path)
        else:
            (clone / path).unlink(missing_ok=True)


def _outcome(clone: Path, commit: str, broken: frozenset[str]) -> Outcome:
    tool = Path(sys.executable).with_name("anabranch")
    command = (str(tool), "affected", "--since", commit, "--format", "json")
    text = subprocess.run(command, cwd=clone, check=True, capture_output=True, text=True).stdout
    answer = json.loads(text)
    return Outcome(broken, frozenset(answer["tests"]), answer["of_tests"], answer["everything"])


def main() -> None:
    """Prints a line a commit, then the sums."""
    command = tuple(sys.argv[sys.argv.index("--") + 1 :]) if "--" in sys.argv else _DEFAULT
    number = int(sys.argv[2])
    found = []
    start = git(Path(sys.argv[1]), "rev-parse", "HEAD").strip()
    for commit, one in outcomes(Path(sys.argv[1]), number, command):
        found.append(one)
        missed = sorted(one.broken - one.named)
        told = f"missed {', '.join(missed)}" if missed else one.everything or "-"
        print(f"{commit[:10]} broke {len(one.broken)}, named {len(one.named)} of {one.of_tests}: {told}", flush=True)
    git(Path(sys.argv[1]), "checkout", "-qf", start)
    missed_commits = sum(bool(one.broken - one.named) for one in found)
    every = sum(bool(one.everything) for one in found)
    run, total = sum(len(one.named) for one in found), sum(one.of_tests for one in found)
    print(f"{len(found)} commits, {sum(bool(one.broken) for one in found)} break a test; {missed_commits} missed one; "
          f"{every} ran everything; {100 * (total - run) // max(total, 1)} % of test files left out")  # fmt: skip


if __name__ == "__main__":
    main()
