"""A row that goes when a row of another domain goes: deleting there empties tables here, unasked."""

from __future__ import annotations

from collections.abc import Iterator

from anabranch.reading.values import Reference
from anabranch.rules.smells.seen import Seen


def find_cross_domain_cascades(seen: Seen) -> Iterator[Reference]:
    """Relations to a model of another domain with `on_delete=CASCADE`."""
    labels = {model.label: model.symbol for model in seen.map.models}
    cascading = {
        (relation.inherited_from or model.symbol, labels.get(relation.target or ""))
        for model in seen.map.models
        for relation in model.relations
        if relation.cascades
    }
    yield from (one for one in seen.of_kind("relation") if (one.importer.symbol, one.imported.symbol) in cascading)
