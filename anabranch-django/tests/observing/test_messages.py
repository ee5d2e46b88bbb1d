"""Signals and tasks."""

from __future__ import annotations

import pytest

from shop_orders import services
from shop_orders.models import Order
from tests.observing.seeing import Seen, place_of

pytestmark = pytest.mark.django_db


def test_receiver_of_a_foreign_model_is_the_importer(order: Order, seen: Seen) -> None:
    services.closed(order)
    row = seen.row("signal")
    assert place_of(row) == ("shop_payments/receivers.py", "the receiver")
    assert (row.importer.domain, row.imported.symbol) == ("payments", "shop_orders.models.Order")


def test_line_that_sends_a_foreign_signal_is_the_importer(db: None, seen: Seen) -> None:
    from shop_payments.signals import paid

    def hear(**_kwargs: object) -> None: ...

    paid.connect(hear)
    services.sent()
    row = seen.row("signal")
    assert (place_of(row)[1], row.imported) == ("sent", ("payments", "shop_payments.signals.paid"))


def test_task_of_a_foreign_domain_is_a_crossing(order: Order, seen: Seen, settings: object) -> None:
    from celery import current_app

    current_app.conf.update(task_always_eager=True)
    services.put_off(order)
    row = seen.row("task")
    assert place_of(row) == ("shop_orders/services.py", "put off")
    assert (row.imported.symbol, row.detail) == ("shop_payments.tasks.remind", {"by": "celery"})
