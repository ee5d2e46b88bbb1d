"""Spreads labels from a few nodes over a weighted graph: harmonic label propagation."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from math import sqrt

_LEAK = 0.1
"""What each step loses to nowhere, so that near anchors count more than far ones."""


def spread_labels(weights: Mapping[tuple[str, str], float], anchors: Mapping[str, str]) -> dict[str, dict[str, float]]:
    """For each node that a path joins to an anchor, how much of what reaches it bears each label; sums to 1.

    `weights` of pairs of nodes count both ways, and less the more weight a node has in all: what everything uses says
    little about what uses it. `anchors` keep their labels (Zhu, Ghahramani and Lafferty 2003, with the normalised
    weights of Zhou and others 2004).
    """
    joined = _normalised(weights)
    free = sorted({node for pair in joined for node in pair} - anchors.keys())
    labels = sorted(set(anchors.values()))
    if not free or not labels:
        return {}
    rows = _solve(joined, anchors, free, labels)
    return {node: shares for node, row in zip(free, rows, strict=True) if (shares := _shares(labels, row))}


def _solve(
    joined: Mapping[tuple[str, str], float], anchors: Mapping[str, str], free: list[str], labels: list[str]
) -> list[list[float]]:
    """How much of each label reaches each free node: the weighted mean of its neighbours, all at once."""
    import numpy as np  # takes as long to import as all else on a small project

    number = {node: index for index, node in enumerate(free)}
    column = {label: index for index, label in enumerate(labels)}
    given, degree = np.zeros((len(free), len(labels))), np.full(len(free), _LEAK)
    cells: list[tuple[int, int, float]] = []
    for (one, other), weight in sorted(joined.items()):
        for here, there in ((one, other), (other, one)):
            if here not in number:
                continue
            degree[number[here]] += weight
            if there in number:
                cells.append((number[here], number[there], -weight))
            else:
                given[number[here], column[anchors[there]]] += weight
    cells += [(index, index, float(size)) for index, size in enumerate(degree)]
    rows, columns, values = zip(*cells, strict=True)
    matrix = import_module("scipy.sparse").csc_matrix((values, (rows, columns)), shape=(len(free), len(free)))
    solved: list[list[float]] = import_module("scipy.sparse.linalg").splu(matrix).solve(given).tolist()
    return solved


def _normalised(weights: Mapping[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    both: dict[tuple[str, str], float] = {}
    degree: dict[str, float] = {}
    for (one, other), weight in weights.items():
        if one != other and weight > 0:
            pair = min(one, other), max(one, other)
            both[pair] = both.get(pair, 0.0) + weight
            for node in pair:
                degree[node] = degree.get(node, 0.0) + weight
    return {pair: weight / sqrt(degree[pair[0]] * degree[pair[1]]) for pair, weight in both.items()}


_NOTHING = 1e-12


def _shares(labels: list[str], row: list[float]) -> dict[str, float]:
    whole = sum(row)
    return {label: value / whole for label, value in zip(labels, row, strict=True)} if whole > _NOTHING else {}
