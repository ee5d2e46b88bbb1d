"""The files that cutting a key changes beside those where the tie stands."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from anabranch.plan.foretelling import foretell_key
from anabranch.plan.project_source import ProjectSource
from anabranch.plan.values import DomainPlan, Step, TieToCut
from anabranch.reading.values import Model, Relation


def cuts_keys(plan: DomainPlan) -> bool:
    """Whether any step removes a tie that the database knows."""
    return any(tie.tie_class == "schema" for step in plan.steps for tie in step.ties)


def foretell_steps(plan: DomainPlan, source: ProjectSource) -> DomainPlan:
    """The plan, each step with the files that are likely to change with the keys that it removes."""
    return replace(plan, steps=tuple(_foretold(step, source) for step in plan.steps))


def _foretold(step: Step, source: ProjectSource) -> Step:
    files = {
        file
        for tie in step.ties
        if tie.tie_class == "schema"
        for model, relation in _relations(tie, source)
        for file in foretell_key(source, model, relation)
    }
    own = files.intersection([*source.modules, *source.templates]).difference(step.files)
    return replace(step, foretold=tuple(sorted(own)))


def _relations(tie: TieToCut, source: ProjectSource) -> Iterator[tuple[Model, Relation]]:
    targets = {one.label for one in source.models if one.symbol == tie.imported}
    for model in source.models:
        if model.symbol == tie.importer:
            yield from ((model, one) for one in model.relations if one.target in targets)
