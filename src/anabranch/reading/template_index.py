"""Templates of a project by the name they are loaded under, and template tag libraries."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass

from anabranch.project.values import AppLayout, ProjectLayout
from anabranch.reading.values import Imported
from anabranch.reading.world import World

_FOLDERS = ("/templates/", "/jinja2/")
_GAP = re.compile(r"%\(\w+\)s|%s|\{\w*\}")
_TELLS = re.compile(r"[A-Za-z]{3,}.*\.[a-z0-9]+$")
"""What stands beside the gap in the file's name says something by itself."""
_MOST_FITTING = 30
PROJECT_UNIT = "(project)"


@dataclass(frozen=True, slots=True)
class Template:
    """A template file: the name it is loaded under, and the unit it belongs to."""

    name: str
    path: str
    app: str


class TemplateIndex:
    """Which file a template name means, seen from a unit."""

    def __init__(self, layout: ProjectLayout) -> None:
        self._folders = sorted(layout.settings.template_folders, key=len, reverse=True)
        self._apps = sorted((app for app in layout.apps if app.path), key=lambda app: -len(app.path))
        self._labels = {app.label for app in layout.apps}
        self.templates = tuple(self._template(path) for path in layout.templates)
        self._by_name: dict[str, list[Template]] = {}
        for template in self.templates:
            self._by_name.setdefault(template.name, []).append(template)
        files = (name.rpartition("/")[2] for name in self._by_name if "/" in name)
        self.begun_by = frozenset(begin for begin, gap, _ in (each.partition("_") for each in files) if gap)
        """Words that files of templates begin with, as `order_list.html` does with the name of a model."""

    def named(self, name: str, *, seen_from: str) -> Template | None:
        """The template that a name means: the one of the unit itself where it has one, else the first."""
        found = self._by_name.get(name, [])
        own = [template for template in found if template.app == seen_from]
        return next(iter(own or found), None)

    def named_in(self, template: Template, name: str) -> Template | None:
        """The template that a name in another one means; `./` and `../` begin in the folder of that one."""
        if name.startswith(("./", "../")):
            name = posixpath.normpath(posixpath.join(posixpath.dirname(template.name), name))
        return self.named(name, seen_from=template.app)

    def fitting(self, pattern: str) -> list[Template]:
        """The templates that a name with one gap can mean, as `mails/type_%s.txt` does; the first of each name.

        Only where the gap is a part of the file's name, and the folder is said: else it could be anything.
        """
        if "/" not in pattern or ("%" not in pattern and "{" not in pattern):
            return []
        parts = _GAP.split(pattern)
        if len(parts) != 2 or "/" not in parts[0] or not _TELLS.search(f"{parts[0].rpartition('/')[2]}{parts[1]}"):
            return []
        fits = re.compile(f"{re.escape(parts[0])}[^/]+{re.escape(parts[1])}").fullmatch
        found = [each[0] for name, each in sorted(self._by_name.items()) if fits(name)]
        return found if len(found) <= _MOST_FITTING else []

    def names(self) -> frozenset[str]:
        """All names."""
        return frozenset(self._by_name)

    def _template(self, path: str) -> Template:
        name, is_inside_app, app = self._place(path)
        if is_inside_app and app is not None:
            return Template(name, path, app.label)
        first = name.partition("/")[0]
        return Template(name, path, first if "/" in name and first in self._labels else PROJECT_UNIT)

    def _place(self, path: str) -> tuple[str, bool, AppLayout | None]:
        owner = next((app for app in self._apps if path.startswith(f"{app.path}/") and app.label != PROJECT_UNIT), None)
        for folder in self._folders:
            if folder and path.startswith(f"{folder}/"):
                inside = owner is not None and folder.startswith(owner.path)
                return path[len(folder) + 1 :], inside, owner
        for folder in _FOLDERS:
            _, found, name = f"/{path}".partition(folder)
            if found:
                return name, owner is not None, owner
        return path, owner is not None, owner


def imported_template(template: Template) -> Imported:
    """The imported side of a reference to a template."""
    return Imported(template.name, "", template.app)


def tag_libraries(world: World) -> dict[str, list[str]]:
    """Module names of template tag libraries by the name that `{% load %}` takes."""
    found: dict[str, list[str]] = {}
    for name in sorted(filter(is_library, world.modules)):
        found.setdefault(name.rpartition(".")[2], []).append(name)
    return found


def is_library(module: str) -> bool:
    """Whether a module of that name is a template tag library."""
    return module.rpartition(".")[0].endswith("templatetags")
