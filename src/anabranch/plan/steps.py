"""Ties parted in steps: as few symbols touched as there can be, each step the size of a pull request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from anabranch.graph.cover import Side, fewest_ends
from anabranch.graph.dependency import UnitGraph
from anabranch.graph.tangles import tangled_units
from anabranch.graph.what_if import cut_ties
from anabranch.plan.scope import Scope, by_tie, in_source_order, model_of, models_by_symbol
from anabranch.plan.values import Facts, Purpose, Spot, Step, TieToCut
from anabranch.reading.values import Model, Reference, ReferenceClass

MOST_FILES = 8
"""Files of a step: what people review in one sitting. A symbol used in more of them is replaced in several steps."""

_Pair = tuple[str, str]


class _Group(NamedTuple):
    """Ties that go through one touched symbol, all of schema class or none."""

    end: Side
    touched: str
    theme: str
    """The two units, where all its ties go from one to one other; else the module of the symbol."""
    schema: bool
    pairs: tuple[_Pair, ...]


def make_steps(scope: Scope, references: Iterable[Reference], *, purpose: Purpose) -> tuple[Step, ...]:
    """Steps that remove these references: code before schema, for a key can go once nothing follows it; small first."""
    ties = by_tie(references)
    models = models_by_symbol(scope)
    groups = [part for group in _groups(ties, scope) for part in _split(group, ties)]
    made = [_step(some, ties, scope, models, purpose) for some in _joined(groups, ties)]
    ordered = sorted(made, key=lambda step: (step.facts, step.kind, step.touched))
    return number_steps(ordered)


def number_steps(steps: Iterable[Step]) -> tuple[Step, ...]:
    """The steps with their numbers, from 1."""
    return tuple(replace(step, number=number) for number, step in enumerate(steps, 1))


def note_freed(steps: Sequence[Step], graph: UnitGraph) -> tuple[Step, ...]:
    """The steps, each with the units that become free when it follows those before."""
    noted = []
    tangled = tangled_units(graph)
    for step in steps:
        graph = cut_ties(graph, [(tie.importer, tie.imported) for tie in step.ties])
        left = tangled_units(graph)
        noted.append(replace(step, frees=tuple(sorted(tangled - left))))
        tangled = left
    return tuple(noted)


def count_facts(ties: Mapping[_Pair, Sequence[Reference]], scope: Scope) -> Facts:
    """What removing these ties takes."""
    models = models_by_symbol(scope)
    ends = fewest_ends(ties)
    touched = {(end, pair[end == "imported"]) for pair, end in ends.items()}
    return _facts(ties, len(touched), models)


def _groups(ties: Mapping[_Pair, Sequence[Reference]], scope: Scope) -> list[_Group]:
    ends = fewest_ends(ties)
    found: dict[tuple[Side, str, bool], list[_Pair]] = {}
    for pair, end in ends.items():
        found.setdefault((end, pair[end == "imported"], _is_schema(ties[pair])), []).append(pair)
    groups = []
    for (end, touched, schema), pairs in sorted(found.items()):
        references = [one for pair in pairs for one in ties[pair]]
        groups.append(_Group(end, touched, _theme(end, references, scope), schema, tuple(pairs)))
    return groups


def _theme(end: Side, references: Sequence[Reference], scope: Scope) -> str:
    units = {scope.pair(one) for one in references}
    if len(units) == 1:
        return " → ".join(units.pop())
    return (references[0].imported if end == "imported" else references[0].importer).module


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
    """Groups of one theme with the same remedy, put together while they stay within a pull request."""
    found: dict[tuple[str, Side, str], list[list[_Group]]] = {}
    alone: list[list[_Group]] = []
    for group in groups:
        if group.schema:
            alone.append([group])
            continue
        kept = found.setdefault((group.theme, group.end, _commonest_kind(ties[pair] for pair in group.pairs)), [])
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
    return Step(
        number=0,
        purpose=purpose,
        touched=touched,
        end=groups[0].end,
        kind=_commonest_kind(own.values()),
        ties=tuple(sorted(_tie(pair, references, scope) for pair, references in own.items())),
        facts=_facts(own, len(touched), models),
        files=tuple(sorted({one.file for references in own.values() for one in references})),
        spots=tuple(spot(one) for one in in_source_order(one for each in own.values() for one in each)),
    )


def spot(one: Reference) -> Spot:
    """The place of a reference."""
    return Spot(one.file, one.line, one.column, one.kind, one.importer.symbol, one.imported.symbol)


def _tie(pair: _Pair, references: Sequence[Reference], scope: Scope) -> TieToCut:
    tie_class: ReferenceClass = "schema" if _is_schema(references) else "code"
    return TieToCut(*pair, tie_class, *scope.pair(references[0]))


def _facts(ties: Mapping[_Pair, Sequence[Reference]], symbols: int, models: Mapping[str, Model]) -> Facts:
    schema = [pair for pair, references in ties.items() if _is_schema(references)]
    tables = {model.label for pair in schema for end in pair if (model := model_of(end, models)) is not None}
    places = {(one.file, one.line) for references in ties.values() for one in references}
    return Facts(len(schema), len(tables), symbols, len({file for file, _ in places}), len(places))


def _is_schema(references: Iterable[Reference]) -> bool:
    return any(one.tie_class == "schema" for one in references)


def _commonest_kind(ties: Iterable[Sequence[Reference]]) -> str:
    kinds = Counter(one.kind for references in ties for one in references)
    return min(kinds, key=lambda kind: (-kinds[kind], kind))


def _files(groups: Iterable[_Group], ties: Mapping[_Pair, Sequence[Reference]]) -> set[str]:
    return {one.file for group in groups for pair in group.pairs for one in ties[pair]}


def _first(references: Sequence[Reference]) -> tuple[str, int]:
    return min((one.file, one.line) for one in references)
