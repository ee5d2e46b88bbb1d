"""Rows of managers: known where a lookup or a member of a foreign class stands at the mark."""

from __future__ import annotations

from textwrap import dedent

import pytest

from tests.fakes.projects import find, read_sources

BRAND = "brands.models.Brand"
SHARED = """
    from django.db import models
    class Deals(models.Manager):
        def of(self, brand):
            return self.filter({path}=brand)
    class Sales(Deals):
        pass
    class Deal(models.Model):
        brand = models.ForeignKey("brands.Brand", on_delete=models.CASCADE)
        class Meta:
            abstract = {abstract}
    class Sale(Deal):
        other = models.ForeignKey("brands.Brand", on_delete=models.CASCADE, related_name="+")
        objects = Sales()
    class Gift(Deal):
        objects = Deals()
    """


def lookups(sources: dict[str, str]) -> list[str]:
    return [imported for _, imported in find("lookup", sources)]


@pytest.mark.parametrize("abstract", ["True", "False"])
def test_manager_of_several_models_has_the_rows_of_what_all_descend_from(abstract: str) -> None:
    assert lookups({"deals/models.py": SHARED.format(path="»brand", abstract=abstract)}) == [BRAND]


def test_manager_of_several_models_does_not_have_what_one_of_them_adds() -> None:
    assert lookups({"deals/models.py": SHARED.format(path="other", abstract="True")}) == []


def test_manager_of_models_that_share_nothing_has_rows_of_none() -> None:
    models = SHARED.format(path="brand", abstract="True").replace("(Deal)", "(models.Model)")
    assert lookups({"deals/models.py": models}) == []


ABOVE = {
    "Django's own": "models.Manager",
    "a mixin before it": "Dated, models.Manager",
    "another package's": "InheritanceManager",
    "an own manager": "Base",
}


@pytest.mark.parametrize("bases", ABOVE.values(), ids=ABOVE)
def test_manager_goes_on_from_the_rows_of_the_one_above(bases: str) -> None:
    models = f"""
        from django.db import models
        from model_utils.managers import InheritanceManager
        class Dated:
            pass
        class Base(models.Manager):
            def get_queryset(self):
                return super().get_queryset().select_subclasses()
        class Shelves({bases}):
            def get_queryset(self):
                return super().get_queryset().select_related(»"brand")
        class Shelf(models.Model):
            brand = models.ForeignKey("brands.Brand", on_delete=models.CASCADE)
            objects = Shelves()
        """
    assert lookups({"shelves/models.py": models}) == [BRAND]


def test_manager_gives_the_queryset_that_django_looks_for_in_it() -> None:
    models = """
        from django.db import models
        class Rows(models.QuerySet):
            def newest(self):
                return self.last()
        class Shelves(models.Manager):
            _queryset_class = Rows
        class Shelf(models.Model):
            brand = models.ForeignKey("brands.Brand", on_delete=models.CASCADE)
            objects = Shelves()
        """
    code = "from shelves.models import Shelf\ndef f():\n    return Shelf.objects.filter(id=1).newest().»brand\n"
    found = find("relation-access", {"shelves/models.py": models, "desk/code.py": code})
    assert found == [("desk.code.f", BRAND)]


NAMED = """
    from django.db import models
    from brands.models import Brand

    class Plain(models.Manager):
        pass

    class Best(models.Manager):
        def best(self):
            return Brand()

    class Base(models.Model):
        product = models.ForeignKey("catalog.Product", models.CASCADE, related_name="lines")
        {bound}

        class Meta:
            {option}

    class Line(Base):
        pass
    """


@pytest.mark.parametrize(
    ("bound", "option", "is_best"),
    [
        ("shown = Best(); objects = Plain()", "abstract = True", True),
        ("objects = Plain(); shown = Best()", "abstract = True", False),
        ("objects = Plain(); shown = Best()", "abstract = True; default_manager_name = 'shown'", True),
    ],
)
def test_rows_of_a_relation_have_the_manager_that_django_takes(bound: str, option: str, *, is_best: bool) -> None:
    code = "from catalog.models import Product\n\ndef f(product: Product):\n    product.lines.best().country\n"
    models = NAMED.format(bound=bound, option=option)
    found = read_sources({"orders/models.py": models, "other/code.py": code})
    assert (("other.code.f", BRAND) in found.pairs("member")) is is_best


@pytest.mark.parametrize(
    ("body", "is_best"),
    [
        ("class Meta: proxy = True", True),
        ("class Meta: default_manager_name = 'objects'", False),
        ("late = Plain()", False),
        ("pass", True),
    ],
)
def test_model_without_managers_has_the_default_that_the_next_above_names(body: str, *, is_best: bool) -> None:
    option = "default_manager_name = 'shown'"
    near = f"\nclass Near(Base):\n    {body}\n"
    models = dedent(NAMED.format(bound="objects = Plain(); shown = Best()", option=option)) + near
    code = "from orders.models import Near\n\ndef f():\n    Near._default_manager.best().country\n"
    found = read_sources({"orders/models.py": models, "other/code.py": code})
    assert (("other.code.f", BRAND) in found.pairs("member")) is is_best


def test_class_that_manages_a_context_is_no_manager_of_models() -> None:
    code = """
        from contextlib import AbstractContextManager
        from catalog.models import Product

        class Lock(AbstractContextManager):
            def __init__(self, product: Product):
                self.product = product

            def name(self):
                return self.product.»brand.name
        """
    assert find("relation-access", {"orders/locks.py": code}) == [("orders.locks.Lock.name", BRAND)]
