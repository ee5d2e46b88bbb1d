from __future__ import annotations

from tests.unit.rules.contracts.graphs import broken

CONTRACT = 'type = "protected"\nmodules = ["shop.inner"]\nimporters = ["shop.api"]'


def test_named_importers_and_the_module_itself_keep_it() -> None:
    assert broken(CONTRACT, "shop.api.views > shop.inner.x", "shop.inner.y > shop.inner.x", also="shop.api") == []


def test_any_other_importer_breaks_it() -> None:
    assert broken(CONTRACT, "other > shop.inner.x") == ["other > shop.inner.x"]
