from __future__ import annotations

import pytest

from anabranch.facts.python import read_python
from anabranch.reading.interface import added_names

BEFORE = """
from lib import base

class Thing(base.Other):
    size = 1

    def grow(self, by):
        step = by.amount
        self.seen = step
        return base.made(self)

def make(order):
    for each in order.lines:
        print(each)
    return order

def last_of(orders):
    last = orders["order"]
    print(last)
    return last

def first_of(orders):
    first = orders.get("order")
    print(first)
    return first
"""


def added(after: str, before: str = BEFORE) -> frozenset[str] | None:
    return added_names(read_python(before.encode()), read_python(after.encode()))


def test_same_text_adds_nothing() -> None:
    assert added(BEFORE) == frozenset()


def test_lines_and_statements_inside_functions_cannot_be_seen() -> None:
    assert added("\n\n" + BEFORE.replace("print(each)", "x = base.one\n        log(x)")) == frozenset()


def test_new_names_are_added() -> None:
    assert added(BEFORE + "\nmore = 1\n\ndef other():\n    pass\n") == frozenset({"more", "other"})


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("size = 1", "size = 2"),
        ("base.Other", "base.Another"),
        ("return order", "return order.lines"),
        ("return base.made(self)", "return base.made(by)"),
        ("self.seen = step", "self.seen = by"),
        ("print(each)", "print(order.total)"),
        ("def grow(self, by)", "def grow(self, by: int)"),
        ("    def grow", "    @property\n    def grow"),
        ("from lib import base", "from lib.deep import base"),
        ("def make", "async def make"),
        ("class Thing", "class Renamed"),
        ("    for each", "    request.shop = base\n    for each"),
        ("print(last)", "print(last.size)"),
        ("print(first)", "print(first.size)"),
    ],
)
def test_what_others_can_ask_for_is_seen(old: str, new: str) -> None:
    assert added(BEFORE.replace(old, new)) is None


@pytest.mark.parametrize("text", ["def __getattr__(name):\n    pass\n", "x = import_module\n"])
def test_any_change_of_a_file_that_answers_by_itself_is_seen(text: str) -> None:
    assert added(BEFORE + text + "# more\n", BEFORE + text) is None


def test_star_import_is_seen() -> None:
    assert added("from lib import *\n" + BEFORE) is None


def test_name_that_python_asks_for_is_seen() -> None:
    assert added(BEFORE + "\n__all__ = ['make']\n") is None


def test_star_import_moved_below_a_name_is_seen() -> None:
    star, name = "from lib.all import *\n", "base = 1\n"
    assert added(name + star, star + name) is None


def test_class_that_moves_under_type_checking_is_seen() -> None:
    before = "from typing import TYPE_CHECKING\n\nif True:\n    class Thing:\n        pass\n"
    assert added(before.replace("if True", "if TYPE_CHECKING"), before) is None


def test_whether_a_method_only_raises_is_seen() -> None:
    raising = "class Base:\n    def made(self):\n        {}\n        raise NotImplementedError\n"
    assert added(raising.format("log(self)"), raising.format("'''Say.'''")) is None
