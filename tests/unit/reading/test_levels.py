from __future__ import annotations

from msgspec.structs import replace

from anabranch.reading.levels import bundle, side_of, unit_graph
from anabranch.reading.values import Imported, Level
from tests.fakes.maps import app, project, reference, shop

LEVELS: tuple[Level, ...] = ("app", "module")
A, B = "orders.services.place", "catalog.models.Product"


def test_references_inside_a_unit_are_left_out() -> None:
    assert bundle([reference(A, "orders.models.Order")], side_of("app", {})) == {}
    assert list(bundle([reference(A, "orders.models.Order")], side_of("module", {}))) == [
        ("orders.services", "orders.models")
    ]


def test_many_references_of_one_pair_of_symbols_are_one_tie_of_the_strongest_class() -> None:
    rows = [
        reference(A, B, kind=kind, line=line) for line, kind in enumerate(["url", "use", "relation", "import-type"], 1)
    ]
    ((pair, found),) = bundle(rows, side_of("app", {})).items()
    dependency = found.dependency(*pair)
    assert (dependency.schema, dependency.code, dependency.composition, dependency.typing) == (1, 0, 0, 0)
    assert (found.references, dependency.references, dependency.files) == (4, 2, 1)


def test_likely_references_and_history_make_no_tie() -> None:
    rows = [reference(A, B, certainty="likely"), reference(A, B, kind="migration")]
    ((_, found),) = bundle(rows, side_of("app", {})).items()
    assert (found.references, found.strength) == (2, {})


def test_template_without_a_module_is_left_out_of_the_module_level() -> None:
    page = replace(reference(A, B), imported=Imported("catalog/page.html", "", "catalog"))
    assert list(bundle([page], side_of("module", {}))) == []


def test_apps_of_one_domain_are_one_unit() -> None:
    apps = (app("orders", domain="sales"), app("catalog", domain="sales"), app("billing"), app("reports"))
    found = unit_graph(shop(projects=(project(apps=apps),)), project="shop", level="domain")
    assert set(found.units) == {"sales", "billing", "reports"}


def test_another_project_has_no_units() -> None:
    assert unit_graph(shop(), project="other", level="app").units == ()
