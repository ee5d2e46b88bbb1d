from __future__ import annotations

import networkx as nx
from hypothesis import given, settings

from anabranch.graph.chains import shortest_chain
from anabranch.graph.dependency import UnitGraph
from anabranch.graph.tangles import find_tangles
from tests.unit.graph.graphs import graphs

PATIENT = settings(deadline=None, max_examples=120)


def read_pairs(graph: UnitGraph) -> nx.DiGraph[str]:
    net: nx.DiGraph[str] = nx.DiGraph((one.importer, one.imported) for one in graph.deciding)
    net.add_nodes_from(graph.units)
    return net


@PATIENT
@given(graph=graphs(most_units=9))
def test_tangles_are_the_components_another_library_finds(graph: UnitGraph) -> None:
    components = nx.strongly_connected_components(read_pairs(graph))
    assert set(find_tangles(graph)) == {tuple(sorted(one)) for one in components if len(one) > 1}


@PATIENT
@given(graph=graphs(most_units=7))
def test_chains_are_the_first_by_name_of_the_shortest_another_library_finds(graph: UnitGraph) -> None:
    net = read_pairs(graph)
    for importer in graph.units:
        for imported in set(graph.units) - {importer}:
            chains = nx.all_shortest_paths(net, importer, imported) if nx.has_path(net, importer, imported) else ()
            expected = min(map(tuple, chains), default=None)
            assert shortest_chain(graph, importer=importer, imported=imported) == expected
