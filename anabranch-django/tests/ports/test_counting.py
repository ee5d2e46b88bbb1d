from __future__ import annotations

import logging

import pytest

from anabranch_django.ports import batch
from anabranch_django.ports.counting import begin_request, end_request, tally
from anabranch_django.testing import assert_port_calls
from tests.shop.stock.port import Stock

pytestmark = pytest.mark.django_db


def test_third_call_from_one_line_in_a_request_is_named_with_its_line(caplog: pytest.LogCaptureFixture) -> None:
    begin_request()
    for sku in ("a", "b", "c", "d"):
        Stock().get_many(skus=(sku,))
    end_request()
    lines = [record.getMessage() for record in caplog.records]
    assert len(lines) == 1
    assert "stock.get_many from" in lines[0]
    assert "test_counting.py:" in lines[0]
    assert tally() is None


def test_calls_of_different_lines_are_no_loop(caplog: pytest.LogCaptureFixture) -> None:
    with assert_port_calls(3), caplog.at_level(logging.WARNING):
        Stock().get_many(skus=("a",))
        Stock().get_many(skus=("b",))
        Stock().get_many(skus=("c",))
    assert not caplog.records


def test_calls_of_pages_that_are_asked_for_within_count() -> None:
    with assert_port_calls(3):
        Stock().get_many(skus=("a",))
        begin_request()
        Stock().get_many(skus=("b",))
        Stock().get_many(skus=("c",))
        end_request()


def test_batch_counts_as_one_call() -> None:
    with assert_port_calls(1), batch() as group:
        answers = [group.call(Stock().get_many, skus=(str(number),)) for number in range(20)]
    assert [answer.value for answer in answers] == [{}] * 20


def call_twice() -> None:
    with assert_port_calls(1):
        for sku in ("a", "b"):
            Stock().get_many(skus=(sku,))


def test_wrong_number_of_calls_fails_with_their_lines() -> None:
    with pytest.raises(AssertionError, match=r"2 calls through ports instead of 1:\n +2 x stock\.get_many from .*:\d+"):
        call_twice()
