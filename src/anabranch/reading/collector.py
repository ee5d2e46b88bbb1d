"""Where references are gathered while one project is resolved."""

from __future__ import annotations

from dataclasses import dataclass, field

from anabranch.facts.values import Definition
from anabranch.reading.resolver import Resolver
from anabranch.reading.values import CLASS_OF_KIND, Certainty, Imported, Importer, Reference, Unseen
from anabranch.reading.world import ClassInfo, Found, ModuleInfo


@dataclass(slots=True)
class Collector:
    """References and unseen places of one project, each place once."""

    resolver: Resolver
    project: str
    references: list[Reference] = field(default_factory=list)
    unseen: list[Unseen] = field(default_factory=list)
    _places: set[tuple[str, int, int, str]] = field(default_factory=set)
    _unseen_rows: set[Unseen] = field(default_factory=set)
    _importers: dict[tuple[ModuleInfo, int], Importer] = field(default_factory=dict)
    _imported: dict[tuple[str, str, str], Imported] = field(default_factory=dict)

    def add(
        self,
        module: ModuleInfo,
        scope: int,
        at: tuple[int, int],
        kind: str,
        imported: Imported,
        *,
        certainty: Certainty = "certain",
        note: str = "",
    ) -> None:
        """Take a reference; a place that already refers to the same symbol stays as it is."""
        line, column = at
        place = (module.path, line, column, imported.symbol)
        if not line or place in self._places:
            return
        self._places.add(place)
        if module.unit.is_migration:
            note, kind = note or ("live" if kind in _LIVE else ""), "migration"
        reference_class = CLASS_OF_KIND[kind]
        counts = certainty != "likely" and not module.unit.is_test and (reference_class != "history" or note == "live")
        self.references.append(
            Reference(
                self.project,
                reference_class,
                kind,
                certainty,
                self.importer(module, scope),
                imported,
                module.path,
                line,
                column,
                counts,
                module.unit.is_test,
                note,
            )
        )

    def add_found(self, module: ModuleInfo, expression: int, kind: str, found: Found, note: str = "") -> None:
        """Take a reference at a name that leads to something first-party; `inferred` where a call gave it back."""
        at = module.line[expression], module.column[expression]
        certainty: Certainty = "inferred" if found.loaded_as == "use" else "certain"
        self.add(module, module.scope[expression], at, kind, self.imported(found), certainty=certainty, note=note)

    def add_class(
        self,
        module: ModuleInfo,
        scope: int,
        at: tuple[int, int],
        kind: str,
        info: ClassInfo,
        *,
        certainty: Certainty = "certain",
        note: str = "",
        via: str = "",
    ) -> None:
        """Take a reference to a class, unless it stands in the class's own module, or its unit's part of that."""
        if info.module is not module or self.is_apart(module, scope, info.definition.qualname):
            found = Found(info.module, info.definition.qualname, via=via)
            self.add(module, scope, at, kind, self.imported(found), certainty=certainty, note=note)

    def imported(self, found: Found) -> Imported:
        """The imported side: a top-level definition or variable, or a module."""
        key = (found.module.name, found.name.partition(".")[0], found.via)
        known = self._imported.get(key)
        if known is None:
            symbol = f"{key[0]}.{key[1]}" if key[1] else key[0]
            known = self._imported[key] = Imported(symbol, key[0], found.module.unit_of(key[1]), found.via)
        return known

    def importer(self, module: ModuleInfo, scope: int) -> Importer:
        """The importing side: the innermost class or function, nested functions folded into the outermost."""
        known = self._importers.get((module, scope))
        if known is None:
            qualname = enclosing_name(module.definitions, scope)
            symbol = f"{module.name}.{qualname}" if qualname else module.name
            known = self._importers[module, scope] = Importer(symbol, module.name, module.unit_of(qualname))
        return known

    def unit_at(self, module: ModuleInfo, scope: int) -> str:
        """The unit of what stands in a scope of a module."""
        return module.unit_of(enclosing_name(module.definitions, scope)) if module.apart else module.app

    def is_apart(self, module: ModuleInfo, scope: int, name: str) -> bool:
        """Whether a definition of the module counts for another unit than what stands in a scope of it."""
        return bool(module.apart) and module.unit_of(name) != self.unit_at(module, scope)

    def add_unseen(self, module: ModuleInfo, line: int, reason: str, text: str) -> None:
        """Take a place that could not be resolved."""
        row = Unseen(reason, module.path, line, text, self.project)
        if row not in self._unseen_rows:
            self._unseen_rows.add(row)
            self.unseen.append(row)


_LIVE = {"use", "import", "import-local", "inherit", "extend", "model-meta", "patch", "signal", "task", "path"}


def enclosing_name(definitions: list[Definition], scope: int) -> str:
    """The qualified name that a scope refers under: functions fold what is inside them, a class its Meta."""
    chosen = scope
    number = scope
    while number:
        definition = definitions[number]
        if definition.kind == "function" or (definition.name == "Meta" and chosen == number and definition.parent):
            chosen = number if definition.kind == "function" else definition.parent
        number = definition.parent
    return definitions[chosen].qualname if chosen else ""
