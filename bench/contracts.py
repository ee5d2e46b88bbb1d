"""Whether contracts that `anabranch import` takes over give the verdicts that they gave before.

Both tools are asked on a copy of a real repository as it is, then with imports planted at random, each alone. Of
import-linter the verdict of each contract is compared; tach answers for all modules at once.

    python -m bench.contracts FOLDER... [--planted 20] [--tests]

Each FOLDER has a `.importlinter` or a `tach.toml` and the packages that they name; it is copied, never changed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Protocol

_VERDICT = re.compile(r"^(.+) (KEPT|BROKEN)\b", re.M)
_BIN = Path(sys.executable).parent
_LEFT = shutil.ignore_patterns("anabranch.toml", "anabranch.debt", ".git")
_SEED = 7

Verdicts = dict[str, bool]
"""Whether each contract is kept."""


class Peer(Protocol):
    """A tool whose contracts are taken over."""

    answers_at_once: bool
    """Whether one verdict is about all contracts: once broken it stays so, whatever is planted."""

    def sources(self) -> list[Path]:
        """Python files that it judges, below which imports are planted and named."""
        ...

    def theirs(self) -> Verdicts:
        """What it says."""
        ...

    def ours(self, names: list[str], found: list[dict[str, str]]) -> Verdicts:
        """The same of what anabranch finds."""
        ...


class ImportLinter:
    """import-linter, in a folder with `.importlinter`."""

    answers_at_once = False

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        roots = re.search(r"root_packages?\s*=\s*((?:[\w.]+|\s)+?)\n(?=\S|\n)", (folder / ".importlinter").read_text())
        self._packages = roots[1].split() if roots else []

    def sources(self) -> list[Path]:
        """All below its root packages."""
        roots = [
            root for root in (self._folder / "src", self._folder) for each in self._packages if (root / each).is_dir()
        ]
        return [roots[0], *_python_below(*(roots[0] / package for package in self._packages))]

    def theirs(self) -> Verdicts:
        """By the name of the contract."""
        roots = os.pathsep.join(map(str, (self._folder / "src", self._folder)))
        environment = {**os.environ, "PYTHONPATH": roots, "COLUMNS": "300"}
        done = _run(_BIN / "lint-imports", "--no-cache", folder=self._folder, environment=environment)
        found = {name.strip(): verdict == "KEPT" for name, verdict in _VERDICT.findall(done.stdout)}
        if not found:
            raise SystemExit(f"import-linter gave no verdict: {done.stdout[-500:]}{done.stderr[-500:]}")
        return found

    def ours(self, names: list[str], found: list[dict[str, str]]) -> Verdicts:
        """A contract is broken by any finding."""
        broken = {one["contract"] for one in found}
        return {name: name not in broken for name in names}


class Tach:
    """tach, in a folder with `tach.toml`: one verdict."""

    answers_at_once = True

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._root = folder / tomllib.loads((folder / "tach.toml").read_text()).get("source_roots", ["."])[0]
        self._known: set[tuple[str, str, str]] | None = None

    def sources(self) -> list[Path]:
        """All below its first source root."""
        return [self._root, *_python_below(*(each for each in self._root.iterdir() if each.is_dir()))]

    def theirs(self) -> Verdicts:
        """By its exit code."""
        done = _run(_BIN / "tach", "check", folder=self._folder)
        if done.returncode not in (0, 1):
            raise SystemExit(f"tach gave no verdict: {done.stdout[-500:]}{done.stderr[-500:]}")
        return {"tach check": done.returncode == 0}

    def ours(self, names: list[str], found: list[dict[str, str]]) -> Verdicts:
        """Broken by any finding; those on the code as it is are held against it once, not against what is planted."""
        places = {(one["file"], one["importer_symbol"], one["imported_symbol"]) for one in found}
        fresh = places - (self._known or set())
        self._known = places if self._known is None else self._known
        return dict.fromkeys(names, not fresh)


def _python_below(*folders: Path) -> list[Path]:
    rows = [path for folder in folders for path in sorted(folder.rglob("*.py"))]
    return [path for path in rows if "migrations" not in path.parts and "tests" not in path.parts]


def _run(
    *command: str | Path, folder: Path, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def findings(folder: Path, options: list[str]) -> list[dict[str, str]]:
    """What anabranch finds against the contracts that it took over."""
    done = _run(_BIN / "anabranch", "check", "--frozen", "--format", "json", *options, folder=folder)
    if not done.stdout:
        raise SystemExit(f"anabranch gave no verdict: {done.stderr[-500:]}")
    rows: list[dict[str, str]] = json.loads(done.stdout)["findings"]
    return rows


def planted(peer: Peer, number: int) -> Iterator[str]:
    """Plants one import after the other, each alone, and says which."""
    root, *files = peer.sources()
    draw = random.Random(_SEED)
    for _ in range(number):
        importer, imported = draw.sample(files, 2)
        name = ".".join(imported.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
        before = importer.read_bytes()
        importer.write_bytes(before + f"\nimport {name}\n".encode())
        yield f"{importer.relative_to(root)} imports {name}"
        importer.write_bytes(before)


def compare(peer: Peer, folder: Path, number: int, options: list[str]) -> str:
    """Prints each disagreement; gives how many verdicts agreed, or why none were compared."""
    if peer.answers_at_once and not all(peer.theirs().values()):
        return "skipped, its contracts are broken before anything is planted: no import could change the one verdict"
    agreed = compared = broken = 0
    for what in chain(("as it is",), planted(peer, number)):
        expected = peer.theirs()
        found = peer.ours(list(expected), findings(folder, options))
        compared += len(expected)
        broken += sum(not kept for kept in expected.values())
        agreed += sum(expected[name] == found[name] for name in expected)
        for name in expected:
            if expected[name] != found[name]:
                print(f"{what}: {name}: kept {expected[name]}, by anabranch {found[name]}", flush=True)
    return f"{agreed} of {compared} verdicts agree, {broken} of them broken"


def main() -> None:
    """Prints what the import says, each disagreement, then how many verdicts agreed."""
    parser = argparse.ArgumentParser(prog="bench.contracts", description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--planted", type=int, default=20)
    parser.add_argument("--tests", action="store_true", help="check test code too")
    asked = parser.parse_args()
    for source in asked.folders:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / source.name
            shutil.copytree(source, folder, ignore=_LEFT)
            subprocess.run([_BIN / "anabranch", "import"], cwd=folder, check=True)
            peer: Peer = Tach(folder) if (folder / "tach.toml").is_file() else ImportLinter(folder)
            told = compare(peer, folder, asked.planted, ["--tests"] if asked.tests else [])
        print(f"{source.name}: {told}", flush=True)


if __name__ == "__main__":
    main()
