"""What the smells look at: a map with the domains of its units."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from anabranch.reading.named_units import unit_of_model, units_of_names
from anabranch.reading.values import Imported, Importer, Map, Model, Reference
from anabranch.rules.values import Rules


class Seen:
    """A map by the domains of a rule file."""

    def __init__(self, project_map: Map, rules: Rules) -> None:
        self.map = project_map
        self.rules = rules
        self.height = {domain: number for number, layer in enumerate(rules.layers) for domain in layer.domains}

    @cached_property
    def crossing(self) -> tuple[tuple[str, str, Reference], ...]:
        """References that count and join two domains, with these."""
        rows = ((self.rules.domain_of(one.importer.app), self.rules.domain_of(one.imported.app), one)
                for one in self.map.references if one.counts)  # fmt: skip
        return tuple(row for row in rows if row[0] != row[1])

    @cached_property
    def models(self) -> dict[str, Model]:
        """Models by dotted name."""
        return {model.symbol: model for model in self.map.models}

    @cached_property
    def domains(self) -> frozenset[str]:
        """All domains."""
        return frozenset(self.rules.domain_of(app.label) for project in self.map.projects for app in project.apps)

    def of_kind(self, *kinds: str) -> Iterator[Reference]:
        """References between domains that are made in one of these ways."""
        return (one for _, _, one in self.crossing if one.kind in kinds)

    def at(self, model: Model) -> Reference:
        """The place where a model is defined, as a reference of it to itself."""
        app = unit_of_model(model, self._units)
        return Reference(
            project=model.project,
            tie_class="code",
            kind="inherit",
            certainty="certain",
            importer=Importer(model.symbol, model.module, app),
            imported=Imported(model.symbol, model.module, app),
            file=model.file,
            line=model.line,
            column=1,
            counts=True,
        )

    @cached_property
    def _units(self) -> dict[str, str]:
        apps = [app for project in self.map.projects for app in project.apps]
        return units_of_names(self.map.references, apps)
