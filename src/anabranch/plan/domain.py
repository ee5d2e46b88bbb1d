"""The plan of one domain: until it is free, and nobody reaches past its facade."""

from __future__ import annotations

from anabranch.graph.freeing import free_unit
from anabranch.graph.tangles import find_tangles
from anabranch.plan.along import as_declared
from anabranch.plan.border import SourceOf, find_border, tree_reader
from anabranch.plan.facade import (
    facade_modules,
    inward,
    movable_symbols,
    past_facade,
    propose_facade,
    propose_hooks,
    used_symbols,
)
from anabranch.plan.scope import Scope, by_tie
from anabranch.plan.source import changed_spans
from anabranch.plan.spans import standing_in
from anabranch.plan.steps import count_facts, make_steps, note_freed, number_steps
from anabranch.plan.values import DomainPlan
from anabranch.reading.values import Map, Reference, Weight


def plan_domain(project_map: Map, scope: Scope, domain: str, source: SourceOf) -> DomainPlan:
    """What to do to free a domain, and what a split would still cost. Raises `UnknownUnit`."""
    freeing = free_unit(as_declared(scope), unit=domain)
    wanted = {(tie.importer, tie.imported) for tie in freeing.ties}
    cut = [one for one in scope.deciding() if (one.importer.symbol, one.imported.symbol) in wanted]
    used = inward(scope, domain)
    left = [one for one in past_facade(scope, used) if (one.importer.symbol, one.imported.symbol) not in wanted]
    going = [one for one in used if (one.importer.symbol, one.imported.symbol) in wanted]
    own = tuple(one for one in project_map.references if one.project == scope.project.name)
    trees = tree_reader(source)
    movable = movable_symbols(own, scope, going, trees)
    written = frozenset(standing_in(used, trees, changed_spans))
    steps = [*make_steps(scope, cut, purpose="free"), *make_steps(scope, left, purpose="facade")]
    return DomainPlan(
        domain=domain,
        project=scope.project.name,
        lines=scope.lines(domain),
        side=freeing.side,
        to_free=Weight(*freeing.weight),
        least=Weight(*(free_unit(scope.graph, unit=domain) if scope.pins else freeing).weight),
        in_tangle=_tangle_of(scope, domain),
        steps=note_freed(number_steps(steps), scope.graph),
        total=count_facts(by_tie([*cut, *left]), scope),
        also_frees=freeing.also_frees,
        used=used_symbols(scope, used),
        facade=(
            *propose_facade(scope, domain, left, written),
            *propose_hooks(scope, domain, going, movable, written),
        ),
        facade_modules=facade_modules(scope, used),
        border=find_border(project_map, scope, domain, source),
        likely=sum(_is_likely(one, scope, domain) for one in own),
    )


def _is_likely(reference: Reference, scope: Scope, domain: str) -> bool:
    """Whether it runs over the edge of the domain and makes no tie, as only its name tells what it refers to."""
    if reference.certainty != "likely" or reference.tie_class == "history":
        return False
    importer, imported = scope.pair(reference)
    return importer != imported and domain in (importer, imported)


def _tangle_of(scope: Scope, domain: str) -> int:
    return next((len(tangle) for tangle in find_tangles(scope.graph) if domain in tangle), 0)
