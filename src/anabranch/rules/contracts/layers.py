"""Layers of modules, top first: none refers, directly or through modules outside the layers, to one above it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from anabranch.rules.contracts.module_graph import Link, ModuleGraph
from anabranch.rules.values import Contract


def broken_layers(contract: Contract, graph: ModuleGraph) -> Iterator[Link]:
    """Links from a lower to a higher layer, and between those that are joined by `|`, but not by `:`."""
    for container in _containers(contract, graph):
        layers = [([_full(name, container) for name in _names(layer)], ":" not in layer) for layer in contract.layers]
        everything = {module for names, _ in layers for name in names for module in graph.below(name)}
        for height, (names, independent) in enumerate(layers):
            above = [name for higher, _ in layers[:height] for name in higher]
            for name in names:
                source = graph.below(name)
                beside = [other for other in names if other != name] if independent else []
                for other in (*above, *beside):
                    target = graph.below(other)
                    closed = everything - source - target
                    yield from graph.first_links(
                        source=source, target=target, closed=closed, indirect=contract.indirect
                    )


def required_modules(contract: Contract, graph: ModuleGraph) -> Iterator[str]:
    """The modules that layers name, in each of the containers; one in brackets may be missing."""
    for container in _containers(contract, graph):
        for layer in contract.layers:
            yield from (_full(name, container) for name in _names(layer) if not name.startswith("("))


def _containers(contract: Contract, graph: ModuleGraph) -> list[str]:
    found = [each for pattern in contract.containers for each in graph.matching(pattern)]
    return found if contract.containers else [""]


def _names(layer: str) -> list[str]:
    return [name.strip() for name in re.split(r"[|:]", layer)]


def _full(name: str, container: str) -> str:
    return f"{container}.{name.strip('() ')}".lstrip(".")
