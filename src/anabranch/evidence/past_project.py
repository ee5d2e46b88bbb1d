"""One project of a commit, resolved but not analysed: what a trend and a back-test need of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from anabranch.evidence.git import Blob
from anabranch.evidence.past_facts import PastFacts
from anabranch.evidence.revision import files_of
from anabranch.facts.values import FileFacts
from anabranch.project.layout import lay_out
from anabranch.project.values import ProjectLayout
from anabranch.reading.references import ProjectReferences, resolve_project
from anabranch.reading.units import split_apps, units_of_modules


class PastProject(NamedTuple):
    """What one project of a commit refers to. `failed` files could not be read as Python; of `absent` ones this clone
    does not have the content, and they were taken as empty.
    """

    layout: ProjectLayout
    lines: Mapping[str, int]
    units: Mapping[str, str]
    found: ProjectReferences
    python: Mapping[str, FileFacts]
    failed: int
    absent: int


def source_files(folder: Path, tree: Mapping[str, Blob], *, include_tests: bool) -> list[Blob]:
    """The files of a commit that are read."""
    files = files_of(str(folder.absolute()), dict(tree), include_tests=include_tests)
    return [tree[file.path] for file in (*files.python, *files.templates)]


def resolve_past(
    facts: PastFacts, folder: Path, tree: Mapping[str, Blob], *, include_tests: bool, project: str = ""
) -> PastProject | None:
    """The references of a commit's project of that name, else of its largest; None where there is no Python in it."""
    files = files_of(str(folder.absolute()), dict(tree), include_tests=include_tests)
    python = {file.path: facts.python(tree[file.path]) for file in files.python}
    layouts = lay_out(files, python)
    if not layouts:
        return None
    templates = {file.path: facts.template(tree[file.path]) for file in files.templates}
    sizes = {path: each.lines for path, each in python.items()}
    layout = max(layouts, key=lambda one: (one.name == project, _lines(one, sizes), one.name))
    lines = {module.path: sizes.get(module.path, 0) for module in layout.modules}
    units = units_of_modules(layout, split_apps(layout, lines))
    found = resolve_project(layout, python, templates, units)
    failed = sum(any(problem.line for problem in each.problems) for each in python.values())
    absent = sum(not facts.has(tree[file.path]) for file in (*files.python, *files.templates))
    return PastProject(layout, lines, units.of_module, found, python, failed, absent)


def _lines(layout: ProjectLayout, sizes: Mapping[str, int]) -> int:
    return sum(sizes.get(module.path, 0) for module in layout.modules)
