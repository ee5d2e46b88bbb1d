from __future__ import annotations

import pytest

from tests.fakes.projects import find, read_sources

BRAND = [("orders.services.show", "brands.models.Brand")]
HEAD = "from catalog.models import Product\nfrom orders.models import Line\n\n"
LINE = """
    from django.db import models

    class Line(models.Model):
        product = models.ForeignKey("catalog.Product", on_delete=models.CASCADE)
        vendor = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="sold")
    """


def show(body: str, signature: str = "") -> dict[str, str]:
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    return {"orders/models.py": LINE.replace("»", ""), "orders/services.py": f"{HEAD}def show({signature}):\n{lines}\n"}


@pytest.mark.parametrize(
    ("signature", "body"),
    [
        ("product", "return product.name"),
        ("product: Product", "return product.brand_id"),
        ("product: Product", "return product.name"),
        ("brand", "return brand.name"),
    ],
    ids=["unknown", "id", "field", "other"],
)
def test_attribute_that_is_no_relation_is_no_hop(signature: str, body: str) -> None:
    assert find("relation-access", show(body, signature)) == []


def test_hop_inside_the_model_s_own_app_is_not_counted_there() -> None:
    text = "from catalog.models import Product\n\ndef show(product: Product):\n    return product.name\n"
    assert find("relation-access", {"catalog/services.py": text}) == []


@pytest.mark.parametrize(
    ("signature", "body"),
    [
        ("product: Product", "return product.»brand.name"),
        ("product: Product | None", "return product.»brand"),
        ("", "return Product.objects.get(id=1).»brand"),
        ("상품: Product", 'return "값", 상품.»brand'),
        ("products: list[Product]", "return [one.»brand for one in products]"),
        ("product: Product", "product.»brand = None"),
        ("product: Product", "return f'{product.»brand}'"),
    ],
)
def test_relation_of_a_known_object_stands_at_its_name(signature: str, body: str) -> None:
    assert find("relation-access", show(body, signature)) == BRAND


def test_each_hop_into_another_app_is_a_reference() -> None:
    body = "return line.»product.»brand"
    pairs = find("relation-access", show(body, "line: Line"))
    assert pairs == [("orders.services.show", "catalog.models.Product"), *BRAND]


def test_hop_is_inferred() -> None:
    (reference,) = read_sources(show("return product.brand", "product: Product")).references("relation-access")
    assert (reference.certainty, reference.counts) == ("inferred", True)


def test_self_of_a_model_is_known() -> None:
    text = LINE + "\n        def brand(self):\n            return self.»product.»brand\n"
    pairs = find("relation-access", {"orders/models.py": text})
    assert [imported for _, imported in pairs] == ["catalog.models.Product", "brands.models.Brand"]


def test_accessor_that_only_one_model_has_is_likely_and_does_not_count() -> None:
    found = read_sources({**show("pass"), "stock/services.py": "def f(x):\n    return x.vendor\n"})
    (reference,) = [one for one in found.references("relation-access") if one.file == "stock/services.py"]
    assert (reference.certainty, reference.counts, reference.imported.symbol) == (
        "likely",
        False,
        "accounts.models.User",
    )


@pytest.mark.parametrize(("name", "told"), [("vendor", 1), ("start", 0)])
def test_accessor_that_slices_have_too_says_nothing(name: str, told: int) -> None:
    models = LINE.replace("vendor", name)
    found = read_sources({"orders/models.py": models, "stock/services.py": f"def f(x):\n    return x.{name}\n"})
    assert len([one for one in found.references("relation-access") if one.file == "stock/services.py"]) == told


def test_what_an_object_is_compared_with_is_of_its_class() -> None:
    methods = "    def __lt__(self, other):\n        return self.vendor < other.vendor\n"
    found = read_sources({**show("pass"), "stock/pairs.py": f"class Pair:\n    vendor = ''\n{methods}"})
    assert [one for one in found.references() if one.file == "stock/pairs.py"] == []
    model = LINE + "        def __eq__(self, other):\n            return other.»product.code == 1\n"
    assert find("relation-access", {"orders/models.py": model}) == [
        ("orders.models.Line.__eq__", "catalog.models.Product")
    ]


def test_what_a_factory_does_afterwards_it_does_to_the_object_it_made() -> None:
    text = """
        import factory
        from catalog.models import Product

        class ProductFactory(factory.django.DjangoModelFactory):
            class Meta:
                model = Product

            @factory.post_generation
            def brand(self, create, extracted, **kwargs):
                self.»brand.rename(extracted)
        """
    assert find("relation-access", {"orders/factories.py": text}) == [
        ("orders.factories.ProductFactory.brand", "brands.models.Brand")
    ]


def test_accessor_that_two_models_have_is_no_reference() -> None:
    other = "from django.db import models\n\nclass Box(models.Model):\n"
    other += '    vendor = models.ForeignKey("catalog.Product", on_delete=models.CASCADE)\n'
    found = read_sources(
        {**show("pass"), "stock/models.py": other, "stock/services.py": "def f(x):\n    return x.vendor\n"}
    )
    assert [one for one in found.references() if one.file == "stock/services.py"] == []


def test_relation_asked_for_by_its_name_is_a_hop() -> None:
    found = read_sources(show("return getattr(product, »'brand', None).name", "product: Product"))
    assert found.places("relation-access") == found.marks
    assert found.pairs("relation-access") == BRAND
