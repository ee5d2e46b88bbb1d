"""Layers of modules, top first: none refers, directly or through modules outside the layers, to one above it."""

from __future__ import annotations

from collections.abc import Iterator

from anabranch.rules.contracts.module_graph import Link, ModuleGraph
from anabranch.rules.values import Contract


def broken_layers(contract: Contract, graph: ModuleGraph) -> Iterator[Link]:
    """Links from a lower to a higher layer, and between those that are joined by `|`."""
    containers = [each for pattern in contract.containers for each in graph.matching(pattern)] or [""]
    for container in containers:
        layers = [_modules(layer, container) for layer in contract.layers]
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


def _modules(layer: str, container: str) -> tuple[list[str], bool]:
    """The modules of a layer, and whether they are independent of each other (`|`) or not (`:`)."""
    independent = ":" not in layer
    names = [name.strip().strip("()").strip() for name in layer.split("|" if independent else ":")]
    return [f"{container}.{name}" if container else name for name in names], independent
