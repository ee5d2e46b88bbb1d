"""Relays are woken: by a notification from other processes, at once from their own, and by looking in any case."""

from __future__ import annotations

import statistics
import time

import pytest
from django.db import connections

from anabranch_django.events import background
from anabranch_django.events.models import RelayPresence, ShardLease
from anabranch_django.events.wakeup import Sleeper, own_connection, waker
from tests.world import World, add_database, killed_at_end, remove_database, wait_until


def test_relay_in_another_process_is_woken_long_before_it_would_look(world: World) -> None:
    if world.vendor != "postgresql":
        pytest.skip("only PostgreSQL can notify another process")
    world.setting["events"].update(poll=60.0, lease=120.0)
    relay = world.start("django", "anabranch_relay")
    with killed_at_end([relay]):
        wait_until(RelayPresence.objects.using(world.alias).exists)
        time.sleep(1.0)
        world.start("tests.placing", "1", "2", "3").wait()
        wait_until(lambda: world.prepared() == [1, 2, 3], seconds=30.0)


def test_connection_of_its_own_is_none_of_a_pool(world: World) -> None:
    add_database("pooled", {**world.entry, "OPTIONS": {"pool": {"max_size": 1}, "timeout": 20}})
    try:
        assert own_connection("pooled").settings_dict["OPTIONS"] == {"timeout": 20}
        assert connections["pooled"].settings_dict["OPTIONS"]["pool"] == {"max_size": 1}
    finally:
        remove_database("pooled")


def test_sleeper_of_the_same_process_wakes_at_once(world: World) -> None:
    with Sleeper({world.alias}) as sleeper:
        sleeper.sleep(0.5)
        times = []
        for _ in range(5):
            waker(world.alias)()
            begun = time.monotonic()
            assert sleeper.sleep(5.0)
            times.append(time.monotonic() - begun)
    assert statistics.median(times) < 1.0


def test_relay_in_a_thread_delivers_what_this_process_commits(world: World) -> None:
    world.setting["events"]["relay"] = "thread"
    world.apply()
    background.start()
    try:
        world.place(1, 2)
        wait_until(lambda: world.prepared() == [1, 2])
    finally:
        background.stop()


def test_process_that_ends_with_a_relay_in_a_thread_gives_the_shards_back(world: World) -> None:
    world.setting["events"].update(relay="thread", lease=120.0)
    assert world.start("tests.placing", "1", "2", "3").wait(120) == 0
    assert RelayPresence.objects.using(world.alias).count() == 0
    assert not ShardLease.objects.using(world.alias).exclude(owner="").exists()
