"""Functions inside others: what they are given is known where all of their calls stand beside them."""

from __future__ import annotations

import pytest

from tests.fakes.projects import read_sources

CODE = """
from catalog.models import Product
def f(rows):
    def inner(b):
        b.brand
        return b.brand
    {use}
    return [inner(each) for each in Product.objects.all()]
"""


def brands(use: str) -> list[int]:
    """The lines on which the inner function is known to read the brand of a product."""
    read = read_sources({"desk/code.py": CODE.format(use=use)})
    return [one.line for one in read.references("relation-access") if one.certainty == "inferred"]


def test_function_that_another_only_calls_is_given_what_that_gives() -> None:
    assert brands("inner(rows)") == [4, 5]


@pytest.mark.parametrize(
    "use",
    [
        "return inner",
        "rows.map(inner)",
        "rows.map(each=inner)",
        "rows.each = inner",
        "rows = [inner]",
        "return lambda: inner",
    ],
)
def test_function_that_another_hands_on_is_given_what_nobody_knows(use: str) -> None:
    assert brands(f"if rows:\n        {use}") == []


@pytest.mark.parametrize(("over", "lines"), [("groupby", [6]), ("reduce", [])])
def test_lambda_that_rows_are_grouped_by_is_given_them(over: str, lines: list[int]) -> None:
    assert brands(f"rows = {over}(Product.objects.all(), lambda each: each.brand); rows.map(inner)") == lines
