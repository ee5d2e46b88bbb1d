"""Whether contracts taken over from import-linter judge as import-linter does: on the code as it is, and with imports
planted at random, each alone.

    python -m bench.contracts FOLDER [PLANTED]

FOLDER has contracts of import-linter and the packages that they name; it is copied, never changed.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

_VERDICT = re.compile(r"^(.+) (KEPT|BROKEN)\b", re.M)
_BIN = Path(sys.executable).parent


def theirs(folder: Path) -> dict[str, bool]:
    """Whether each contract is kept, as import-linter says."""
    roots = os.pathsep.join(map(str, (folder / "src", folder)))
    environment = {**os.environ, "PYTHONPATH": roots, "COLUMNS": "300"}
    done = subprocess.run([_BIN / "lint-imports", "--no-cache"], cwd=folder, env=environment, capture_output=True,
                          text=True, check=False)  # fmt: skip
    found = {name.strip(): verdict == "KEPT" for name, verdict in _VERDICT.findall(done.stdout)}
    if not found:
        raise SystemExit(f"import-linter gave no verdict: {done.stdout[-500:]}{done.stderr[-500:]}")
    return found


def ours(folder: Path, contracts: list[str]) -> dict[str, bool]:
    """The same of anabranch."""
    command = [str(_BIN / "anabranch"), "check", "--frozen", "--format", "json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if not done.stdout:
        raise SystemExit(f"anabranch gave no verdict: {done.stderr[-500:]}")
    broken = {one["contract"] for one in json.loads(done.stdout)["findings"]}
    return {name: name not in broken for name in contracts}


def planted(folder: Path, number: int, packages: list[str]) -> Iterator[str]:
    """Plants one import after the other, each alone, and says which."""
    root = folder / "src" if any((folder / "src" / package).is_dir() for package in packages) else folder
    rows = [path for package in packages for path in sorted((root / package).rglob("*.py"))]
    files = [path for path in rows if "migrations" not in path.parts and "tests" not in path.parts]
    draw = random.Random(7)
    for _ in range(number):
        importer, imported = draw.sample(files, 2)
        name = ".".join(imported.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
        before = importer.read_bytes()
        importer.write_bytes(before + f"\nimport {name}\n".encode())
        yield f"{importer.relative_to(folder)} imports {name}"
        importer.write_bytes(before)


def main() -> None:
    """Prints each disagreement, then how many verdicts agreed."""
    source, number = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 20
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "copy"
        shutil.copytree(source, folder, ignore=shutil.ignore_patterns("anabranch.toml", "anabranch.debt", ".git"))
        subprocess.run([_BIN / "anabranch", "import"], cwd=folder, check=True)
        text = (folder / ".importlinter").read_text(encoding="utf-8")
        roots = re.search(r"root_packages?\s*=\s*((?:[\w.]+|\s)+?)\n(?=\S|\n)", text)
        packages = roots[1].split() if roots else []
        agreed = compared = broken = 0
        for what in chain(("as it is",), planted(folder, number, packages)):
            expected = theirs(folder)
            found = ours(folder, list(expected))
            compared += len(expected)
            broken += sum(not kept for kept in expected.values())
            agreed += sum(expected[name] == found[name] for name in expected)
            for name in expected:
                if expected[name] != found[name]:
                    print(f"{what}: {name}: import-linter {expected[name]}, anabranch {found[name]}")
        print(f"{source.name}: {agreed} of {compared} verdicts agree, {broken} of them broken")


if __name__ == "__main__":
    main()
