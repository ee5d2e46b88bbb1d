"""Relations and wiring of the map against the booted projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.comparison import Comparison, compare, explain
from bench.truth import Relation, Relations, explanations, true_relations, true_wiring

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anabranch.reading.values import Map

MODEL_SIGNALS = frozenset(
    f"{when}_{what}" for when in ("pre", "post") for what in ("save", "delete", "init", "migrate")
) | {"m2m_changed", "class_prepared"}
"""The signals whose receivers the truth files hold."""


def compare_relations(key: str, found: Map) -> tuple[Comparison, ...]:
    """Compare relations as (model, field, kind, target); accessor and through apart, over the relations found."""
    truth = true_relations(key)
    wanted = {_row(relation): relation for relation in truth.relations}
    got = dict(_found(found, truth))
    both = wanted.keys() & got.keys()
    pairs = [(row, wanted[row], got[row]) for row in sorted(both)]
    return tuple(
        explain(comparison, explanations(key))
        for comparison in (
            compare(key, "relation", true=wanted, found=got),
            compare(
                key,
                "accessor",
                true=[f"{row} {_shown(one.accessor)}" for row, one, _ in pairs],
                found=[f"{row} {_shown(other.accessor)}" for row, _, other in pairs],
            ),
            compare(
                key,
                "through",
                true=[f"{row} {one.through}" for row, one, _ in pairs if one.kind == "m2m"],
                found=[f"{row} {other.through}" for row, one, other in pairs if one.kind == "m2m"],
            ),
        )
    )


def _row(relation: Relation) -> str:
    return f"{relation.model}.{relation.field} {relation.kind} {relation.target}"


def _found(found: Map, truth: Relations) -> Iterator[tuple[str, Relation]]:
    # Of an app that was not booted the truth says nothing.
    for model in found.models:
        if model.abstract or model.label.split(".")[0] not in truth.apps:
            continue
        for relation in model.relations:
            if relation.kind != "generic":
                row = Relation(
                    model.label, relation.field, relation.kind, relation.target, relation.accessor, relation.through
                )
                yield _row(row), row


def _shown(accessor: str | None) -> str | None:
    # Django gives each hidden accessor of a link table a name of its own that ends so.
    return "+" if accessor is None or accessor.endswith("+") else accessor


def not_booted(key: str, found: Map) -> tuple[str, ...]:
    """Models whose apps were not booted: nothing can be said about them."""
    apps = true_relations(key).apps
    return tuple(sorted(m.label for m in found.models if not m.abstract and m.label.split(".")[0] not in apps))


def compare_wiring(key: str, found: Map) -> tuple[Comparison, ...]:
    """Compare URL names, receivers as (signal, function), and task names."""
    truth = true_wiring(key)
    receivers = {(_last(row.signal), _plain(row.function)) for row in found.receivers}
    comparisons = (
        compare(key, "url", true=[row[0] for row in truth.urls], found=[row.name for row in found.urls]),
        compare(
            key,
            "receiver",
            true=[f"{signal} {_plain(function)}" for signal, function, _ in truth.receivers],
            found=[f"{signal} {function}" for signal, function in receivers if signal in MODEL_SIGNALS],
        ),
        compare(key, "task", true=[row[0] for row in truth.tasks], found=[row.name for row in found.tasks]),
    )
    return tuple(explain(comparison, explanations(key)) for comparison in comparisons)


def _last(signal: str) -> str:
    return signal.rpartition(".")[2]


def _plain(function: str) -> str:
    # A function inside a function is `outer.<locals>.inner` at run time.
    return function.replace(".<locals>", "")
