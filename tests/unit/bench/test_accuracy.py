from __future__ import annotations

import msgspec
import pytest

from anabranch.reading.values import Files, Map, Model, Receiver, Relation, RelationKind, Task, Tool, Url
from bench.accuracy import compare_relations, compare_wiring, not_booted
from bench.comparison import Comparison, compare, explain
from bench.truth import Explanation, true_relations, true_wiring

KEY = "pretix-2026.8.0"


@pytest.fixture(scope="module")
def right() -> Map:
    """A map that says exactly what the truth files say."""
    wiring = true_wiring(KEY)
    empty = msgspec.convert(
        dict.fromkeys(Map.__struct_fields__, ()) | {"schema": 1, "tool": Tool("", ""), "files": Files(0, ())}, Map
    )
    return msgspec.structs.replace(
        empty,
        models=tuple(model_of(label) for label in {row.model for row in true_relations(KEY).relations}),
        urls=tuple(Url(name, "", view) for name, view in wiring.urls),
        receivers=tuple(Receiver(f"django.db.models.signals.{s}", f, sender) for s, f, sender in wiring.receivers),
        tasks=tuple(Task(name, module) for name, module in wiring.tasks),
    )


def model_of(label: str) -> Model:
    own = [row for row in true_relations(KEY).relations if row.model == label]
    relations = tuple(
        Relation(r.field, msgspec.convert(r.kind, RelationKind), r.target, r.accessor, r.through, False, None)
        for r in own
    )
    return Model("", label, "", "", 1, "", False, False, True, (), relations)


def lose_first_model(found: Map) -> Map:
    return msgspec.structs.replace(found, models=found.models[1:])


def test_right_map_has_full_recall_and_precision(right: Map) -> None:
    for comparison in (*compare_relations(KEY, right), *compare_wiring(KEY, right)):
        assert (comparison.recall, comparison.precision, comparison.missed) == (1.0, 1.0, ())


def test_missing_model_costs_its_relations(right: Map) -> None:
    relations = compare_relations(KEY, lose_first_model(right))[0]
    assert len(relations.missed) == len(right.models[0].relations)
    assert relations.precision == 1.0


def test_wrong_accessor_is_told_apart_from_the_relation(right: Map) -> None:
    first = right.models[0]
    wrong = msgspec.structs.replace(first.relations[0], accessor="elsewhere")
    model = msgspec.structs.replace(first, relations=(wrong, *first.relations[1:]))
    relation, accessor, _ = compare_relations(KEY, msgspec.structs.replace(right, models=(model, *right.models[1:])))
    assert relation.missed == ()
    assert len(accessor.missed) == len(accessor.extra) == 1


def test_model_of_an_app_that_was_not_booted_is_neither_right_nor_wrong(right: Map) -> None:
    strange = msgspec.structs.replace(right.models[0], label="elsewhere.Model")
    found = msgspec.structs.replace(right, models=(*right.models, strange))
    assert compare_relations(KEY, found)[0].extra == ()
    assert not_booted(KEY, found) == ("elsewhere.Model",)


def explanation(*rows: str, run_time: bool = False) -> Explanation:
    return Explanation("shop", "url", rows, "a loop makes them", run_time=run_time)


@pytest.fixture
def urls() -> Comparison:
    return compare("shop", "url", true=["a:list", "a:edit", "home"], found=["home", "strange"])


def test_rows_without_an_explanation_stay_unexplained(urls: Comparison) -> None:
    explained = explain(urls, [explanation("a:list")])
    assert explained.unexplained == ("a:edit",)
    assert explained.recall == pytest.approx(1 / 3)


def test_rows_made_at_run_time_are_not_counted(urls: Comparison) -> None:
    explained = explain(urls, [explanation("a:*", run_time=True)])
    assert (explained.recall, explained.missed, explained.run_time) == (1.0, (), ("a:edit", "a:list"))


def test_explanation_that_nothing_needs_is_stale(urls: Comparison) -> None:
    assert explain(urls, [explanation("a:*", "home", "gone:*")]).stale == ("home", "gone:*")
