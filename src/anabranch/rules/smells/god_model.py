"""A model that most domains use: whoever changes it changes them all."""

from __future__ import annotations

from collections.abc import Iterator

from anabranch.reading.values import DECIDING, Reference
from anabranch.rules.smells.seen import Seen

SHARE = 0.5
"""Of the other domains; and never fewer than `FEWEST`, since in a small project everything is used by most."""
FEWEST = 5


def find_god_models(seen: Seen) -> Iterator[Reference]:
    """Models with a table that more than half of the other domains use in code or by tables."""
    users: dict[str, set[str]] = {}
    for importer, _, one in seen.crossing:
        model = seen.models.get(one.imported.symbol)
        if one.tie_class in DECIDING and model is not None and not model.abstract:
            users.setdefault(one.imported.symbol, set()).add(importer)
    most = max(FEWEST, SHARE * (len(seen.domains) - 1))
    yield from (seen.at(seen.models[name]) for name, domains in sorted(users.items()) if len(domains) > most)
