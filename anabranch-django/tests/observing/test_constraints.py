from __future__ import annotations

import django
import pytest

from anabranch_django.observing.hooks import constraints
from anabranch_django.observing.observer import Observer
from tests.observing.seeing import SHOP, Seen


def test_foreign_key_to_another_domain_is_a_constraint_at_its_model(observer: Observer, seen: Seen) -> None:
    constraints.install(observer)
    rows = {str(row.detail["field"]): row for row in seen.rows("constraint")}
    row = rows["shop_payments.Payment.order"]
    written = (SHOP / row.file).read_text(encoding="utf-8").splitlines()[row.line - 1]
    assert (written, row.imported.symbol) == ("class Payment(models.Model):", "shop_orders.models.Order")
    assert rows["shop_payments.Check.order"].detail["unique"] is True
    assert rows["shop_payments.Receipt.order"].detail["unique"] is True
    assert row.detail["unique"] is False


def test_link_table_of_django_is_seen_at_the_model_that_makes_it(observer: Observer, seen: Seen) -> None:
    constraints.install(observer)
    row = next(row for row in seen.rows("constraint") if row.detail["field"] == "shop_payments.Batch_orders.order")
    assert (row.importer.symbol, row.file) == ("shop_payments.models.Batch", "shop_payments/models.py")


@pytest.mark.skipif(django.VERSION < (5, 2), reason="a primary key is one field")
def test_foreign_key_in_a_primary_key_of_several_fields_is_unique(observer: Observer, seen: Seen) -> None:
    constraints.install(observer)
    row = next(row for row in seen.rows("constraint") if row.detail["field"] == "shop_payments.Slip.order")
    assert row.detail["unique"] is True
