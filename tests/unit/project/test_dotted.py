from __future__ import annotations

from anabranch.project.dotted import around, enclosing


def test_a_name_is_first_of_what_lies_around_it() -> None:
    assert list(around("shop.orders.models")) == ["shop.orders.models", "shop.orders", "shop"]
    assert list(around("")) == []


def test_the_innermost_name_counts_and_a_longer_word_is_another() -> None:
    assert enclosing("shop.orders.models", {"shop", "shop.orders"}) == "shop.orders"
    assert enclosing("shop.orders", {"shop.orders"}) == "shop.orders"
    assert enclosing("shopping.cart", {"shop"}) == ""
