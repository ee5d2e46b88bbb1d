"""Projects written as a dictionary of files, read into a map in memory or in a folder.

In a text `»` marks where a reference is expected to stand: it is taken out before the text is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

from anabranch.facts.python import read_python
from anabranch.facts.templates import TemplateFacts, read_template
from anabranch.facts.values import FileFacts
from anabranch.project.conventions import is_packaging
from anabranch.project.file_list import FileList, SourceFile
from anabranch.reading.read import make_map, read_map
from anabranch.reading.values import Map, Model, Reference, Relation

MARK = "»"

Pair = tuple[str, str]
"""The symbols of importer and imported."""
Place = tuple[str, int, int]
"""File, line, column."""

BASE = {
    "brands/models.py": """
        from django.db import models

        class Brand(models.Model):
            name = models.CharField(max_length=20)
            country = models.CharField(max_length=2)
        """,
    "catalog/models.py": """
        from django.db import models

        class Product(models.Model):
            name = models.CharField(max_length=20)
            brand = models.ForeignKey("brands.Brand", on_delete=models.CASCADE, related_name="products")

            @classmethod
            def normalise(cls, name):
                return name.strip()

            def label(self):
                return self.name
        """,
    "accounts/models.py": """
        from django.contrib.auth.models import AbstractUser
        from django.db import models

        class User(AbstractUser):
            nickname = models.CharField(max_length=20)
        """,
}
"""Three apps that never change: brands below catalog, and the user model."""


@dataclass(frozen=True, slots=True)
class ReadSources:
    """What sources were read into, and where they were marked."""

    map: Map
    marks: list[Place]
    own: frozenset[str]
    """Files of the test itself: what stands in the others is not its business."""

    def references(self, kind: str = "") -> list[Reference]:
        """References in the test's own files, of one kind or of all."""
        return [one for one in self.map.references if one.file in self.own and kind in ("", one.kind)]

    def pairs(self, kind: str = "") -> list[Pair]:
        """The symbols that these references join."""
        return [(one.importer.symbol, one.imported.symbol) for one in self.references(kind)]

    def places(self, kind: str = "") -> list[Place]:
        """Where they stand."""
        return [(one.file, one.line, one.column) for one in self.references(kind)]

    def told(self) -> str:
        """All references of the test's own files, a line each."""
        rows = (f"{one.file}:{one.line}:{one.column} {one.kind} {one.imported.symbol}" for one in self.references())
        return "\n".join(["found:", *rows])

    def unseen(self) -> list[tuple[str, str, int]]:
        """Reason, file and line of what was not resolved in the test's own files."""
        return [(one.reason, one.file, one.line) for one in self.map.unseen if one.file in self.own]

    def model(self, label: str) -> Model:
        """The model of that label."""
        return next(one for one in self.map.models if one.label == label)

    def relation(self, label: str, field: str) -> Relation:
        """A relation of a model."""
        return next(one for one in self.model(label).relations if one.field == field)


def find(kind: str, sources: Mapping[str, str], **options: str) -> list[Pair]:
    """The symbols that references of a kind join, which must stand where the sources are marked and nowhere else."""
    read = read_sources(sources, **options)
    assert read.places(kind) == read.marks, read.told()
    return read.pairs(kind)


def read_sources(sources: Mapping[str, str], **options: str) -> ReadSources:
    """Read sources together with the base, in memory; `settings` is a text added to the project's settings."""
    clean, marks = take_marks(sources)
    return ReadSources(map_of(complete({**BASE, **clean}, **options)), marks, frozenset(clean))


def map_of(sources: Mapping[str, str], *, order: int = 1) -> Map:
    """The map of sources in memory; files are handed over by name, with `order` -1 in reverse."""
    paths = sorted(sources)[::order]
    python = {path: read_python(sources[path].encode()) for path in paths if path.endswith(".py")}
    templates = {path: read_template(sources[path].encode()) for path in paths if path.endswith((".html", ".txt"))}
    return make_map(listed(sources, python, templates), python, templates)


def listed(
    sources: Mapping[str, str], python: Mapping[str, FileFacts], templates: Mapping[str, TemplateFacts]
) -> FileList:
    """The files of sources in memory, in the order of their facts."""
    return FileList(
        root="/srv/shop",
        python=tuple(SourceFile(path, len(sources[path]), 0) for path in python),
        templates=tuple(SourceFile(path, len(sources[path]), 0) for path in templates),
        notebooks=(),
        packaging=tuple(path for path in sorted(sources) if is_packaging(path)),
        unreadable=(),
    )


def read_sources_in(folder: Path, sources: Mapping[str, str]) -> Map:
    """Write sources into a folder and read it, without a cache."""
    write_sources(folder, complete(sources))
    return read_map(folder, cache=False)


def write_sources(folder: Path, sources: Mapping[str, str]) -> None:
    """Write files as they are."""
    for name, text in sources.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")


def complete(sources: Mapping[str, str], *, settings: str = "", **_ignored: str) -> dict[str, str]:
    """Add what makes a Django project of the folders of sources: each is an app, but for `config` and templates."""
    texts = {path: dedent(text).lstrip("\n") for path, text in sources.items()}
    folders = {path.partition("/")[0] for path in texts if path.count("/") and path.endswith(".py")}
    apps = sorted(folders - {"config"})
    made = {f"{folder}/__init__.py": "" for folder in _packages(texts)}
    made["manage.py"] = 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")\n'
    made["config/__init__.py"] = ""
    made["config/urls.py"] = "urlpatterns = []\n"
    made["config/settings.py"] = (
        f"INSTALLED_APPS = {apps}\n"
        'AUTH_USER_MODEL = "accounts.User"\n'
        'ROOT_URLCONF = "config.urls"\n'
        'TEMPLATES = [{"DIRS": ["templates"], "APP_DIRS": True}]\n'
    ) + dedent(settings)
    return {**made, **texts}


def _packages(sources: Mapping[str, str]) -> set[str]:
    parts = [path.split("/")[:-1] for path in sources if path.endswith(".py")]
    return {"/".join(part[: size + 1]) for part in parts for size in range(len(part))}


def take_marks(sources: Mapping[str, str]) -> tuple[dict[str, str], list[Place]]:
    """Sources without marks, and the places that were marked, as they will stand once dedented."""
    clean: dict[str, str] = {}
    marks: list[Place] = []
    for path, text in sorted(sources.items()):
        lines = dedent(text).lstrip("\n").split("\n")
        for number, line in enumerate(lines, 1):
            parts = line.split(MARK)
            ends = [sum(map(len, parts[: size + 1])) + 1 for size in range(len(parts) - 1)]
            marks += [(path, number, end) for end in ends]
        clean[path] = "\n".join(lines).replace(MARK, "")
    return clean, marks
