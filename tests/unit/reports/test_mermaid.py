from __future__ import annotations

import msgspec

from anabranch.reports.mermaid import map_mermaid
from tests.fakes.maps import app, dependency, project, shop


def test_a_map_without_projects_is_an_empty_chart() -> None:
    assert map_mermaid(shop(projects=()), level="app") == "flowchart TB\n"


def test_upward_arrows_are_styled_by_their_number() -> None:
    lines = map_mermaid(shop(), level="app").splitlines()
    arrows = [line for line in lines if "->" in line]
    assert lines[-1].startswith("  linkStyle 1,2 ")
    assert "-->" in arrows[1]


def test_arrows_of_composition_alone_are_dotted() -> None:
    assert "p0u0 -.-> p0u3" in map_mermaid(shop(), level="app")


def test_markup_in_names_is_shown_as_written() -> None:
    odd = msgspec.structs.replace(dependency("orders", "catalog"), imported='x"] --> y["<b>#')
    text = map_mermaid(shop(dependencies=(odd,), orders=()), level="app")
    assert '["x#34;#93; --#62; y#91;#34;#60;b#62;#35;"]' in text


def test_several_projects_are_subgraphs() -> None:
    two = shop(projects=(project(), project(name="other", apps=(app("blog"),))))
    assert 'subgraph p1["other"]' in map_mermaid(two, level="app")
