"""What the names of a module lead to, as far as settings and app configs need it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from anabranch.facts.values import Definition, FileFacts, Flag, Import, Op
from anabranch.project.dotted import renamed, shortened
from anabranch.project.inclusions import included_files, may_include
from anabranch.project.modules import Names
from anabranch.project.prefixes import prefixes
from anabranch.project.tables import Table

_DEEPEST = 24
_NOTHING: Mapping[str, str] = {}


class Dotted(NamedTuple):
    """A module, or something of a module that is not the project's own."""

    name: str


class Defined(NamedTuple):
    """A class or function of the project."""

    path: str
    number: int


class Bound(NamedTuple):
    """Any other expression that a name is bound to."""

    path: str
    expression: int


Found = Dotted | Defined | Bound


class Symbols:
    """Follows names through the modules of one project."""

    def __init__(self, names: Names, facts: Mapping[str, FileFacts]) -> None:
        self.names = names
        self._facts = facts
        self.prefixes = prefixes(names, facts)
        self._tables: dict[str, Table] = {}
        self._stars: dict[str, list[str]] = {}

    def table(self, path: str) -> Table:
        """The facts of one file, ready to be looked into."""
        table = self._tables.get(path)
        if table is None:
            table = self._tables[path] = Table(self._facts[path])
        return table

    def definition(self, found: Defined) -> Definition:
        """A class or function."""
        return self._facts[found.path].definitions[found.number]

    def path_of(self, module: str) -> str | None:
        """The file of a module that could be read."""
        place = self.names.places.get(self.own_name(module))
        return place.path if place is not None and place.path in self._facts else None

    def own_name(self, dotted: str) -> str:
        """The name of a module or package, where an outer source root gives it a longer one."""
        if dotted in self.names.places or dotted in self.names.folders:
            return dotted
        shorter = shortened(dotted, self.prefixes)
        return next((each for each in shorter if each in self.names.folders or each in self.names.places), dotted)

    def imported_module(self, path: str, item: Import) -> str:
        """The absolute dotted name of the module that an import statement names."""
        place = self.names.by_path[path]
        if not item.level:
            return renamed(item.module, self.names.displaced.get(place.root, _NOTHING).items())
        parts = place.name.split(".")
        kept = parts[: len(parts) - item.level + int(place.is_package)]
        return ".".join([*kept, item.module] if item.module else kept)

    def stars(self, path: str) -> list[str]:
        """Files of the project from which a module imports everything."""
        known = self._stars.get(path)
        if known is None:
            known = self._stars[path] = self._find_stars(path)
        return known

    def _find_stars(self, path: str) -> list[str]:
        facts = self._facts[path]
        modules = [self.imported_module(path, facts.imports[number]) for number in facts.definitions[0].stars]
        paths = [found for module in modules if (found := self.path_of(module)) is not None]
        if may_include(path, facts):
            paths += included_files(path, self.table(path), self.names.by_path)
        return paths

    def member(self, module: str, name: str, depth: int = 0) -> Found:
        """What a name of a module leads to."""
        path = self.path_of(module)
        if path is not None and depth < _DEEPEST:
            bound = self._facts[path].definitions[0].names.get(name)
            if bound:
                return self.find(path, bound, depth + 1)
            if f"{module}.{name}" not in self.names.places:
                return self._member_by_star(path, name, depth) or Dotted(f"{module}.{name}")
        return Dotted(f"{module}.{name}")

    def _member_by_star(self, path: str, name: str, depth: int) -> Found | None:
        """What a name leads to that star imports bring in; a later one hides those before."""
        for star in reversed(self.stars(path)):
            found = self.member(self.names.by_path[star].name, name, depth + 1)
            if not isinstance(found, Dotted):
                return found
        return None

    def find(self, path: str, expression: int, depth: int = 0) -> Found:
        """What an expression leads to."""
        table = self.table(path)
        op, x, y = table.row(expression)
        if depth > _DEEPEST:
            return Bound(path, expression)
        if op == Op.LOAD:
            return self.find(path, x, depth + 1)
        if op == Op.DEF:
            return Defined(path, x)
        if op == Op.IMPORT:
            return self._find_import(path, table.facts.imports[x], depth)
        if op == Op.ATTR:
            base = self.find(path, x, depth + 1)
            return (
                self.member(base.name, table.facts.texts[y], depth + 1)
                if isinstance(base, Dotted)
                else Bound(path, expression)
            )
        if op == Op.UNION:
            return self.find(path, table.members(y)[0], depth + 1)
        if op == Op.NAME:
            return self._find_name(path, table.facts.texts[x], expression, depth)
        return Bound(path, expression)

    def _find_import(self, path: str, item: Import, depth: int) -> Found:
        if item.name is not None:
            return self.member(self.imported_module(path, item), item.name, depth + 1)
        return Dotted(item.module.partition(".")[0] if item.flags & Flag.FIRST else item.module)

    def _find_name(self, path: str, name: str, expression: int, depth: int) -> Found:
        bound = self._facts[path].definitions[0].names.get(name)
        if bound and bound != expression:
            return self.find(path, bound, depth + 1)
        return self._member_by_star(path, name, depth) or Dotted(name)
