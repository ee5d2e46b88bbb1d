"""Which app-level unit a module or a dotted symbol belongs to."""

from __future__ import annotations

from anabranch.project.dotted import enclosing
from anabranch.reading.values import Map


class Membership:
    """Units of modules, and of templates, which are in none: as the references name them, else by the innermost package
    that is a unit.
    """

    def __init__(self, project_map: Map, project: str) -> None:
        self._unit_of: dict[str, str] = {}
        for one in project_map.projects:
            if one.name == project:
                self._unit_of |= {app.name: app.label for app in one.apps if app.name}
        for reference in project_map.references:
            if reference.project == project:
                for end in (reference.importer, reference.imported):
                    self._unit_of[end.module or end.symbol] = end.app

    def unit(self, dotted: str) -> str:
        """The unit of a module or symbol; empty where none is known."""
        known = enclosing(dotted, self._unit_of)
        return self._unit_of[known] if known else ""
