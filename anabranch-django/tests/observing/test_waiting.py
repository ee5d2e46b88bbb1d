"""Asynchronous code and threads: each crossing at the line that caused it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from asgiref.sync import SyncToAsync, async_to_sync, iscoroutinefunction

from shop_orders import waiting
from shop_orders.models import Order
from shop_payments.models import Payment
from shop_people.running import run_awaited
from tests.observing.seeing import Seen, place_of

WAITING = "shop_orders/waiting.py"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("act", "kind", "place"),
    [(waiting.joined, "join", "awaited join"), (waiting.counted, "read", "awaited read")],
)
def test_query_that_is_awaited_is_seen_where_it_is_awaited(
    order: Order, seen: Seen, act: object, kind: str, place: str
) -> None:
    assert callable(act)
    async_to_sync(act)()
    assert place_of(seen.row(kind)) == (WAITING, place)


@pytest.mark.django_db(transaction=True)
def test_write_that_is_awaited_is_seen_where_it_is_awaited(order: Order, seen: Seen) -> None:
    async_to_sync(waiting.created)(order)
    assert place_of(seen.row("write")) == (WAITING, "awaited write")


@pytest.mark.django_db(transaction=True)
def test_what_awaits_is_the_cause_and_not_what_runs_it(order: Order, seen: Seen) -> None:
    run_awaited(waiting.created, order)
    assert place_of(seen.row("write")) == (WAITING, "awaited write")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("run", [run_awaited, lambda act, *given: async_to_sync(act)(*given)])
def test_function_that_a_thread_runs_is_called_by_the_line_that_awaits_it(
    order: Order, seen: Seen, run: Callable[..., object]
) -> None:
    run(waiting.described, order)
    row = seen.row("call")
    assert (place_of(row), row.detail) == (
        (WAITING, "awaited call"),
        {"arguments": {"instance", "plain"}, "result": {"instance"}},
    )


@pytest.mark.django_db(transaction=True)
def test_what_runs_as_a_task_is_seen_where_it_is_handed_over(order: Order, seen: Seen) -> None:
    async_to_sync(waiting.gathered)(order)
    assert {(row.kind, place_of(row)) for row in seen.rows("read", "call")} == {
        ("read", (WAITING, "gathered read and call")),
        ("call", (WAITING, "gathered read and call")),
    }


@pytest.mark.django_db(transaction=True)
def test_query_that_is_a_task_by_itself_is_seen_where_the_task_is_made(order: Order, seen: Seen) -> None:
    assert async_to_sync(waiting.counted_at_once)() == [0, 1]
    assert place_of(seen.row("read")) == (WAITING, "gathered counts")


@pytest.mark.django_db(transaction=True)
def test_query_in_a_thread_is_seen_at_its_line(order: Order, seen: Seen) -> None:
    waiting.read_in_thread()
    assert place_of(seen.row("read")) == (WAITING, "read in a thread")


@pytest.mark.django_db(transaction=True)
def test_what_is_awaited_afterwards_is_not_seen_at_a_line_that_is_done(order: Order, seen: Seen) -> None:
    async def test() -> None:
        await waiting.counted()
        await Payment.objects.acount()

    async_to_sync(test)()
    assert seen.row("read").count == 1


@pytest.mark.usefixtures("observer")
def test_what_is_awaited_looks_as_it_did() -> None:
    assert iscoroutinefunction(SyncToAsync.__call__)
