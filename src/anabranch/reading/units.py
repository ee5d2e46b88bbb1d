"""Units of the app level: apps, and the first-level sub-packages of an app that holds too much to be one."""

from __future__ import annotations

from collections.abc import Mapping

from anabranch.project.values import AppLayout, ProjectLayout

LARGEST_SHARE = 0.25
"""An app with more than this share of a project's lines is shown by its sub-packages (02-words of the design)."""


def split_apps(layout: ProjectLayout, lines: Mapping[str, int]) -> tuple[AppLayout, ...]:
    """The apps that are shown by their sub-packages. `lines` gives the lines of a file by its path."""
    of_app: dict[str, int] = {}
    packages: dict[str, set[str]] = {}
    names = {app.label: app.name for app in layout.apps}
    for module in layout.modules:
        of_app[module.app] = of_app.get(module.app, 0) + lines.get(module.path, 0)
        package = _sub_package(module.name, module.is_package, names.get(module.app, ""))
        if package and not module.is_migration:
            packages.setdefault(module.app, set()).add(package)
    most = LARGEST_SHARE * sum(of_app.values())
    return tuple(
        app
        for app in layout.apps
        if app.name and of_app.get(app.label, 0) > most and len(packages.get(app.label, ())) > 1
    )


def units_of_modules(layout: ProjectLayout, split: tuple[AppLayout, ...]) -> dict[str, str]:
    """The unit of each module, by module name: its app, or `app.package` in an app that is split."""
    names = {app.label: app.name for app in split}
    found = {}
    for module in layout.modules:
        package = _sub_package(module.name, module.is_package, names.get(module.app, ""))
        found[module.name] = f"{module.app}.{package}" if package and not module.is_migration else module.app
    return found


def _sub_package(module: str, is_package: bool, app: str) -> str:
    """The first-level package of an app that a module is in; empty for modules directly in the app."""
    if not app or not module.startswith(f"{app}."):
        return ""
    parts = module[len(app) + 1 :].split(".")
    return parts[0] if len(parts) > 1 or is_package else ""
