from __future__ import annotations

import pytest

from tests.fakes.projects import find, read_sources

PRODUCT = [("orders.services.place", "catalog.models.Product")]
IMPORT = "from catalog.models import Product\n\n"


@pytest.mark.parametrize(
    "body",
    ["return name.label()", "return Product().save()", "return Product().unknown", "return self.label()"],
    ids=["unknown-value", "framework", "unknown-name", "self"],
)
def test_member_of_an_unknown_value_or_name_is_no_reference(body: str) -> None:
    assert find("member", {"orders/services.py": f"{IMPORT}def place(self, name):\n    {body}\n"}) == []


def test_member_of_one_s_own_class_is_no_reference() -> None:
    text = (
        "class Cart:\n    def add(self):\n        return self.total()\n\n"
        "    def total(self):\n        return Cart().add()\n"
    )
    assert find("member", {"orders/services.py": text}) == []


@pytest.mark.parametrize(
    "body",
    [
        "product = Product()\n    return product.»label()",
        "product = Product.objects.get()\n    return product.»name",
        '상품 = Product.objects.first(); return "값", 상품.»label()',
        "for product in Product.objects.all():\n        print(product.»name)",
        "product = Product.objects.get_or_create()[0]\n    return product.»name",
    ],
    ids=["constructor", "get", "hangul", "loop", "pair"],
)
def test_member_of_a_known_object_stands_at_its_name(body: str) -> None:
    found = read_sources({"orders/services.py": f"{IMPORT}def place():\n    {body}\n"})
    assert found.places("member") == found.marks
    assert found.pairs("member") == PRODUCT


def test_member_is_inferred_through_an_annotation() -> None:
    found = read_sources({"orders/services.py": f"{IMPORT}def place(product: Product):\n    return product.»label()\n"})
    (reference,) = found.references("member")
    assert (reference.file, reference.line, reference.column) == found.marks[0]
    assert reference.certainty == "inferred"


def test_member_that_a_base_defines_belongs_to_the_class_itself() -> None:
    sources = {
        "core/mixins.py": "class Priced:\n    def price(self):\n        return 1\n",
        "shop/models.py": "from core.mixins import Priced\n\nclass Item(Priced):\n    pass\n",
        "orders/services.py": (
            "from shop.models import Item\n\ndef place():\n    item = Item()\n    return item.»price()\n"
        ),
    }
    assert find("member", sources) == [("orders.services.place", "shop.models.Item")]


@pytest.mark.parametrize(
    "body",
    ["return self.model.»objects.all()", "return self.model.»normalise('')", "return self.get_model().»objects"],
    ids=["manager", "method", "given-by-a-method"],
)
def test_member_of_a_class_that_no_name_leads_to_stands_at_its_name(body: str) -> None:
    head = f"{IMPORT}class Shelf:\n    model = Product\n\n    def get_model(self):\n        return Product\n\n"
    pairs = find("member", {"orders/services.py": f"{head}    def place(self):\n        {body}\n"})
    assert pairs == [("orders.services.Shelf.place", "catalog.models.Product")]


SHELF = """
    from django.db import models
    class Box(models.Model):
        def seal(self): ...
    class Shelf(models.Model):
        box = models.ForeignKey(Box, on_delete=models.CASCADE)
        product = models.ForeignKey("catalog.Product", on_delete=models.CASCADE)
    """


def test_member_of_what_a_hop_inside_a_foreign_app_leads_to_is_its_own() -> None:
    text = "from shelves.models import Shelf\n\ndef place(shelf: Shelf):\n    return shelf.»box.»seal()\n"
    found = find("member", {"shelves/models.py": SHELF, "orders/services.py": text})
    assert [imported for _, imported in found] == ["shelves.models.Shelf", "shelves.models.Box"]


def test_member_of_what_a_hop_into_another_app_leads_to_is_that_hop() -> None:
    text = "from shelves.models import Shelf\n\ndef place(shelf: Shelf):\n    return shelf.product.label()\n"
    assert find("member", {"shelves/models.py": SHELF, "orders/services.py": text}) == []


LOOP = """
    class Bag:
        def __iter__(self):
            return iter([Thing()])
    class Thing:
        def open(self): ...
    """


def test_loop_over_an_object_uses_the_class_that_says_how_and_gives_its_items() -> None:
    text = "from bags.code import Bag\n\ndef place():\n    bag = Bag()\n    for one in »bag:\n        one.»open()\n"
    found = find("member", {"bags/code.py": LOOP, "orders/services.py": text})
    assert [imported for _, imported in found] == ["bags.code.Bag", "bags.code.Thing"]


@pytest.mark.parametrize("over", ["[bag]", "unknown", "range(3)"])
def test_loop_over_anything_else_is_no_member(over: str) -> None:
    text = f"from bags.code import Bag\n\ndef place(unknown):\n    bag = Bag()\n    for one in {over}:\n        pass\n"
    assert find("member", {"bags/code.py": LOOP, "orders/services.py": text}) == []


KINDS = """
    {head}class Fixed({base}):
        price = 1
    class Free({base}):
        price = 0
    """


@pytest.mark.parametrize(
    ("head", "base", "symbol"),
    [
        ("class Policy:\n        price = None\n    ", "Policy", "policies.code.Policy"),
        ("", "object", "policies.code.Fixed"),
        ("from core.code import Policy\n    ", "Policy", "policies.code.Fixed"),
    ],
    ids=["a base of theirs", "no base", "a base of another app"],
)
def test_member_of_one_of_several_classes_belongs_to_the_base_that_they_share(
    head: str, base: str, symbol: str
) -> None:
    text = "from policies.code import Fixed, Free\n\ndef place(it: Fixed | Free):\n    return it.»price\n"
    policies = KINDS.format(head=head, base=base)
    core = "class Policy:\n    price = None\n"
    found = find("member", {"policies/code.py": policies, "core/code.py": core, "orders/services.py": text})
    assert found == [("orders.services.place", symbol)]


ABSTRACT = """
    from django.db import models

    class Shown(models.Model):
        @classmethod
        def shown_to(cls, user):
            return cls.objects.filter(hidden=False)

        class Meta:
            abstract = True

    class Box(Shown):
        title = models.TextField()
    """


def test_rows_that_an_abstract_base_gives_are_of_the_model_that_was_asked() -> None:
    text = "from shop.models import Box\n\ndef place(user):\n    return [each.»title for each in Box.shown_to(user)]\n"
    sources = {"shop/models.py": ABSTRACT, "orders/services.py": text}
    assert find("member", sources) == [("orders.services.place", "shop.models.Box")]


def test_copy_of_a_queryset_has_its_rows() -> None:
    shop = """
        from django.db import models

        class Boxes(models.QuerySet):
            def fresh(self):
                copy = self._chain()
                copy.is_fresh = True
                return copy

        class Box(models.Model):
            title = models.TextField()
            objects = Boxes.as_manager()
        """
    text = "from shop.models import Box\n\ndef place():\n    return Box.objects.fresh().first().»title\n"
    found = find("member", {"shop/models.py": shop, "orders/services.py": text})
    assert found == [("orders.services.place", "shop.models.Box")]


@pytest.mark.parametrize(
    "body",
    [
        'product = Product(); return getattr(product, »"name", None)',
        "product = Product(); return hasattr(product, »NAME)",
        'product = Product(); setattr(product, »"name", 1)',
        'product = Product(); return getattr(product, "gone", None) or getattr(product, NAMES)',
        'return getattr(self, "name", None) or getattr(Product) or getattr(name, "label")',
    ],
    ids=["getattr", "constant", "setattr", "not there", "not known"],
)
def test_member_asked_for_by_its_name_stands_at_the_name(body: str) -> None:
    head = f'{IMPORT}NAME = "name"\n\n'
    found = read_sources({"orders/services.py": f"{head}def place(self, name):\n    {body}\n"})
    assert found.places("member") == found.marks
    assert set(found.pairs("member")) <= set(PRODUCT)
