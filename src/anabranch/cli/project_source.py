"""What the files of the folder write, for rules that foretell which of them a change touches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from anabranch.cli.request import Request

if TYPE_CHECKING:
    from anabranch.plan.project_source import ProjectSource
    from anabranch.reading.values import Map


def read_source(request: Request, project_map: Map, project: str) -> ProjectSource:
    """The files of a project of the map, with its references and models."""
    from anabranch.plan.project_source import source_of
    from anabranch.project.layout import lay_out
    from anabranch.reading.read import read_facts
    from anabranch.reading.units import split_apps, units_of_modules

    files = request.files()
    python, _ = read_facts(files, include_tests=request.tests, cache=request.cache)
    layout = next(one for one in lay_out(files, python) if one.name == project)
    declared = request.declared()
    lines = {one.path: python[one.path].lines for one in layout.modules}
    return source_of(
        layout,
        units_of_modules(layout, split_apps(layout, lines, declared), declared.parts).of_module,
        python,
        _texts(Path(request.folder), layout.templates),
        references=(one for one in project_map.references if one.project == project),
        models=(one for one in project_map.models if one.project == project),
    )


def _texts(folder: Path, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    for path in paths:
        with suppress(OSError):
            yield path, (folder / path).read_text("utf-8", "replace")
