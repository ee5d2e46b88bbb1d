from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anabranch_django.errors import Unreachable
from anabranch_django.events.models import ProjectionState, TouchedKey
from anabranch_django.events.projections import projection_named
from anabranch_django.events.projections.rebuilding import rebuild
from anabranch_django.events.projections.reconciling import reconcile
from anabranch_django.events.projections.writing import TakenOver, begin
from tests.trade.sales.models import Order
from tests.trade.sales.port import OrderChanged, OrderRemoved, Orders
from tests.trade.shipping.models import OrderCopy
from tests.trade.shipping.projections import after_reading
from tests.world import World

COPIES = projection_named("shipping.orders")


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    yield
    del after_reading[1:]


def test_events_keep_the_copy(world: World) -> None:
    change(world, 1, 2)
    change(world, 2, 2)
    change(world, 1, 3)
    remove(world, 2)
    world.deliver()
    assert copies(world) == {1: 3}


def test_rebuild_writes_what_no_event_told_and_removes_what_the_owner_has_not(world: World) -> None:
    Order.objects.using(world.alias).bulk_create(Order(id=number, version=5) for number in range(1, 8))
    OrderCopy.objects.using(world.alias).create(order_id=99, version=1)
    rebuild(COPIES, limit=3)
    assert copies(world) == dict.fromkeys(range(1, 8), 5)


def test_interrupted_rebuild_goes_on_where_it_was(world: World) -> None:
    Order.objects.using(world.alias).bulk_create(Order(id=number, version=5) for number in range(1, 8))
    asked: list[int] = []
    after_reading.append(lambda: fail_at(asked, 3))
    with pytest.raises(ConnectionError):
        rebuild(COPIES, limit=2)
    del after_reading[1:]
    pages = ProjectionState.objects.using(world.alias).get().pages
    rebuild(COPIES, limit=2)
    assert (pages, copies(world)) == (2, dict.fromkeys(range(1, 8), 5))


def test_event_that_comes_while_a_page_is_under_way_is_not_undone_by_it(world: World) -> None:
    change(world, 1, 2)
    change(world, 2, 2)
    world.deliver()
    after_reading.append(once(lambda: take_all(world, [("change", 1), ("remove", 2), ("deliver", 0)])))
    rebuild(COPIES)
    assert copies(world) == {1: 3}


def test_second_rebuild_takes_over_and_the_first_one_stops(world: World) -> None:
    change(world, 1, 2)
    after_reading.append(once(lambda: begin(COPIES, resume=True)))
    with pytest.raises(TakenOver, match=r"shipping\.orders"):
        rebuild(COPIES)


def test_reconciliation_names_and_repairs_what_differs(world: World) -> None:
    Order.objects.using(world.alias).bulk_create(Order(id=number, version=2) for number in (1, 2, 3))
    OrderCopy.objects.using(world.alias).bulk_create(
        OrderCopy(order_id=number, version=version) for number, version in ((1, 2), (2, 7), (9, 1))
    )
    found = reconcile(COPIES, settle=0)
    assert (found.missing, found.extra, found.different, found.compared) == (("3",), ("9",), ("2",), 4)
    assert copies(world) == {1: 2, 2: 2, 3: 2}
    assert reconcile(COPIES, settle=0).is_equal


def test_event_on_its_way_is_no_difference(world: World) -> None:
    change(world, 1, 2)
    after_reading.append(once(world.deliver))
    assert reconcile(COPIES, settle=0.01).is_equal


def test_owner_that_goes_away_while_it_is_repaired_leaves_no_run_behind_for_which_events_note_keys(
    world: World,
) -> None:
    states = ProjectionState.objects.using(world.alias).filter(rebuilding=True)

    def go_away() -> None:
        if states.exists():
            raise Unreachable("sales is away")

    Order.objects.using(world.alias).create(id=1, version=2)
    after_reading.append(go_away)
    with pytest.raises(Unreachable):
        reconcile(COPIES, settle=0)
    assert not states.exists()
    change(world, 1, 3)
    world.deliver()
    assert not TouchedKey.objects.using(world.alias).exists()


def test_reconciliation_without_repair_writes_nothing(world: World) -> None:
    Order.objects.using(world.alias).create(id=1, version=2)
    assert reconcile(COPIES, repair=False, settle=0).missing == ("1",)
    assert copies(world) == {}


Step = tuple[str, int]
steps = st.lists(st.tuples(st.sampled_from(["change", "remove", "deliver"]), st.integers(1, 5)), max_size=6)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=steps, meanwhile=st.lists(steps, max_size=6), limit=st.integers(1, 4))
def test_copy_is_equal_whatever_happens_between_pages(
    world: World, before: list[Step], meanwhile: list[list[Step]], limit: int
) -> None:
    world.empty()
    waiting = [before, *meanwhile]

    def happen() -> None:
        take_all(world, waiting.pop(0) if waiting else [])

    happen()
    after_reading.append(happen)
    rebuild(COPIES, limit=limit)
    after_reading.pop()
    world.deliver()
    assert copies(world) == dict(Order.objects.using(world.alias).values_list("id", "version"))


def take_all(world: World, chosen: list[Step]) -> None:
    for step in chosen:
        take(world, step)


def take(world: World, step: Step) -> None:
    kind, order_id = step
    if kind == "deliver":
        world.deliver()
    elif kind == "remove":
        remove(world, order_id)
    else:
        known = Order.objects.using(world.alias).filter(id=order_id).values_list("version", flat=True).first()
        change(world, order_id, (known or 1) + 1)


def change(world: World, order_id: int, version: int) -> None:
    with transaction.atomic(using=world.alias):
        Order.objects.using(world.alias).update_or_create(id=order_id, defaults={"version": version})
        Orders.changed.publish(OrderChanged(order_id=order_id, version=version))


def remove(world: World, order_id: int) -> None:
    with transaction.atomic(using=world.alias):
        Order.objects.using(world.alias).filter(id=order_id).delete()
        Orders.removed.publish(OrderRemoved(order_id=order_id))


def copies(world: World) -> dict[int, int]:
    return dict(OrderCopy.objects.using(world.alias).values_list("order_id", "version"))


def once(function: Callable[[], object]) -> Callable[[], None]:
    left = [function]
    return lambda: left.pop()() and None if left else None  # type: ignore[return-value]


def fail_at(asked: list[int], count: int) -> None:
    asked.append(1)
    if len(asked) == count:
        raise ConnectionError("the owner is away")
