from __future__ import annotations

import xml.etree.ElementTree as ET

import msgspec

from anabranch.reading.values import Map
from anabranch.reports.svg import map_svg
from tests.fakes.maps import app, dependency, project, shop

SVG = "{http://www.w3.org/2000/svg}"


def drawn(project_map: Map) -> ET.Element:
    return ET.fromstring(map_svg(project_map, level="app"))


def labels(picture: ET.Element) -> list[str]:
    return [text.text or "" for text in picture.iter(f"{SVG}text")]


def test_map_without_projects_is_an_empty_picture() -> None:
    assert labels(drawn(shop(projects=()))) == []


def arcs(picture: ET.Element) -> list[ET.Element]:
    return [path for path in picture.iter(f"{SVG}path") if (path.get("class") or "").startswith("arc")]


def heights(picture: ET.Element) -> dict[str | None, float]:
    return {text.text: float(text.get("y") or 0) for text in picture.iter(f"{SVG}text")}


def test_every_unit_stands_once() -> None:
    assert sorted(labels(drawn(shop()))) == ["billing", "catalog", "orders", "reports", "shop"]


def test_upward_arrows_are_on_the_right_and_the_others_on_the_left() -> None:
    upward = {f"{one.importer} → {one.imported}" for one in shop().dependencies if one.level == "app" and one.upward}
    found = set()
    for arc in arcs(drawn(shop())):
        title = arc.find(f"{SVG}title")
        start = float((arc.get("d") or "")[1:].split(" ")[0])
        if start > 360 and title is not None:
            found.add((title.text or "").rpartition(":")[0])
    assert found == upward


def test_higher_layers_stand_higher() -> None:
    order = next(one for one in shop().orders if one.level == "app")
    tops = [heights(drawn(shop()))[row[0]] for row in order.layers]
    assert tops == sorted(tops)


def test_arcs_stay_inside_the_picture() -> None:
    for arc in arcs(drawn(shop())):
        start, handle = (float(part.split(" ")[0]) for part in (arc.get("d") or "")[1:].split("C"))
        assert 0 <= start + (handle - start) * 3 / 4 <= 720


def test_arrows_of_others_are_pale_beside_the_unit_in_focus() -> None:
    picture = ET.fromstring(map_svg(shop(), level="app", focus="orders"))
    for arc in arcs(picture):
        title = arc.find(f"{SVG}title")
        assert title is not None
        assert ("aside" in (arc.get("class") or "")) == ("orders" not in (title.text or ""))
    assert [text.text for text in picture.iter(f"{SVG}text") if text.get("class") == "name focus"] == ["orders"]


def test_markup_in_names_is_text() -> None:
    odd = msgspec.structs.replace(dependency("orders", "catalog"), imported='</svg><script>"')
    picture = drawn(shop(dependencies=(odd,), orders=()))
    assert '</svg><script>"' in labels(picture)
    assert not list(picture.iter(f"{SVG}script"))


def test_several_projects_stand_below_each_other() -> None:
    two = shop(projects=(project(), project(name="other", apps=(app("blog"),))))
    height = heights(drawn(two))
    assert height["other"] > height["shop"]
