"""Which models lie near each other inside a domain: a path over relations that enters it can go on to these."""

from __future__ import annotations

from anabranch.evidence.classes import Classes
from anabranch.evidence.domains import Domains
from anabranch.reading.values import Map

_STEPS = 3
"""Relations that a path is followed inside a domain."""


class Nearness:
    """Models by the relations between them that do not leave their domain."""

    def __init__(self, project_map: Map, domains: Domains, classes: Classes) -> None:
        self._classes = classes
        self._beside: dict[str, set[str]] = {}
        by_label = {(model.project, model.label): model for model in project_map.models}
        for model in project_map.models:
            for relation in model.relations:
                for label in (relation.target, relation.through):
                    target = by_label.get((model.project, label or ""))
                    if target is not None and domains.of_file(model.file) == domains.of_file(target.file):
                        self._beside.setdefault(model.symbol, set()).add(target.symbol)
                        self._beside.setdefault(target.symbol, set()).add(model.symbol)

    def near(self, symbol: str) -> frozenset[str]:
        """A model with those above and below it, and all that few relations lead to from there."""
        found = set(self._classes.related(symbol))
        edge = set(found)
        for _ in range(_STEPS):
            beside = {each for model in edge for each in self._beside.get(model, ())}
            edge = {each for model in beside - found for each in self._classes.related(model)} - found
            found |= edge
        return frozenset(found)
