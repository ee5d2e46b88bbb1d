"""What crosses the edge of a domain, and would break or become a call if it left the process."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from anabranch.plan.outside_keys import outside_keys
from anabranch.plan.scope import Scope, in_source_order, model_of, models_by_symbol
from anabranch.plan.source import Block, assigned_name, deletion_rule, find_atomic, may_be_atomic, read_tree
from anabranch.plan.steps import spot
from anabranch.plan.values import Border, Key, Spot, Transaction
from anabranch.reading.values import Map, Model, Reference

SourceOf = Callable[[str], str]
"""The text of a file, by its path in the map; empty where it cannot be read."""

_JOINS = ("lookup", "table")
_HOPS = ("relation-access", "reverse-access")
_TOUCHES = ("use", "member", "lookup", "relation-access", "reverse-access", "get-model", "import-local", "table")


def find_border(project_map: Map, scope: Scope, domain: str, source: SourceOf) -> Border:
    """Everything over the edge of one domain, both ways."""
    over = [one for one in scope.references if domain in scope.pair(one)]
    own = (one for one in project_map.references if one.project == scope.project.name)
    texts = cache(source)
    trees = tree_reader(texts)
    transactions = find_transactions(
        project_map, scope, lambda file: trees(file) if may_be_atomic(texts(file)) else None
    )
    return Border(
        keys=(*_keys(over, scope, domain, trees), *outside_keys(own, scope, domain, trees)),
        joins=_spots(over, *_JOINS),
        hops=_spots(over, *_HOPS),
        tasks=_spots(over, "task"),
        urls=_spots(over, "url"),
        templates=_spots(over, "template"),
        signals=_spots(over, "signal"),
        transactions=tuple(one for one in transactions if domain in one.units),
    )


def find_transactions(
    project_map: Map, scope: Scope, trees: Callable[[str], ast.Module | None]
) -> tuple[Transaction, ...]:
    """`atomic` blocks that touch models of two domains or more, themselves or in a function that they call.

    Of what a called function touches nothing is known to be written: a rehearsal makes it exact.
    """
    models = models_by_symbol(scope)
    by_file: dict[str, list[Reference]] = {}
    by_symbol: dict[str, list[Reference]] = {}
    for one in project_map.references:
        if one.project == scope.project.name and one.kind in _TOUCHES:
            by_file.setdefault(one.file, []).append(one)
            by_symbol.setdefault(one.importer.symbol, []).append(one)
    found = []
    for file in sorted(by_file):
        tree = trees(file)
        for block in find_atomic(tree) if tree is not None else ():
            touched = _touched(block, by_file[file], by_symbol, scope, models)
            if len(touched) > 1:
                writes = tuple(sorted(unit for unit, written in touched.items() if written))
                found.append(Transaction(block.symbol, file, block.line, tuple(sorted(touched)), writes))
    return tuple(found)


def tree_reader(source: SourceOf) -> Callable[[str], ast.Module | None]:
    """The syntax of files, each read once; None for what is no Python."""
    return cache(lambda file: read_tree(source(file)) if file.endswith(".py") else None)


def _touched(
    block: Block,
    inside: Iterable[Reference],
    by_symbol: Mapping[str, list[Reference]],
    scope: Scope,
    models: Mapping[str, Model],
) -> dict[str, bool]:
    """Domains whose models the block touches, and whether it writes there."""
    touched: dict[str, bool] = {}
    own = [one for one in inside if block.line <= one.line <= block.end]
    for one in own:
        if model_of(one.imported.symbol, models) is not None:
            unit = scope.unit(one.imported)
            is_written = any(span.holds(one.line, one.column) for span in block.writes)
            touched[unit] = touched.get(unit, False) or is_written
        for deeper in by_symbol.get(one.imported.symbol, ()):
            if model_of(deeper.imported.symbol, models) is not None:
                touched.setdefault(scope.unit(deeper.imported), False)
    return touched


def _keys(
    references: Iterable[Reference], scope: Scope, domain: str, trees: Callable[[str], ast.Module | None]
) -> tuple[Key, ...]:
    models = models_by_symbol(scope)
    found = []
    for one in in_source_order(references):
        if one.tie_class != "schema" or one.kind == "table":
            continue
        tree = trees(one.file)
        owner, target = (model_of(end, models) for end in (one.importer.symbol, one.imported.symbol))
        found.append(
            Key(
                owner=owner.label if owner is not None else one.importer.symbol,
                field=_field(owner, target, one, assigned_name(tree, one.line) if tree is not None else ""),
                target=target.label if target is not None else one.imported.symbol,
                cascade=deletion_rule(tree, one.line) if tree is not None else "",
                file=one.file,
                line=one.line,
                outward=scope.unit(one.importer) == domain,
            )
        )
    return tuple(found)


def _field(owner: Model | None, target: Model | None, one: Reference, assigned: str) -> str:
    """The field that makes a reference, the one `assigned` there where several could; none where a model extends."""
    if owner is None or target is None:
        return ""
    names = [relation.field for relation in owner.relations if relation.target == target.label]
    names = [assigned] if assigned in names else names
    return ", ".join(names) if names and one.kind != "extend" else ""


def _spots(references: Iterable[Reference], *kinds: str) -> tuple[Spot, ...]:
    return tuple(map(spot, in_source_order(one for one in references if one.kind in kinds)))
