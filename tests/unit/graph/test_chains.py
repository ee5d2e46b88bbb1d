from __future__ import annotations

import pytest

from anabranch.graph.chains import shortest_chain
from anabranch.graph.dependency import Dependency, UnitGraph, UnknownUnit
from tests.unit.graph.graphs import graph_of


def test_no_chain_is_none() -> None:
    assert shortest_chain(graph_of("a > b"), importer="b", imported="a") is None


def test_without_dependencies_there_is_no_chain() -> None:
    assert shortest_chain(UnitGraph(("a", "b")), importer="a", imported="b") is None


def test_the_shortest_chain_is_found() -> None:
    graph = graph_of("a > b", "b > c", "c > d", "a > x", "x > d")
    assert shortest_chain(graph, importer="a", imported="d") == ("a", "x", "d")


def test_of_equally_short_chains_the_first_by_name_is_given() -> None:
    graph = graph_of("a > y", "a > x", "y > d", "x > d")
    assert shortest_chain(graph, importer="a", imported="d") == ("a", "x", "d")


def test_composition_leads_on_but_typing_does_not() -> None:
    graph = UnitGraph(dependencies=(Dependency("a", "b", composition=1), Dependency("b", "c", typing=1)))
    assert shortest_chain(graph, importer="a", imported="b") == ("a", "b")
    assert shortest_chain(graph, importer="a", imported="c") is None


def test_a_unit_to_itself_is_its_shortest_circle() -> None:
    graph = graph_of("a > b", "b > c", "c > a", "b > a")
    assert shortest_chain(graph, importer="a", imported="a") == ("a", "b", "a")


def test_an_unknown_unit_is_an_error() -> None:
    with pytest.raises(UnknownUnit):
        shortest_chain(graph_of("a > b"), importer="a", imported="z")
