from __future__ import annotations

import pytest

from tests.fakes.projects import find, read_sources

LINE = [("catalog.services.sold", "orders.models.Line")]


def sources(field: str, use: str, extra: str = "") -> dict[str, str]:
    return {
        "orders/models.py": f"from django.db import models\n\nclass Line(models.Model):\n    {field}\n{extra}",
        "catalog/services.py": f"from catalog.models import Product\n\ndef sold(product: Product):\n    return {use}\n",
    }


def key(options: str = "") -> str:
    return f'product = models.ForeignKey("catalog.Product", on_delete=models.CASCADE{options})'


@pytest.mark.parametrize(
    ("field", "use"),
    [
        (key(), "product.orderline_set"),
        (key(', related_name="lines"'), "product.line_set"),
        (key(', related_name="+"'), "product.line_set"),
        (key(), "product.name"),
    ],
    ids=["wrong", "renamed", "hidden", "field"],
)
def test_attribute_that_is_no_accessor_is_no_hop(field: str, use: str) -> None:
    assert find("reverse-access", sources(field, use)) == []


@pytest.mark.parametrize(
    ("field", "use"),
    [
        (key(), "product.»line_set.all()"),
        (key(', related_name="lines"'), "product.»lines.count()"),
        (key(', related_name="%(class)s_rows"'), "product.»line_rows"),
        (key(', related_name="%(app_label)s_%(class)ss"'), "product.»orders_lines"),
        (key(", related_name=NAME"), "product.»lines"),
        ('product = models.OneToOneField("catalog.Product", models.CASCADE)', "product.»line"),
        ('products = models.ManyToManyField("catalog.Product")', "product.»line_set"),
        (key(', related_name="줄"'), '"값", product.»줄'),
    ],
    ids=["default", "related-name", "class", "app-label", "constant", "one-to-one", "many-to-many", "hangul"],
)
def test_accessor_of_a_known_object_stands_at_its_name(field: str, use: str) -> None:
    made = sources(field, use)
    made["orders/models.py"] = made["orders/models.py"].replace("class Line", 'NAME = "lines"\n\nclass Line')
    assert find("reverse-access", made) == LINE


def test_default_related_name_of_the_meta_is_the_accessor() -> None:
    extra = '\n    class Meta:\n        default_related_name = "lines"\n'
    assert find("reverse-access", sources(key(), "product.»lines", extra)) == LINE


def test_accessor_of_an_inherited_field_leads_to_the_concrete_model() -> None:
    made = sources("pass", "product.»line_rows")
    made["core/models.py"] = f"""
        from django.db import models

        class Sold(models.Model):
            {key(', related_name="%(class)s_rows"')}

            class Meta:
                abstract = True
        """
    made["orders/models.py"] = "from core.models import Sold\n\nclass Line(Sold):\n    pass\n"
    assert find("reverse-access", made) == LINE


def test_accessor_three_apps_away_is_found_through_a_relation() -> None:
    text = "from orders.models import Line\n\ndef f(line: Line):\n    return line.product.brand.»products\n"
    found = read_sources({**sources(key(), "1"), "stock/services.py": text})
    assert found.pairs("reverse-access") == [("stock.services.f", "catalog.models.Product")]
    assert found.places("reverse-access") == found.marks


def test_subclass_of_the_target_has_the_accessor_too() -> None:
    made = sources(key(), "1")
    made["gifts/models.py"] = """
        from catalog.models import Product

        class Gift(Product):
            def sold(self):
                return self.»line_set
        """
    assert find("reverse-access", made) == [("gifts.models.Gift.sold", "orders.models.Line")]


def test_accessor_of_the_user_is_found_on_the_request() -> None:
    made = {
        "orders/models.py": """
            from django.conf import settings
            from django.db import models

            class Line(models.Model):
                user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="lines")
            """,
        "catalog/views.py": "def mine(request):\n    return request.user.»lines.all()\n",
    }
    assert find("reverse-access", made) == [("catalog.views.mine", "orders.models.Line")]


def test_accessor_of_an_unknown_object_is_likely() -> None:
    made = sources(key(', related_name="purchase_rows"'), "1")
    made["catalog/other.py"] = "def f(x):\n    return x.»purchase_rows\n"
    found = read_sources(made)
    (reference,) = found.references("reverse-access")
    assert (reference.certainty, [(reference.file, reference.line, reference.column)]) == ("likely", found.marks)


@pytest.mark.parametrize("name", ["choices", "messages"])
def test_accessor_named_as_what_forms_and_exceptions_have_tells_nothing_of_an_unknown_object(name: str) -> None:
    made = sources(key(f', related_name="{name}"'), "1")
    made["catalog/other.py"] = f"def f(x):\n    return x.{name}\n"
    assert read_sources(made).references("reverse-access") == []
