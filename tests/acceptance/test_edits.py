"""Edits of released packages, one after the other: with a cache the same is found as by a first read, byte for byte.

Orders are left out: where a machine is busy, the clock ends a search at different places.
"""

from __future__ import annotations

import ast
import os
import random
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from anabranch.reading.read import read_map
from anabranch.reading.values import Map
from bench.corpus import Package, is_ready, pinned_packages

pytestmark = pytest.mark.corpus
LINES = ("x = 1", "print(request)", "self.order = None", "return self.request", "from django.db import models")
EDITS = 4


@pytest.fixture(params=pinned_packages(), ids=lambda package: package.key)
def folder(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    package: Package = request.param
    if not is_ready(package) and "CI" not in os.environ:
        pytest.skip("make corpus downloads it")
    monkeypatch.setenv("ANABRANCH_CACHE", str(tmp_path / "cache"))
    copied = tmp_path / package.key
    shutil.copytree(package.folder, copied, symlinks=True)
    return copied


def test_map_after_each_edit_is_that_of_a_first_read(folder: Path) -> None:
    read_map(folder, include_tests=True, free_modules=False)
    for _ in edits(folder):
        warm, cold = (read_map(folder, include_tests=True, free_modules=False, cache=cache) for cache in (True, False))
        assert found(warm) == found(cold)


def found(project_map: Map) -> bytes:
    """What was resolved, and what was not."""
    one = project_map
    return msgspec.json.encode((one.references, one.models, one.urls, one.receivers, one.tasks, one.unseen, one.files))


def edits(folder: Path) -> Iterator[Path]:
    """Change files of the folder, one for each that is given."""
    chance = random.Random(folder.name)
    files = sorted(path for path in folder.rglob("*.py") if path.stat().st_size > 300)
    for number in range(EDITS):
        path = chance.choice(files)
        path.write_text(edited(path.read_text(encoding="utf-8"), chance, number), encoding="utf-8")
        old = time.time() - 3600 + number
        os.utime(path, (old, old))
        yield path


def edited(text: str, chance: random.Random, number: int) -> str:
    """A text with a statement inserted, taken out or written twice, or with a function that uses a name of it."""
    tree, lines = ast.parse(text), text.splitlines(keepends=True)
    statement = chance.choice([one for one in ast.walk(tree) if isinstance(one, ast.stmt)])
    first, last = statement.lineno - 1, statement.end_lineno or statement.lineno
    indent = " " * statement.col_offset
    names = [one.id for one in ast.walk(tree) if isinstance(one, ast.Name)] or ["print"]
    function = f"\n\ndef added_{number}(order):\n    return {chance.choice(names)}(order)\n"
    choices = (
        [*lines[:first], f"{indent}{chance.choice(LINES)}\n", *lines[first:]],
        [*lines[:first], f"{indent}pass\n", *lines[last:]],
        [*lines[:last], *lines[first:last], *lines[last:]],
        [*lines, function],
    )
    return "".join(choices[number % len(choices)])
