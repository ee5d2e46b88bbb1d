"""Where everything is: the projects of a repository with their modules, apps, settings and templates."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from anabranch.facts.values import FileFacts
from anabranch.project.apps import find_apps, migration_packages, optional_apps
from anabranch.project.conventions import test_code
from anabranch.project.file_list import FileList
from anabranch.project.groups import Group, Land, group_files
from anabranch.project.literals import Literals
from anabranch.project.modules import Names, name_modules, source_roots
from anabranch.project.names import name_project, unique_names
from anabranch.project.nearer import nearer_modules
from anabranch.project.roots import find_roots
from anabranch.project.settings import read_settings, settings_files
from anabranch.project.symbols import Symbols
from anabranch.project.template_folders import project_templates, shared_folders
from anabranch.project.tree import Tree
from anabranch.project.units import assign_units, lay_out_units, package_of, packages_above
from anabranch.project.values import AppLayout, Module, ProjectLayout


def lay_out(files: FileList, facts: Mapping[str, FileFacts]) -> tuple[ProjectLayout, ...]:
    """The projects below a folder with all they hold, from paths and facts alone; none where there is no Python."""
    if not files.python:
        return ()
    tree = Tree(files)
    roots = find_roots(tree, facts)
    assigning = settings_files(facts, tree.paths)
    groups = group_files(Land(tree, roots, facts), assigning)
    projects = [
        _lay_out_project(files, facts, group, name_modules(tree, roots, group.paths), assigning) for group in groups
    ]
    names = unique_names(projects)
    return tuple(msgspec.structs.replace(project, name=name) for project, name in zip(projects, names, strict=True))


def _lay_out_project(
    files: FileList, facts: Mapping[str, FileFacts], group: Group, names: Names, assigning: list[str]
) -> ProjectLayout:
    literals = Literals(Symbols(names, facts))
    settings = read_settings(literals, facts, assigning)
    migrations = migration_packages(names, facts)
    apps = find_apps(literals, facts, settings.installed_apps, migrations)
    packages = assign_units(names, apps)
    unit_of = {place.path: packages[package_of(place)] for place in names.places.values()}
    units = lay_out_units(names, apps, set(unit_of.values()), group.root)
    templates = _own_templates(files, group)
    usual = read_settings(Literals(literals.symbols, by_default=True), facts, assigning).installed_apps
    return ProjectLayout(
        name=name_project(files.root, group.root, names),
        root=group.root,
        source_roots=source_roots(names),
        prefixes=literals.symbols.prefixes,
        modules=_lay_out_modules(names, facts, migrations, units, unit_of, with_tests=files.with_tests),
        apps=units,
        settings=msgspec.structs.replace(
            settings,
            optional_apps=optional_apps(literals, settings.installed_apps, usual),
            template_folders=shared_folders(templates, units),
        ),
        templates=templates,
    )


def _own_templates(files: FileList, group: Group) -> tuple[str, ...]:
    others = frozenset(source.path for source in files.python) - group.paths
    return project_templates((source.path for source in files.templates), own=group.paths, others=others)


def _lay_out_modules(
    names: Names,
    facts: Mapping[str, FileFacts],
    migrations: frozenset[str],
    units: tuple[AppLayout, ...],
    unit_of: Mapping[str, str],
    *,
    with_tests: bool,
) -> tuple[Module, ...]:
    labels = {unit.name: unit.label for unit in units}
    is_test = test_code(names.by_path)
    nearer = nearer_modules(names, facts)
    return tuple(
        Module(
            name=place.name,
            path=place.path,
            is_package=place.is_package,
            app=labels[unit_of[place.path]],
            is_test=with_tests and is_test(place.path),
            is_migration=any(each in migrations for each in packages_above(place)),
            nearer=tuple(nearer.get(place.path, {}).items()),
        )
        for place in sorted(names.places.values(), key=lambda place: place.name)
    )
