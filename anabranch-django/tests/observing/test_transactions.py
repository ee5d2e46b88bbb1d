from __future__ import annotations

import pytest
from django.db import transaction
from django.db.models.signals import post_delete

from shop_orders import services
from shop_orders.models import Line, Order
from shop_payments import services as payments
from tests.observing.seeing import Seen, place_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("act", "place"),
    [
        (services.both_written, "both written"),
        (services.both_written_decorated, "decorated"),
        (services.payment_kept_in_savepoint, "kept in savepoint"),
    ],
)
def test_block_that_writes_on_both_sides_is_a_transaction(order: Order, seen: Seen, act: object, place: str) -> None:
    assert callable(act)
    act(order)
    row = seen.row("transaction")
    assert place_of(row) == ("shop_orders/services.py", place)
    assert row.imported.symbol == "shop_payments.models.Payment"
    assert row.detail["tables"] == {("orders", "shop_orders_order"), ("payments", "shop_payments_payment")}


@pytest.mark.parametrize(
    "act",
    [
        services.payment_rolled_back,
        services.payment_rolled_back_by_hand,
        services.payments_rolled_back_one_by_one,
        services.all_rolled_back,
        services.one_after_the_other,
    ],
)
def test_what_is_rolled_back_or_outside_is_no_transaction(order: Order, seen: Seen, act: object) -> None:
    assert callable(act)
    act(order)
    assert seen.rows("transaction") == []


@pytest.mark.django_db(transaction=True)
def test_work_done_on_commit_is_outside(order: Order, seen: Seen) -> None:
    services.payment_on_commit(order)
    assert seen.rows("transaction") == []


@pytest.mark.django_db(transaction=True)
def test_block_without_a_test_case_around_it_is_seen_too(order: Order, seen: Seen) -> None:
    services.both_written(order)
    assert place_of(seen.row("transaction"))[1] == "both written"


def test_block_of_the_other_side_imports_the_other_model(order: Order, seen: Seen) -> None:
    payments.charge_and_close(order)
    row = seen.row("transaction")
    assert (place_of(row)[1], row.imported.symbol) == ("the block", "shop_orders.models.Order")


def test_transaction_is_followed_to_its_end_though_nobody_looks_for_a_while(order: Order, seen: Seen) -> None:
    with transaction.atomic():
        services.closed(order)
        with seen.looking_away(), transaction.atomic():
            pass
        payments.charge(order.pk, 3)
    assert seen.row("transaction").detail["tables"] == {
        ("orders", "shop_orders_order"),
        ("payments", "shop_payments_payment"),
    }


def test_receiver_writes_in_the_transaction_of_the_deletion_it_hears_of(order: Order, seen: Seen) -> None:
    def charge(**_signal: object) -> None:
        payments.charge(order.pk, 3)

    line = Line.objects.create(order=order)
    post_delete.connect(charge, sender=Line)
    try:
        services.line_deleted(line)
    finally:
        post_delete.disconnect(charge, sender=Line)
    row = seen.row("transaction")
    assert (place_of(row)[1], row.imported.symbol) == ("line deleted", "shop_payments.models.Payment")


def test_what_a_deletion_takes_along_is_written_in_a_block_around_it(order: Order, seen: Seen) -> None:
    payments.charge(order.pk, 3)
    with transaction.atomic():
        services.deleted(order)
    assert "shop_payments.models.Payment" in {row.imported.symbol for row in seen.rows("transaction")}
