"""Units of the app level: which app, package or `(project)` each module belongs to."""

from __future__ import annotations

from collections.abc import Iterable

from anabranch.project.apps import Wanted, unique_labels
from anabranch.project.dotted import around, enclosing
from anabranch.project.modules import Names, Place
from anabranch.project.values import AppLayout

PROJECT = "(project)"


def assign_units(names: Names, apps: tuple[AppLayout, ...]) -> dict[str, str]:
    """For each dotted package name the dotted name of its app or other unit, or `(project)`.

    Modules directly in a source root, or beside the apps inside a package that holds some, are `(project)`. A package
    without apps is a unit, also the one that holds the settings: what else it holds tells whether it is a shell.
    """
    app_names = {app.name for app in apps}
    holding = {package for name in app_names for package in around(name)}
    units = {"": PROJECT}
    for package in names.folders:
        units[package] = enclosing(package, app_names) or _highest_without_app(package, holding)
    return units


def package_of(place: Place) -> str:
    """The package that a module lies in; a package lies in itself."""
    return place.name if place.is_package else place.name.rpartition(".")[0]


def packages_above(place: Place) -> Iterable[str]:
    """The package that a module lies in, and those around it, innermost first."""
    return around(package_of(place))


def lay_out_units(names: Names, apps: tuple[AppLayout, ...], units: Iterable[str], root: str) -> tuple[AppLayout, ...]:
    """The apps and the other units that have modules, each with its own label; `(project)` first."""
    taken = [app.label for app in apps]
    others = sorted(set(units) - {app.name for app in apps} - {PROJECT})
    labels = unique_labels([Wanted(name, name.rpartition(".")[2]) for name in others], taken)
    packages = tuple(AppLayout(labels[name], name, names.folders[name], is_app=False) for name in others)
    beside = (AppLayout(PROJECT, PROJECT, root, is_app=False),) if PROJECT in units else ()
    return (*beside, *sorted((*apps, *packages), key=lambda app: app.name))


def _highest_without_app(package: str, holding: set[str]) -> str:
    for name in reversed(list(around(package))):
        if name not in holding:
            return name
    return PROJECT
