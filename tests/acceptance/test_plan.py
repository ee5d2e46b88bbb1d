"""Plans of whole projects: the example, and the released packages."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from anabranch.graph.order import order_units
from anabranch.graph.tangles import find_tangles
from anabranch.graph.what_if import cut_ties
from anabranch.plan.domain import plan_domain
from anabranch.plan.scope import Scope, scope_of
from anabranch.plan.sequence import plan_sequence
from anabranch.reading.read import read_map
from anabranch.reading.values import Map

ROOT = Path(__file__).parents[2]
PROJECTS = [
    pytest.param("examples/market"),
    *(
        pytest.param(f".corpus/{name}", marks=pytest.mark.corpus)
        for name in ("django-oscar-4.2.1", "wagtail-8.0.1", "pretix-2026.8.0")
    ),
]


@pytest.fixture(params=PROJECTS)
def project(request: pytest.FixtureRequest) -> tuple[Map, Scope]:
    folder = ROOT / request.param
    if not folder.is_dir() and not os.environ.get("CI"):
        pytest.skip("make corpus downloads it")
    found = read_map(folder, cache=False, free_modules=False)
    return found, scope_of(found, max(found.projects, key=lambda one: one.lines))


def test_the_sequence_ends_without_a_tangle_for_no_more_than_the_best_order(project: tuple[Map, Scope]) -> None:
    _, scope = project
    staircase = plan_sequence(scope)
    last = staircase.stages[-1]
    assert last.tangled == 0
    schema = sum(stage.facts.schema for stage in staircase.stages)
    order = order_units(scope.graph)
    assert order.proven
    assert staircase.by == "cuts" or schema <= order.upward.schema


def test_the_steps_of_a_domain_free_it_and_each_is_a_pull_request(project: tuple[Map, Scope]) -> None:
    project_map, scope = project
    unit = plan_sequence(scope, until=1).stages[0].unit
    plan = plan_domain(project_map, scope, unit, lambda _file: "")
    assert plan.steps
    graph = cut_ties(scope.graph, [(tie.importer, tie.imported) for step in plan.steps for tie in step.ties])
    assert all(unit not in tangle for tangle in find_tangles(graph))
    wide = [step for step in plan.steps if step.facts.files > 8 and len(step.ties) > 1]
    assert wide == []
