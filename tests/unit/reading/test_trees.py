"""Models that are trees: what django-treebeard and django-mptt give of a node are nodes."""

from __future__ import annotations

import pytest

from tests.fakes.projects import find

_MODELS = {
    "shelves/models.py": """
        from django.db import models
        from mptt.models import MPTTModel
        from treebeard.mp_tree import MP_Node

        class Shelf(MP_Node):
            owner = models.ForeignKey("people.Person", models.CASCADE)

            def label(self): ...

        class Niche(Shelf):
            def depth_label(self): ...

        class Rack(MPTTModel):
            owner = models.ForeignKey("people.Person", models.CASCADE)

        class Box(models.Model):
            owner = models.ForeignKey("people.Person", models.CASCADE)
        """,
    "people/models.py": "from django.db import models\n\nclass Person(models.Model): ...\n",
}


def _use(kind: str, expression: str) -> list[tuple[str, str]]:
    text = (
        "from shelves.models import Box, Niche, Rack, Shelf\n\n"
        f"def of(shelf: Shelf, niche: Niche, rack: Rack, box: Box):\n    return {expression}\n"
    )
    return find(kind, {**_MODELS, "reports/queries.py": text})


@pytest.mark.parametrize(
    "expression",
    [
        "box.get_children().filter(owner=1)",
        "Box.get_root_nodes().filter(owner=1)",
        "shelf.get_depth().filter(owner=1)",
        "shelf.get_parent().filter(owner=1)",
    ],
)
def test_path_from_what_is_no_tree_or_no_queryset_of_it_is_no_lookup(expression: str) -> None:
    assert _use("lookup", expression) == []


@pytest.mark.parametrize(
    "expression",
    ["shelf.get_parent().»owner", "niche.get_root().»owner", "rack.get_next_sibling().»owner",
     "Shelf.get_first_root_node().»owner", "[each.»owner for each in shelf.get_ancestors()]",
     "rack.get_family().first().»owner"],
)  # fmt: skip
def test_relation_of_a_node_of_the_tree_is_followed(expression: str) -> None:
    assert _use("relation-access", expression) == [("reports.queries.of", "people.models.Person")]


@pytest.mark.parametrize(
    "expression", ["shelf.get_children().filter(»owner=1)", "Shelf.get_root_nodes().exclude(»owner=1)"]
)
def test_path_from_the_nodes_of_a_tree_is_a_lookup(expression: str) -> None:
    assert _use("lookup", expression) == [("reports.queries.of", "people.models.Person")]


def test_node_of_an_inherited_tree_is_of_the_model_that_holds_it() -> None:
    assert _use("member", "niche.get_parent().»label()") == [("reports.queries.of", "shelves.models.Shelf")]
