"""Units of the app level: apps, the first-level sub-packages of an app that holds too much to be one, and the parts of
apps that a team gave to a domain.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from anabranch.project.conventions import TEMPLATE_TAGS
from anabranch.project.dotted import enclosing
from anabranch.project.values import AppLayout, ProjectLayout
from anabranch.reading.declared import NOTHING_DECLARED, Declared

LARGEST_SHARE = 0.25
"""An app with more than this share of a project's lines is shown by its sub-packages (02-words of the design)."""


NO_PARTS: Mapping[str, str] = {}


class Units(NamedTuple):
    """Units of the app level: of each module, and of definitions that belong to another one, by module and name."""

    of_module: dict[str, str]
    apart: dict[str, dict[str, str]]


def split_apps(
    layout: ProjectLayout, lines: Mapping[str, int], declared: Declared = NOTHING_DECLARED
) -> tuple[AppLayout, ...]:
    """The apps that are shown by their sub-packages. `lines` gives the lines of a file by its path.

    What a team wrote down stays as it is: by its packages an app of which the order names one, whole any other that it
    names. Only of apps that it does not name the lines decide.
    """
    of_app: dict[str, int] = {}
    packages: dict[str, set[str]] = {}
    names = {app.label: app.name for app in layout.apps}
    for module in layout.modules:
        of_app[module.app] = of_app.get(module.app, 0) + lines.get(module.path, 0)
        package = _sub_package(module.name, module.is_package, names.get(module.app, ""))
        if package and not module.is_migration:
            packages.setdefault(module.app, set()).add(package)
    most = LARGEST_SHARE * sum(of_app.values())

    def is_split(label: str) -> bool:
        inside = packages.get(label, set())
        if any(f"{label}.{package}" in declared.placed for package in inside):
            return True
        return len(inside) > 1 and of_app.get(label, 0) > most and not _is_named(label, declared)

    return tuple(app for app in layout.apps if app.name and is_split(app.label))


def units_of_modules(layout: ProjectLayout, split: tuple[AppLayout, ...], parts: Mapping[str, str] = NO_PARTS) -> Units:
    """The unit of each module, by module name: its app, or `app.package` in an app that is split; a part before both.

    What templates load stays with the app, as its templates do.
    `parts` are those of `Declared`. A definition that is a part by itself is set apart from its module.
    """
    names = {app.label: app.name for app in split}
    found = {}
    for module in layout.modules:
        package = _sub_package(module.name, module.is_package, names.get(module.app, ""))
        found[module.name] = f"{module.app}.{package}" if package and not module.is_migration else module.app
    own = _without_units(parts, {*found.values(), *(app.label for app in layout.apps)})
    apart: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for name, unit in own.items():
        within, _, definition = name.rpartition(".")
        if name not in found and within in found:
            apart[within][definition] = unit
    if own:
        found = {name: own.get(enclosing(name, own), unit) for name, unit in found.items()}
    return Units(found, dict(apart))


def _is_named(label: str, declared: Declared) -> bool:
    """Whether a team speaks of an app, or of anything in it."""
    return any(name == label or name.startswith(f"{label}.") for name in declared.placed | declared.named)


def _without_units(parts: Mapping[str, str], units: Iterable[str]) -> Mapping[str, str]:
    labels = set(units)
    return {name: unit for name, unit in parts.items() if name not in labels}


def _sub_package(module: str, is_package: bool, app: str) -> str:
    """The first-level package of an app that a module is in; empty for those directly in it, and for its tags."""
    if not app or not module.startswith(f"{app}."):
        return ""
    parts = module[len(app) + 1 :].split(".")
    return parts[0] if (len(parts) > 1 or is_package) and parts[0] != TEMPLATE_TAGS else ""
