"""A row that goes when a row of another domain goes: deleting there empties tables here, unasked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from anabranch.reading.values import Reference
from anabranch.rules.smells.seen import Seen


def find_cross_domain_cascades(seen: Seen) -> Iterator[Reference]:
    """Relations to a model of another domain with `on_delete=CASCADE`."""
    rules = _rules_between(seen)
    between: defaultdict[tuple[str, str], list[Reference]] = defaultdict(list)
    for one in seen.of_kind("relation"):
        between[one.importer.symbol, one.imported.symbol].append(one)
    for pair, references in between.items():
        cascading = list(rules[pair].values())
        # Several keys to one model stand in the order of its fields; where that is not so, nobody knows which is which.
        told = cascading if len(cascading) == len(references) else [any(cascading)] * len(references)
        ordered = sorted(references, key=lambda one: (one.line, one.column))
        yield from (one for one, cascades in zip(ordered, told, strict=True) if cascades)


def _rules_between(seen: Seen) -> defaultdict[tuple[str, str], dict[str, bool]]:
    """Of each pair of models the relations by their fields, and whether each cascades."""
    labels = {model.label: model.symbol for model in seen.map.models}
    found: defaultdict[tuple[str, str], dict[str, bool]] = defaultdict(dict)
    for model in seen.map.models:
        for relation in model.relations:
            pair = relation.inherited_from or model.symbol, labels.get(relation.target, "")
            found[pair][relation.field] = relation.cascades
    return found
