"""Ties parted in steps: as few symbols touched as there can be, each step the size of a pull request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from anabranch.graph.cover import Side, fewest_ends
from anabranch.graph.dependency import UnitGraph
from anabranch.graph.tangles import find_tangles
from anabranch.graph.what_if import cut_ties
from anabranch.plan.scope import Scope, by_tie, in_source_order, model_of, models_by_symbol
from anabranch.plan.values import Facts, Purpose, Spot, Step, TieToCut
from anabranch.reading.values import Model, Reference

MOST_FILES = 8
"""Files of a step: what people review in one sitting. A symbol used in more of them is replaced in several steps."""

_Pair = tuple[str, str]


class _Group(NamedTuple):
    """Ties that go through one touched symbol, all of schema class or none."""

    end: Side
    touched: str
    module: str
    schema: bool
    pairs: tuple[_Pair, ...]


def make_steps(scope: Scope, references: Iterable[Reference], *, purpose: Purpose) -> tuple[Step, ...]:
    """Steps that remove these references: code before schema, for a key can go once nothing follows it; small first."""
    ties = by_tie(references)
    models = models_by_symbol(scope)
    groups = [part for group in _groups(ties) for part in _split(group, ties)]
    made = [_step(some, ties, scope, models, purpose) for some in _joined(groups, ties)]
    ordered = sorted(made, key=lambda step: (step.facts, step.kind, step.touched))
    return number_steps(ordered)


def number_steps(steps: Iterable[Step]) -> tuple[Step, ...]:
    """The steps with their numbers, from 1."""
    return tuple(replace(step, number=number) for number, step in enumerate(steps, 1))


def note_freed(steps: Sequence[Step], graph: UnitGraph) -> tuple[Step, ...]:
    """The steps, each with the units that become free when it follows those before."""
    noted = []
    tangled = _tangled(graph)
    for step in steps:
        graph = cut_ties(graph, [(tie.importer, tie.imported) for tie in step.ties])
        left = _tangled(graph)
        noted.append(replace(step, frees=tuple(sorted(tangled - left))))
        tangled = left
    return tuple(noted)


def count_facts(ties: Mapping[_Pair, Sequence[Reference]], scope: Scope) -> Facts:
    """What removing these ties takes."""
    models = models_by_symbol(scope)
    ends = fewest_ends(ties)
    touched = {(end, pair[end == "imported"]) for pair, end in ends.items()}
    return _facts(ties, len(touched), models)


def _tangled(graph: UnitGraph) -> set[str]:
    return {unit for tangle in find_tangles(graph) for unit in tangle}


def _groups(ties: Mapping[_Pair, Sequence[Reference]]) -> list[_Group]:
    ends = fewest_ends(ties)
    found: dict[tuple[Side, str, str, bool], list[_Pair]] = {}
    for pair, end in ends.items():
        first = ties[pair][0]
        module = (first.imported if end == "imported" else first.importer).module
        found.setdefault((end, pair[end == "imported"], module, _is_schema(ties[pair])), []).append(pair)
    return [_Group(*key, tuple(pairs)) for key, pairs in sorted(found.items())]


def _split(group: _Group, ties: Mapping[_Pair, Sequence[Reference]]) -> list[_Group]:
    """A group in parts of at most so many files, in the order of the source; a schema tie stands alone."""
    ordered = sorted(group.pairs, key=lambda pair: (_first(ties[pair]), pair))
    if group.schema:
        return [group._replace(pairs=(pair,)) for pair in ordered]
    parts: list[list[_Pair]] = [[]]
    files: set[str] = set()
    for pair in ordered:
        own = {one.file for one in ties[pair]}
        if parts[-1] and len(files | own) > MOST_FILES:
            parts.append([])
            files = set()
        parts[-1].append(pair)
        files |= own
    return [group._replace(pairs=tuple(part)) for part in parts]


def _joined(groups: Sequence[_Group], ties: Mapping[_Pair, Sequence[Reference]]) -> list[list[_Group]]:
    """Groups in the same module with the same remedy, put together while they stay within a pull request: one is about
    one thing.
    """
    found: dict[tuple[str, Side, str], list[list[_Group]]] = {}
    alone: list[list[_Group]] = []
    for group in groups:
        if group.schema:
            alone.append([group])
            continue
        kept = found.setdefault((group.module, group.end, _kind(group, ties)), [])
        if kept and len(_files([*kept[-1], group], ties)) <= MOST_FILES:
            kept[-1].append(group)
        else:
            kept.append([group])
    return [*(some for kept in found.values() for some in kept), *alone]


def _step(
    groups: Sequence[_Group],
    ties: Mapping[_Pair, Sequence[Reference]],
    scope: Scope,
    models: Mapping[str, Model],
    purpose: Purpose,
) -> Step:
    own = {pair: ties[pair] for group in groups for pair in group.pairs}
    touched = tuple(sorted({group.touched for group in groups}))
    kinds = Counter(one.kind for references in own.values() for one in references)
    return Step(
        number=0,
        purpose=purpose,
        touched=touched,
        end=groups[0].end,
        kind=min(kinds, key=lambda kind: (-kinds[kind], kind)),
        ties=tuple(sorted(_tie(pair, references, scope) for pair, references in own.items())),
        facts=_facts(own, len(touched), models),
        files=tuple(sorted({one.file for references in own.values() for one in references})),
        spots=tuple(spot(one) for one in in_source_order(one for each in own.values() for one in each)),
    )


def spot(one: Reference) -> Spot:
    """The place of a reference."""
    return Spot(one.file, one.line, one.column, one.kind, one.importer.symbol, one.imported.symbol)


def _tie(pair: _Pair, references: Sequence[Reference], scope: Scope) -> TieToCut:
    first = references[0]
    tie_class = "schema" if _is_schema(references) else "code"
    return TieToCut(*pair, tie_class, scope.unit(first.importer), scope.unit(first.imported))  # type: ignore[arg-type]


def _facts(ties: Mapping[_Pair, Sequence[Reference]], symbols: int, models: Mapping[str, Model]) -> Facts:
    schema = [pair for pair, references in ties.items() if _is_schema(references)]
    tables = {model.label for pair in schema for end in pair if (model := model_of(end, models)) is not None}
    places = {(one.file, one.line) for references in ties.values() for one in references}
    return Facts(len(schema), len(tables), symbols, len({file for file, _ in places}), len(places))


def _is_schema(references: Iterable[Reference]) -> bool:
    return any(one.tie_class == "schema" for one in references)


def _kind(group: _Group, ties: Mapping[_Pair, Sequence[Reference]]) -> str:
    kinds = Counter(one.kind for pair in group.pairs for one in ties[pair])
    return min(kinds, key=lambda kind: (-kinds[kind], kind))


def _files(groups: Iterable[_Group], ties: Mapping[_Pair, Sequence[Reference]]) -> set[str]:
    return {one.file for group in groups for pair in group.pairs for one in ties[pair]}


def _first(references: Sequence[Reference]) -> tuple[str, int]:
    return min((one.file, one.line) for one in references)
