"""The map does not depend on the order of files, nor on how Python hashes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fakes.projects import BASE, complete, map_of
from tests.fakes.resolutions import parts_of

MARKET = Path(__file__).parents[2] / "examples" / "market"
PROGRAM = """
import sys
from pathlib import Path
import msgspec
from anabranch.reading.read import read_map
sys.stdout.buffer.write(msgspec.json.encode(read_map(Path(sys.argv[1]), cache=False)))
"""
STATEMENTS = {
    "orders": [
        "from catalog.models import Product",
        "from stock.code import *",
        "from orders.code import g",
        "from brands.models import Brand as Product",
        "def f(x: 'Product'):\n    return x.brand.products",
        "def g():\n    return Product.objects.filter(brand__name=1)",
        "class C(Product):\n    pass",
        "x = [Product]",
    ],
}


@settings(deadline=None, max_examples=40)
@given(one=st.lists(st.sampled_from(STATEMENTS["orders"])), other=st.lists(st.sampled_from(STATEMENTS["orders"])))
def test_files_in_another_order_give_the_same_map(one: list[str], other: list[str]) -> None:
    texts = {"orders/code.py": "\n".join(one) + "\n", "stock/code.py": "\n".join(other) + "\n"}
    sources = complete({**BASE, **texts})
    assert map_of(sources) == map_of(sources, order=-1)


CIRCLES = [
    "from orders.code import f",
    "from stock.code import g",
    "from stock.code import *",
    "from orders.code import *",
    "from catalog.models import Product",
    "def f(x=None):\n    return g() if x else Product.objects.get()",
    "def g():\n    return f().brand",
    "class C(D):\n    h = f()",
    "class D(C):\n    def k(self):\n        return self.h.k() or f(1)",
    "y = f().brand.products.get()\nz = y.brand",
]


@settings(deadline=None, max_examples=60)
@given(
    one=st.lists(st.sampled_from(CIRCLES), min_size=2),
    other=st.lists(st.sampled_from(CIRCLES), min_size=2),
    order=st.permutations(range(20)),
)
def test_modules_resolved_in_another_order_refer_to_the_same(
    one: list[str], other: list[str], order: list[int]
) -> None:
    texts = {"orders/code.py": "\n".join(one) + "\n", "stock/code.py": "\n".join(other) + "\n"}
    sources = complete({**BASE, **texts})
    assert parts_of(sources, order) == parts_of(sources, range(20))


@pytest.fixture(scope="module")
def first() -> bytes:
    return read_market(seed="0")


def read_market(*, seed: str) -> bytes:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.check_output([sys.executable, "-c", PROGRAM, str(MARKET)], env=environment)


@pytest.mark.parametrize("seed", ["1", "4294967295"])
def test_another_hash_seed_gives_the_same_bytes(first: bytes, seed: str) -> None:
    assert len(first) > 100_000
    assert read_market(seed=seed) == first
