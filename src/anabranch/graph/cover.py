"""The fewest symbols through which all ties go: the least that has to be touched to clear them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Literal, TypeVar

import networkx as nx

Side = Literal["importer", "imported"]
Node = TypeVar("Node", bound=Hashable)


def fewest_ends(pairs: Iterable[tuple[Node, Node]]) -> dict[tuple[Node, Node], Side]:
    """For each (importer, imported) pair the end that is touched; as few distinct ends in all as there can be.

    A minimum vertex cover of a bipartite graph: by König's theorem as large as a maximum matching, so exact. Of several
    the one that touches most imported ends, which every maximum matching gives alike; equal pairs give equal answers.
    Where both ends of a pair are touched, the pair goes with its imported end.
    """
    wanted = sorted(set(pairs), key=repr)
    graph: nx.Graph[tuple[Side, Node]] = nx.Graph()
    for importer, imported in wanted:
        graph.add_edge(("importer", importer), ("imported", imported))
    top = [node for node in graph if node[0] == "imported"]
    matching = nx.bipartite.hopcroft_karp_matching(graph, top)
    cover = nx.bipartite.to_vertex_cover(graph, matching, top)
    return {pair: "imported" if ("imported", pair[1]) in cover else "importer" for pair in wanted}
