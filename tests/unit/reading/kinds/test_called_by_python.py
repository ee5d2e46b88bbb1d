"""Objects whose methods Python calls by itself are used where it does."""

from __future__ import annotations

import pytest

from tests.fakes.projects import find

MONEY = """
    class Price:
        def __str__(self):
            return "1"
        def __len__(self):
            return 1
        def __getitem__(self, at):
            return Silent()
    class Asked:
        def __getattr__(self, name):
            return name
    class Silent:
        size = 1
    """
HEAD = "from money.price import Asked, Price, Silent\n\n"


def members_in(code: str) -> list[str]:
    return [imported for _, imported in find("member", {"money/price.py": MONEY, "desk/code.py": HEAD + code})]


@pytest.mark.parametrize(
    "shown",
    [
        "str(»price)",
        "print(1, »price)",
        "f'costs {»price}'",
        "'costs %s' % »price",
        "'%s %s' % (1, »price)",
        "len(»price)",
        "»price[0]",
        "price.parts = »price['part']",
    ],
)
def test_object_that_is_shown_or_measured_is_used(shown: str) -> None:
    assert members_in(f"def f():\n    price = Price()\n    {shown}\n") == ["money.price.Price"]


@pytest.mark.parametrize("shown", ["str(other)", "f'{other}'", "5 % price", "repr(price)", "other[0]"])
def test_object_whose_class_says_nothing_of_it_is_not_used(shown: str) -> None:
    assert members_in(f"def f():\n    price, other = Price(), Silent()\n    {shown}\n") == []


def test_parameter_that_is_shown_is_used_where_that_is_done() -> None:
    assert members_in("def f(price: Price):\n    x = 1\n    »str(price)\n") == ["money.price.Price"]


def test_class_that_answers_for_any_attribute_is_used_by_any() -> None:
    assert members_in("def f():\n    asked = Asked()\n    asked.»size\n    asked.__class__\n") == ["money.price.Asked"]


def test_own_function_called_str_shows_nothing() -> None:
    assert members_in("def str(x):\n    pass\ndef f():\n    str(Price())\n") == []


def test_item_is_what_its_class_gives() -> None:
    assert members_in("def f(price: Price):\n    part = »price[0]\n    part.»size\n")[-1] == "money.price.Silent"
