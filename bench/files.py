"""The Python files that the tool reads of a tree: what it is timed against must read the same."""

from __future__ import annotations

from pathlib import Path

from anabranch.project.files import list_files


def python_files(folder: Path, *, tests: bool) -> list[Path]:
    """Give all Python files in order of their paths, test code only when asked for."""
    found = list_files(folder, include_tests=tests)
    return [Path(found.root, file.path) for file in found.python]
