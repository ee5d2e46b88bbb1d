from __future__ import annotations

import msgspec

from anabranch.reports.dot import map_dot
from tests.fakes.maps import app, dependency, project, shop


def test_a_map_without_projects_is_an_empty_graph() -> None:
    text = map_dot(shop(projects=()), level="app")
    assert text.startswith("digraph anabranch {")
    assert "->" not in text


def test_boxes_of_one_layer_share_a_rank() -> None:
    assert '{ rank=same; "shop/reports" [label="reports"]; }' in map_dot(shop(), level="app")


def test_upward_arrows_are_marked_and_do_not_bend_the_layers() -> None:
    arrows = [line for line in map_dot(shop(), level="app").splitlines() if '"shop/catalog" -> "shop/orders"' in line]
    assert len(arrows) == 1
    assert "constraint=false" in arrows[0]
    assert "#c0392b" in arrows[0]


def test_units_outside_the_order_are_drawn_too() -> None:
    lonely = project(apps=(*project().apps, app("lonely")))
    assert '"shop/lonely" [label="lonely"]' in map_dot(shop(projects=(lonely,)), level="app")


def test_quotes_and_backslashes_in_names_are_escaped() -> None:
    odd = msgspec.structs.replace(dependency("orders", "catalog"), imported='a"\\b\n')
    text = map_dot(shop(dependencies=(odd,), orders=()), level="app")
    assert '"shop/a\\"\\\\b\\\\x0a"' in text


def test_what_reads_as_an_entity_stays_as_it_is_written() -> None:
    odd = msgspec.structs.replace(dependency("orders", "catalog"), imported="a&lt;b")
    assert '[label="a&amp;lt;b"]' in map_dot(shop(dependencies=(odd,), orders=()), level="app")


def test_several_projects_are_clusters() -> None:
    two = shop(projects=(project(), project(name="other", apps=(app("blog"),))))
    text = map_dot(two, level="app")
    assert text.count("subgraph cluster_") == 2
    assert '"other/blog"' in text
