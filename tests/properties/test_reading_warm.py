"""Whatever was kept, and whatever changed since: a map from the cache is the map that a first read makes."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anabranch.reading import assembly
from anabranch.reading.read import read_map
from tests.fakes.projects import write_sources
from tests.fakes.shop_project import write_shop

OLD = time.time() - 3600
LINES = (
    "x = 1",
    "# a remark",
    "import catalog.models",
    "from catalog.models import Product",
    "from orders.models import *",
    "def f(product: Product): return product.orderline_set.all()",
    "class More(Product): pass",
    "def (",
    "y = Product.objects.filter(name='')",
    "    def more(self): return self.product",
    "    return Product.objects.get().order_set",
    "    product.order_set.all()",
    "def place(name): return None",
    "from billing.services import charge as place",
    "    request.user.order = Order()",
    "    request = Order()",
    "    request = found()",
    "    request.product = Product()",
    "    return request.product.order_set",
    "    product = kwargs['product']",
    "    product = kwargs.get('product')",
    "    return product",
    "    product.is_sold(), product.name",
    "    return {'it': Product.objects.get(), 'held': None}",
    "template_name = 'shop/page.html'",
    "{{ it.name }}{{ product.brand }}{% url 'shop' %}",
)
PAGES = {
    "catalog/templates/shop/base.html": "{% load money %}{{ product.order_set }}{{ held.product.name }}\n",
    "catalog/templates/shop/page.html": "{% extends 'shop/base.html' %}{{ it.product.name }}{{ order.product }}\n",
    "catalog/templatetags/__init__.py": "",
    "catalog/templatetags/money.py": "from django import template\nregister = template.Library()\n",
    "orders/context_processors.py": (
        "from orders.models import Order\n\ndef held(request):\n    return {'held': Order.objects.get()}\n"
    ),
    "orders/views.py": (
        "from billing.base import Base\nfrom orders.models import Order\n\n"
        "class Show(Base):\n    template_name = 'shop/page.html'\n    model = Order\n\n"
        "def show(request):\n    return render(request, 'shop/page.html', {'it': Order.objects.get()})\n"
    ),
    "billing/base.py": (
        "from catalog.models import Product\n\nclass Base:\n    def get_context_data(self, **kwargs):\n"
        "        return {'product': Product.objects.get()}\n"
    ),
}
EDITS = st.lists(
    st.tuples(st.sampled_from(["append", "insert", "cut", "empty", "swap", "remove"]), st.integers(0), st.integers(0),
              st.sampled_from(LINES)), min_size=1, max_size=3)  # fmt: skip


def edit(folder: Path, what: str, one: int, other: int, line: str) -> None:
    files = sorted(path for path in folder.rglob("*.*") if path.suffix in (".py", ".html"))
    path, second = files[one % len(files)], files[other % len(files)]
    text = path.read_text(encoding="utf-8")
    rows = text.splitlines(keepends=True)
    at = other % (len(rows) + 1)
    new = {"append": f"{text}\n{line}\n", "insert": "".join([*rows[:at], line + "\n", *rows[at:]]),
           "cut": "".join(rows[:at] + rows[at + 1 :]), "empty": "", "swap": second.read_text(encoding="utf-8"),
           "remove": None}[what]  # fmt: skip
    if new is None:
        path.unlink()
    else:
        path.write_text(new, encoding="utf-8")
        os.utime(path, (OLD, OLD))


@pytest.mark.parametrize("least", [0, 1_000_000])
@settings(deadline=None, max_examples=12)
@given(edits=EDITS)
def test_after_any_edit_a_warm_read_equals_a_cold_one(least: int, edits: list[tuple[str, int, int, str]]) -> None:
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as name:
        patch.setattr(assembly, "_WORTH_A_PROCESS", least)
        patch.setenv("ANABRANCH_CACHE", str(Path(name) / "cache"))
        folder = write_shop(Path(name) / "shop")
        write_sources(folder, PAGES)
        for path in folder.rglob("*.*"):
            os.utime(path, (OLD, OLD))
        read_map(folder)
        for each in edits:
            edit(folder, *each)
            warm, cold = read_map(folder), read_map(folder, cache=False)
            assert msgspec.json.encode(warm) == msgspec.json.encode(cold)
