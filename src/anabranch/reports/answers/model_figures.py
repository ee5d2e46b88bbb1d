"""How fat a model is, and how many relations tie it to which units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from anabranch.reading.values import Map, Model
from anabranch.reports.answers.membership import Membership

Counts = tuple[tuple[str, int], ...]


class ModelFigures(msgspec.Struct, frozen=True):
    """What a model carries; relations by the unit of the other model."""

    label: str
    file: str
    line: int
    abstract: bool
    proxy: bool
    fields: int
    methods: int
    properties: int
    inherited_fields: int
    inherited_methods: int
    inherited_properties: int
    """What it takes from abstract models and mixins that are models of the map."""
    mixins: tuple[tuple[str, str], ...]
    """Dotted base and its unit."""
    relations_out: Counts
    relations_in: Counts


class ModelReader:
    """Figures of the models of one project."""

    def __init__(self, project_map: Map, project: str, membership: Membership) -> None:
        self._membership = membership
        self._models = {one.label: one for one in project_map.models if one.project == project}
        self._by_symbol = {one.symbol: one for one in self._models.values()}
        self._inward: dict[str, list[str]] = {}
        for one in self._models.values():
            for relation in () if one.abstract else one.relations:
                self._inward.setdefault(relation.target, []).append(one.label)

    def figures(self, model: Model) -> ModelFigures:
        """The figures of one model."""
        taken = self._taken(model)
        return ModelFigures(
            label=model.label,
            file=model.file,
            line=model.line,
            abstract=model.abstract,
            proxy=model.proxy,
            fields=len(model.fields),
            methods=len(model.methods),
            properties=len(model.properties),
            inherited_fields=sum(len(one.fields) for one in taken),
            inherited_methods=sum(len(one.methods) for one in taken),
            inherited_properties=sum(len(one.properties) for one in taken),
            mixins=tuple((name, self._membership.unit(name)) for name in model.mixins),
            relations_out=self._by_unit(relation.target for relation in model.relations if relation.target),
            relations_in=self._by_unit(self._inward.get(model.label, ())),
        )

    def _taken(self, model: Model) -> list[Model]:
        """The model's bases that are abstract models, and theirs."""
        found: dict[str, Model] = {}
        waiting = list(model.mixins)
        while waiting:
            base = self._by_symbol.get(waiting.pop())
            if base and base.label not in found:
                found[base.label] = base
                waiting += base.mixins
        return list(found.values())

    def _by_unit(self, labels: Iterable[str]) -> Counts:
        counts = Counter(map(self._unit, labels))
        return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))

    def _unit(self, label: str) -> str:
        model = self._models.get(label)
        return (self._membership.unit(model.module) if model else "") or label.partition(".")[0]
