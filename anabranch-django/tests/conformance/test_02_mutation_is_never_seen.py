from __future__ import annotations

import pytest

from tests.shop.stock import serving
from tests.shop.stock.port import Item, Stock

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.usefixtures("by_value")
def test_argument_changed_by_the_callee_is_unchanged_for_the_caller() -> None:
    given = Item(sku="mug", count=1, tags=["mine"])
    answered = Stock().echo(item=given)
    assert answered.tags == ["mine", "seen by the callee"]
    assert given.tags == ["mine"]


@pytest.mark.parametrize("by_value", ["copy", "wire"], indirect=True)
@pytest.mark.usefixtures("by_value")
def test_answer_changed_by_the_caller_is_unchanged_for_the_callee() -> None:
    serving.kept.clear()
    answered = Stock().echo(item=Item(sku="mug", count=1, tags=[]))
    answered.tags.append("changed by the caller")
    assert [item.tags for item in serving.kept] == [["seen by the callee"]]
