"""Events to a domain that is a process of its own, with a database of its own: the same as in one process."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

import pytest

from anabranch_django.events.models import UnsentEvent
from anabranch_django.testing.dying import SERVER_POINTS
from tests.world import World, free_port, is_open, wait_until


class Apart:
    """`sales` here, and `shipping` at an address where nothing listens until `start` is called."""

    def __init__(self, here: World, there: World) -> None:
        self.here, self.there = here, there
        self.port = free_port()
        self._running: list[subprocess.Popen[bytes]] = []
        for world, served in ((here, "sales"), (there, "shipping")):
            world.setting.update(serve=served, keys={"*": {"1": "secret"}})
        here.setting["ports"] = {"shipping": {"url": f"http://127.0.0.1:{self.port}", "rest": 0.1}}

    def start(self, *death: str) -> subprocess.Popen[bytes]:
        process = self.there.start("anabranch_django.testing.dying", "server", str(self.port), *death)
        self._running.append(process)
        wait_until(lambda: is_open(self.port))
        return process

    def stop(self) -> None:
        for process in self._running:
            process.kill()
            process.wait()

    def deliver(self) -> None:
        relay = self.here.relay("sales")
        wait_until(lambda: not relay.step() and not self.here.outbox() and not self.unsent())
        relay.release()

    def unsent(self) -> int:
        return int(UnsentEvent.objects.using(self.here.alias).count())


@pytest.fixture
def apart(world: World, other_world: World) -> Iterator[Apart]:
    made = Apart(world, other_world)
    world.apply()
    try:
        yield made
    finally:
        made.stop()


def test_events_reach_the_other_process_in_order(apart: Apart) -> None:
    apart.start()
    apart.here.place(*range(30))
    apart.deliver()
    assert apart.there.prepared() == list(range(30))
    assert apart.here.prepared() == []


def test_events_for_a_process_that_is_away_wait_and_arrive_once_in_order(apart: Apart) -> None:
    apart.here.place(1, 2, 3)
    relay = apart.here.relay("sales")
    relay.run_until_idle()
    assert (apart.here.outbox(), apart.unsent(), apart.there.prepared()) == (0, 3, [])
    apart.here.place(4)
    relay.release()
    apart.start()
    apart.deliver()
    assert apart.there.prepared() == [1, 2, 3, 4]


@pytest.mark.parametrize("point", SERVER_POINTS)
def test_receiver_killed_while_it_handles_takes_them_again_with_one_effect(apart: Apart, point: str) -> None:
    dying = apart.start(point, "1")
    apart.here.place(1, 2, 3)
    apart.here.relay("sales").run_until_idle()
    assert dying.wait(timeout=120) == -9
    apart.start()
    apart.deliver()
    assert apart.there.prepared() == [1, 2, 3]


def test_poisoned_event_is_a_dead_letter_of_the_process_that_could_not_handle_it(apart: Apart) -> None:
    apart.start()
    apart.here.place(1, note="poison")
    apart.here.place(2, 3, order_id=2)
    apart.deliver()
    assert apart.there.prepared() == [2, 3]
    assert (apart.here.deferred(), apart.there.deferred()) == ([], [(1, "due")])


def test_delivery_with_a_forged_signature_is_refused_and_nothing_is_lost(apart: Apart) -> None:
    apart.start()
    apart.here.setting["keys"] = {"*": {"1": "forged"}}
    apart.here.apply()
    apart.here.place(1)
    apart.here.relay("sales").run_until_idle()
    assert (apart.unsent(), apart.there.prepared()) == (1, [])
