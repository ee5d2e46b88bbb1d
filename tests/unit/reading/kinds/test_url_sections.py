from __future__ import annotations

import pytest

from tests.fakes.projects import read_sources
from tests.fakes.url_names import URLS, go

SECTIONS = {
    "catalog/sections.py": """
        from django.urls import path

        class Section:
            def __init__(self, name=None): ...

            def get_urlpatterns(self):
                return [path("", self.index, name="index"), path("<int:pk>/", self.edit, name="edit")]

        class Shelves(Section): ...
        """,
    "catalog/urls.py": """
        from django.urls import path

        urlpatterns = [path("", lambda request: None, name="index")]
        """,
}


@pytest.mark.parametrize(
    "given",
    ["Section('shelves')", "Shelves('shelves')", "Section(name='shelves')", "type('S', (), {}), Shelves('shelves')"],
)
def test_url_name_that_a_class_declares_is_found_under_the_namespace_that_its_instance_is_given(given: str) -> None:
    made = f"from catalog.sections import Section, Shelves\nmade = {given}\n"
    sources = {**URLS, **SECTIONS, **go('reverse("shelves:edit"), reverse("shelves:index")'), "people/hooks.py": made}
    rows = [one for one in read_sources(sources).references("url") if one.file == "orders/views.py"]
    assert {(one.imported.symbol, one.certainty) for one in rows} == {("catalog.sections", "inferred")}
    assert len(rows) == 2


def test_url_name_that_a_class_declares_is_found_under_the_namespace_that_a_subclass_names() -> None:
    made = "from catalog.sections import Section\n\nclass Racks(Section):\n    url_namespace = 'racks'\n"
    sources = {**URLS, **SECTIONS, **go('reverse("racks:edit")'), "people/hooks.py": made}
    rows = [one for one in read_sources(sources).references("url") if one.file == "orders/views.py"]
    assert [(one.imported.symbol, one.certainty) for one in rows] == [("catalog.sections", "inferred")]


def test_attribute_that_only_says_what_a_class_declares_under_some_namespace_is_no_url_name() -> None:
    text = "class go:\n    view_name = 'edit'\n"
    found = read_sources({**URLS, **SECTIONS, "orders/views.py": text})
    assert [one for one in found.references("url") if one.file == "orders/views.py"] == []


def test_url_name_that_two_classes_declare_under_one_namespace_is_none_of_either() -> None:
    other = SECTIONS["catalog/sections.py"].replace("Section", "Aisle").replace("Shelves", "Rows")
    made = "from catalog.sections import Section\nfrom people.aisles import Aisle\nmade = Section('s'), Aisle('s')\n"
    sources = {**URLS, **SECTIONS, "people/aisles.py": other, **go('reverse("s:edit")'), "people/hooks.py": made}
    assert [one for one in read_sources(sources).references("url") if one.file == "orders/views.py"] == []
