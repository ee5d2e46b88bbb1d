from __future__ import annotations

import pytest

from tests.fakes.projects import find, read_sources

TAGS = """
    from django.contrib.contenttypes.fields import GenericForeignKey
    from django.contrib.contenttypes.models import ContentType
    from django.db import models

    class Tag(models.Model):
        content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
        object_id = models.PositiveIntegerField()
        target = GenericForeignKey("content_type", "object_id")
    """


def test_generic_foreign_key_refers_to_nothing_in_particular() -> None:
    assert find("generic-relation", {"tags/models.py": TAGS}) == []


@pytest.mark.parametrize(
    ("head", "target"),
    [
        ("from tags.models import Tag", "»Tag"),
        ("", '»"tags.Tag"'),
        ('APP = "tags"', '»f"{APP}.Tag"'),
        ("import tags.models as 꼬리표", "꼬리표.»Tag"),
    ],
    ids=["class", "string", "constant", "hangul"],
)
def test_generic_relation_stands_at_its_target(head: str, target: str) -> None:
    text = "from django.contrib.contenttypes.fields import GenericRelation\nfrom django.db import models\n"
    text += f"{head}\n\nclass Order(models.Model):\n    tags = GenericRelation({target})\n"
    sources = {"tags/models.py": TAGS, "orders/models.py": text}
    assert find("generic-relation", sources) == [("orders.models.Order", "tags.models.Tag")]


def test_content_type_of_a_model_stands_at_the_model() -> None:
    text = """
        from django.contrib.contenttypes.models import ContentType
        from catalog.models import Product

        def kind():
            return ContentType.objects.get_for_model(»Product)
        """
    assert find("generic-relation", {"tags/services.py": text}) == [("tags.services.kind", "catalog.models.Product")]


def test_content_types_of_several_models_stand_at_each() -> None:
    text = """
        from django.contrib.contenttypes.models import ContentType
        from brands.models import Brand
        from catalog.models import Product

        KINDS = ContentType.objects.get_for_models(»Product, »Brand)
        """
    pairs = find("generic-relation", {"tags/services.py": text})
    assert pairs == [("tags.services", "catalog.models.Product"), ("tags.services", "brands.models.Brand")]


def test_content_type_of_a_known_object_stands_at_the_object() -> None:
    text = """
        from django.contrib.contenttypes.models import ContentType
        from catalog.models import Product

        def kind(product: Product):
            return ContentType.objects.get_for_model(»product)
        """
    found = read_sources({"tags/services.py": text})
    assert found.pairs("generic-relation") in ([], [("tags.services.kind", "catalog.models.Product")])


NAMED = """
    from django.contrib.contenttypes.models import ContentType

    APP = "catalog"

    def kind():
        return ContentType.objects.{ask}
    """


@pytest.mark.parametrize(
    "ask",
    [
        'get(app_label="catalog", model=»"product")',
        'get(model=»"product", app_label=APP)',
        'get_by_natural_key("catalog", »"product")',
        'filter(app_label="catalog", model=»"product").first()',
    ],
    ids=["keywords", "constant", "natural-key", "filter"],
)
def test_content_type_by_its_names_stands_at_the_name_of_the_model(ask: str) -> None:
    pairs = find("generic-relation", {"tags/services.py": NAMED.format(ask=ask)})
    assert pairs == [("tags.services.kind", "catalog.models.Product")]


@pytest.mark.parametrize("ask", ['get(app_label="catalog", model="gone")', 'get(app_label="catalog")', "get(pk=1)"])
def test_content_type_of_no_model_of_the_project_is_no_reference(ask: str) -> None:
    assert find("generic-relation", {"tags/services.py": NAMED.format(ask=ask)}) == []


def test_choice_of_content_types_stands_at_the_names_of_the_models() -> None:
    text = """
        from django.contrib.contenttypes.models import ContentType
        from django.db import models

        def kinds():
            own = models.Q(app_label="catalog", model=»"product") | models.Q(app_label="brands", model=»"brand")
            return own | models.Q(app_label="auth", model="user") | models.Q(model="brand")

        class Log(models.Model):
            kind = models.ForeignKey(ContentType, on_delete=models.CASCADE, limit_choices_to=kinds())
        """
    pairs = find("generic-relation", {"tags/models.py": text})
    assert pairs == [("tags.models.kinds", "catalog.models.Product"), ("tags.models.kinds", "brands.models.Brand")]
