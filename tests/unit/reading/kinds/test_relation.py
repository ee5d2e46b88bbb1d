from __future__ import annotations

import pytest

from tests.fakes.projects import find, read_sources

TO_PRODUCT = [("orders.models.Line", "catalog.models.Product")]


def fields(body: str, head: str = "") -> dict[str, str]:
    text = f"from django.conf import settings\nfrom django.db import models\n{head}\n\nclass Line(models.Model):\n"
    return {"orders/models.py": text + "".join(f"    {line}\n" for line in body.splitlines())}


def test_field_without_a_target_elsewhere_is_no_relation() -> None:
    body = 'name = models.CharField(max_length=20)\nparent = models.ForeignKey("self", on_delete=models.CASCADE)'
    assert find("relation", fields(body)) == []


def test_form_field_of_that_name_is_no_relation() -> None:
    text = "from django import forms\n\nclass F(forms.Form):\n    product = forms.ModelChoiceField(queryset=None)\n"
    assert find("relation", {"orders/forms.py": text}) == []


@pytest.mark.parametrize(
    "field",
    [
        'product = models.ForeignKey(»"catalog.Product", on_delete=models.CASCADE)',
        'product = models.OneToOneField(»"catalog.Product", models.CASCADE, null=True)',
        'products = models.ManyToManyField(»"catalog.Product")',
        'product = models.ForeignKey(on_delete=models.CASCADE, to=»"catalog.Product")',
        'product: object = models.ForeignKey(»"catalog.product", on_delete=models.CASCADE)',
        '상품 = models.ForeignKey(verbose_name="상품", to=»"catalog.Product", on_delete=models.CASCADE)',
    ],
    ids=["fk", "o2o", "m2m", "to", "lower-case", "hangul"],
)
def test_string_target_stands_at_the_string(field: str) -> None:
    assert find("relation", fields(field)) == TO_PRODUCT


@pytest.mark.parametrize(
    ("head", "target"),
    [
        ("from catalog.models import Product", "»Product"),
        ("from catalog import models as catalog", "catalog.»Product"),
        ("import catalog.models", "catalog.models.»Product"),
        ("from catalog.models import Product as Thing", "»Thing"),
        ('APP = "catalog"', '»APP + ".Product"'),
        ('APP = "catalog"', '»f"{APP}.Product"'),
        ('APP = "catalog"', '»"%s.Product" % APP'),
        ('TARGET = "catalog.Product"', "»TARGET"),
        ('LABELS = ("catalog", "Product")', '»".".join(LABELS)'),
    ],
)
def test_target_is_followed_however_it_is_written(head: str, target: str) -> None:
    field = f"product = models.ForeignKey({target}, on_delete=models.CASCADE)"
    assert find("relation", fields(field, head)) == TO_PRODUCT


def test_target_that_is_loaded_is_one_reference() -> None:
    field = 'product = models.ForeignKey(apps.get_model("catalog", »"Product"), on_delete=models.CASCADE)'
    assert find("relation", fields(field, "from django.apps import apps")) == TO_PRODUCT


@pytest.mark.parametrize(
    ("head", "target"),
    [
        ("", "settings.»AUTH_USER_MODEL"),
        ("from django.contrib.auth import get_user_model", "»get_user_model()"),
        ("from django.contrib.auth import get_user_model\nUser = get_user_model()", "»User"),
        ("", '»getattr(settings, "AUTH_USER_MODEL", "auth.User")'),
    ],
    ids=["setting", "call", "name", "getattr"],
)
def test_swappable_user_leads_to_the_project_s_own(head: str, target: str) -> None:
    field = f"user = models.ForeignKey({target}, on_delete=models.CASCADE)"
    assert find("relation", fields(field, head)) == [("orders.models.Line", "accounts.models.User")]


def test_user_of_django_itself_is_not_first_party() -> None:
    sources = fields("user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)")
    found = read_sources(sources, settings='AUTH_USER_MODEL = "auth.User"\n')
    assert found.pairs("relation") == []
    assert found.relation("orders.Line", "user").target == "auth.User"


def test_link_table_is_a_relation_of_its_own() -> None:
    sources = {
        "links/models.py": "from django.db import models\n\nclass Link(models.Model):\n    note = models.TextField()\n",
        **fields('products = models.ManyToManyField(»"catalog.Product", through=»"links.Link")'),
    }
    assert find("relation", sources) == [*TO_PRODUCT, ("orders.models.Line", "links.models.Link")]


def test_parent_link_is_a_relation() -> None:
    text = """
        from django.db import models
        from catalog.models import Product

        class Gift(Product):
            base = models.OneToOneField(»Product, on_delete=models.CASCADE, parent_link=True)
        """
    assert find("relation", {"orders/models.py": text}) == [("orders.models.Gift", "catalog.models.Product")]


@pytest.mark.parametrize(
    "head",
    [
        "class Key(models.ForeignKey):\n    pass",
        "class Base(models.ForeignKey):\n    pass\n\nclass Key(Base):\n    pass",
        "from mptt.models import TreeForeignKey as Key",
        "from modelcluster.fields import ParentalKey as Key",
        "from django.db.models import ForeignKey as Key",
    ],
    ids=["own", "own-twice", "mptt", "modelcluster", "alias"],
)
def test_field_class_of_another_name_makes_a_relation(head: str) -> None:
    assert find("relation", fields('product = Key(»"catalog.Product", on_delete=models.CASCADE)', head)) == TO_PRODUCT


ABSTRACT = """
    from django.conf import settings
    from django.db import models

    class Priced(models.Model):
        product = models.ForeignKey(»"catalog.Product", on_delete=models.CASCADE)

        class Meta:
            abstract = True
    """


def test_field_of_an_abstract_base_ties_the_concrete_model_at_its_class_statement() -> None:
    text = "from core.models import Priced\n\nclass »Line(Priced):\n    pass\n"
    pairs = find("relation", {"core/models.py": ABSTRACT, "orders/models.py": text})
    assert pairs == [("core.models.Priced", "catalog.models.Product"), *TO_PRODUCT]


def test_field_of_an_abstract_base_of_the_same_app_ties_only_the_base() -> None:
    text = "from orders.base import Priced\n\nclass Line(Priced):\n    pass\n"
    pairs = find("relation", {"orders/base.py": ABSTRACT, "orders/models.py": text})
    assert pairs == [("orders.base.Priced", "catalog.models.Product")]


def test_abstract_field_that_a_subclass_removes_ties_nothing() -> None:
    text = "from core.models import Priced\n\nclass Line(Priced):\n    product = None\n"
    found = read_sources({"core/models.py": ABSTRACT, "orders/models.py": text})
    assert found.pairs("relation") == [("core.models.Priced", "catalog.models.Product")]


def test_target_without_an_app_is_of_the_concrete_model_s_app() -> None:
    base = """
        from django.db import models

        class Numbered(models.Model):
            number = models.ForeignKey("Number", on_delete=models.CASCADE)

            class Meta:
                abstract = True
        """
    text = "from django.db import models\nfrom core.models import Numbered\n\nclass Number(models.Model):\n    pass\n"
    text += "\nclass Line(Numbered):\n    pass\n"
    assert read_sources({"core/models.py": base, "orders/models.py": text}).relation(
        "orders.Line", "number"
    ).target == ("orders.Number")
