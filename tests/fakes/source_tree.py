"""A source tree that is only in memory, laid out as the tool lays out a folder."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import dedent

from anabranch.facts.python import read_python
from anabranch.project.conventions import is_packaging
from anabranch.project.file_list import FileList, SourceFile
from anabranch.project.layout import lay_out
from anabranch.project.values import AppLayout, Module, ProjectLayout

MODEL = "from django.db import models\n\nclass Thing(models.Model):\n    name = models.CharField()\n"
MIGRATION = "from django.db import migrations\n\nclass Migration(migrations.Migration):\n    dependencies = []\n"


def lay_out_sources(sources: Mapping[str, str], *, root: str = "/srv/repository-1") -> tuple[ProjectLayout, ...]:
    """The projects of a folder that holds these files. Files that do not end in `.py` count as templates."""
    python = {path: dedent(text) for path, text in sources.items() if path.endswith(".py")}
    files = FileList(
        root=root,
        python=_files(python),
        templates=_files({path: text for path, text in sources.items() if not path.endswith((".py", ".toml", ".cfg"))}),
        notebooks=(),
        packaging=tuple(path for path in sources if is_packaging(path)),
        unreadable=(),
    )
    return lay_out(files, {path: read_python(text.encode()) for path, text in python.items()})


def _files(sources: Mapping[str, str]) -> tuple[SourceFile, ...]:
    return tuple(SourceFile(path, len(text), 0) for path, text in sorted(sources.items()))


def only_project(sources: Mapping[str, str], *, root: str = "/srv/repository-1") -> ProjectLayout:
    """The only project of such a folder."""
    (project,) = lay_out_sources(sources, root=root)
    return project


def apps_of(project: ProjectLayout) -> dict[str, str]:
    """Label → dotted name of a project's apps."""
    return {app.label: app.name for app in project.apps if app.is_app}


def units_of(project: ProjectLayout) -> dict[str, str]:
    """Label → dotted name of a project's other units."""
    return {unit.label: unit.name for unit in project.apps if not unit.is_app}


def modules_of(project: ProjectLayout) -> dict[str, str]:
    """Dotted name → label of the unit of each module."""
    return {module.name: module.app for module in project.modules}


def module_at(project: ProjectLayout, path: str) -> Module:
    """The module of a file."""
    return next(module for module in project.modules if module.path == path)


def unit_labelled(project: ProjectLayout, label: str) -> AppLayout:
    """A unit by its label."""
    return next(unit for unit in project.apps if unit.label == label)
