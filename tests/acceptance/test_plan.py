"""Plans of whole projects: the example, and the released packages."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from msgspec.structs import astuple

from anabranch.graph.freeing import Freeing
from anabranch.graph.order import order_units
from anabranch.graph.tangles import find_tangles
from anabranch.graph.what_if import cut_ties
from anabranch.plan.along import upward_pairs
from anabranch.plan.domain import plan_domain
from anabranch.plan.opened import BORDER, open_plan, open_stage
from anabranch.plan.scope import Scope, by_tie, scope_of
from anabranch.plan.sequence import free_greedily, plan_sequence
from anabranch.plan.steps import count_facts
from anabranch.plan.values import Facts
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


def test_the_sequence_never_frees_less_for_more_than_the_cuts_of_the_order(project: tuple[Map, Scope]) -> None:
    _, scope = project
    staircase = plan_sequence(scope)
    ties = by_tie(scope.deciding())

    def facts_of(freeing: Freeing) -> Facts:
        return count_facts(
            {(one.importer, one.imported): ties[one.importer, one.imported] for one in freeing.ties}, scope
        )

    along = free_greedily(scope.graph, facts_of, within=upward_pairs(scope.graph, staircase.order))
    ours = running(scope, [(1 + len(one.frees), one.dependencies) for one in staircase.stages])
    theirs = running(scope, [(len(one.frees), one.freeing.dependencies) for one in along])
    assert theirs
    assert [row for row in ours for other in theirs if other[0] > row[0] and other[1] <= row[1]] == []
    assert [row for row in ours for other in theirs if other[0] >= row[0] and other[1] < row[1]] == []


def test_every_number_of_the_sequence_opens_to_as_many_lines(project: tuple[Map, Scope]) -> None:
    _, scope = project
    staircase = plan_sequence(scope)
    for stage in staircase.stages:
        opened = open_stage(scope, staircase, stage.unit)
        assert opened is not None
        counted = {part.name: len(part.lines) for part in opened.parts}
        assert counted == {
            **{name: getattr(stage.facts, name) for name in ("schema", "tables", "symbols", "files", "lines")},
            "left": stage.tangled,
            "upward": stage.upward.schema + stage.upward.code,
        }


def test_every_number_of_a_plan_opens_to_as_many_lines(project: tuple[Map, Scope]) -> None:
    project_map, scope = project
    plan = plan_domain(project_map, scope, plan_sequence(scope, until=1).stages[0].unit, lambda _file: "")
    for row, facts in [("total", plan.total), *((str(step.number), step.facts) for step in plan.steps)]:
        opened = open_plan(scope, plan, row)
        assert opened is not None
        assert [len(part.lines) for part in opened.parts] == list(astuple(facts))
    for name in BORDER:
        opened = open_plan(scope, plan, name)
        assert opened is not None
        assert len(opened.parts[0].lines) == len(getattr(plan.border, name))


def running(scope: Scope, rows: list[tuple[int, tuple[tuple[str, str], ...]]]) -> list[tuple[int, tuple[int, int]]]:
    """How many units are free after each row, and the ties cut by then."""
    weight = {(one.importer, one.imported): one.weight for one in scope.graph.deciding}
    freed, schema, code = 0, 0, 0
    sums = []
    for count, pairs in rows:
        freed += count
        schema += sum(weight[pair].schema for pair in pairs)
        code += sum(weight[pair].code for pair in pairs)
        sums.append((freed, (schema, code)))
    return sums


def test_the_steps_of_a_domain_free_it_and_each_is_a_pull_request(project: tuple[Map, Scope]) -> None:
    project_map, scope = project
    unit = plan_sequence(scope, until=1).stages[0].unit
    plan = plan_domain(project_map, scope, unit, lambda _file: "")
    assert plan.steps
    graph = cut_ties(scope.graph, [(tie.importer, tie.imported) for step in plan.steps for tie in step.ties])
    assert all(unit not in tangle for tangle in find_tangles(graph))
    wide = [step for step in plan.steps if step.facts.files > 8 and len(step.ties) > 1]
    assert wide == []
