"""Which domain a file, a template or an end of a reference belongs to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from msgspec.structs import replace

from anabranch.project.conventions import TEMPLATE_FOLDERS, folder_of, folders_above
from anabranch.project.units import PROJECT
from anabranch.reading.values import End, Map, Role


@dataclass(frozen=True, slots=True)
class Domains:
    """The domains that the units of a map name; where two projects have one of a name, the project stands before it."""

    of_unit: Mapping[tuple[str, str], str]
    """By project and label of the unit."""
    of_folder: Mapping[str, str]
    """By folder; of a file the nearest one counts. The repository itself is the empty name."""
    base: frozenset[str] = frozenset()
    """Domains that everyone may use."""
    shell: frozenset[str] = frozenset()
    """Domains that put the others together: settings, root URLconf, shared templates."""

    @property
    def names(self) -> frozenset[str]:
        """Every domain."""
        return frozenset(self.of_unit.values())

    def of_end(self, project: str, end: End) -> str:
        """The domain of an end of a reference."""
        return self.of_unit.get((project, end.app), end.app)

    def of_file(self, path: str) -> str:
        """The domain of a Python file."""
        for folder in (*folders_above(path), ""):
            found = self.of_folder.get(folder)
            if found is not None:
                return found
        return PROJECT

    def of_template(self, path: str) -> str:
        """The domain of a template: that of its app, else the one that its first folder names."""
        here = self.of_file(path)
        if here not in ("", PROJECT):
            return here
        parts = folder_of(path).split("/")
        start = next((number + 1 for number, part in enumerate(parts) if part in TEMPLATE_FOLDERS), len(parts))
        first = parts[start] if start < len(parts) else ""
        return next((name for (_, label), name in self.of_unit.items() if label == first), PROJECT)


def domains_of(project_map: Map) -> Domains:
    """The domains of a map."""
    of_unit, of_folder = {}, {}
    roles: dict[str, set[str]] = {"base": set(), "shell": set()}
    for project in project_map.projects:
        for app in project.apps:
            name = _named(project_map, project.name, app.domain)
            of_unit[project.name, app.label] = name
            if app.path or app.label == PROJECT:  # a part of an app has no folder of its own
                of_folder["" if app.path == "." else app.path] = name
            if app.role in roles:
                roles[app.role].add(name)
    return Domains(of_unit, of_folder, frozenset(roles["base"]), frozenset(roles["shell"]))


def renamed(project_map: Map, domain_of: Callable[[str], str], roles: Mapping[str, Role]) -> Map:
    """The map with the domains and roles that a team gave its units; a role that is not given stays as it was found."""
    projects = tuple(
        replace(
            project,
            apps=tuple(
                replace(app, domain=domain_of(app.label), role=roles.get(domain_of(app.label), app.role))
                for app in project.apps
            ),
        )
        for project in project_map.projects
    )
    return replace(project_map, projects=projects)


def _named(project_map: Map, project: str, domain: str) -> str:
    others = (app.domain for one in project_map.projects if one.name != project for app in one.apps)
    return f"{project}/{domain}" if domain in others else domain
