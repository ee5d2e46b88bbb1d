"""What a relay does where others fail: a sink, a domain, a relay beside it, whoever ends it."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from types import SimpleNamespace

import pytest
from django.test.utils import CaptureQueriesContext

from anabranch_django.events import leases
from anabranch_django.events.consumers import Consumer
from anabranch_django.events.envelope import Envelope
from anabranch_django.events.handling import handle
from anabranch_django.events.leases import Leases
from anabranch_django.events.models import DeferredEvent, OutboxEvent, RelayPresence, ShardLease, UnsentEvent
from anabranch_django.events.relay import Relay
from anabranch_django.events.sinks import sink_called
from anabranch_django.management.commands.anabranch_relay import run_together
from tests.world import World, killed_at_end, wait_until


class Moody:
    """A sink of the team's own, whose broker is down until it is `well`."""

    well = False

    def take(
        self, consumer: Consumer, envelopes: Sequence[Envelope], *, until: float | None, pulse: Callable[[], None]
    ) -> None:
        if not self.well:
            raise ConnectionResetError("the broker went away")
        handle(consumer, envelopes, until=until, pulse=pulse)

    def wake(self, consumer: str, database: str, key: str) -> None:
        raise ConnectionResetError(f"nobody to tell of {consumer}, {database}, {key}")


@pytest.fixture
def moody(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """The world's consumers run in that sink; called, it is well."""
    world.setting["events"]["sink"] = f"{__name__}.Moody"
    world.apply()
    yield lambda: monkeypatch.setattr(Moody, "well", True)
    sink_called.cache_clear()


def test_sink_that_fails_keeps_its_events_waiting_and_the_relay_going(
    world: World, moody: Callable[[], None], caplog: pytest.LogCaptureFixture
) -> None:
    world.place(1, 2)
    relay = world.relay()
    relay.step()
    assert (world.outbox(), world.waiting()) == (0, {"shipping": 2})
    assert "the broker went away" in caplog.text
    moody()
    wait_until(lambda: relay.step() == 0 and world.prepared() == [1, 2])


def test_sink_that_cannot_be_told_of_its_work_is_told_again_later(world: World, moody: Callable[[], None]) -> None:
    moody()
    world.place(1, note="poison")
    world.deliver()
    DeferredEvent.objects.using(world.alias).update(nudged_at=None)
    assert world.relay().step() == 0
    assert world.deferred() == [(1, "due")]


def test_events_that_nobody_declares_any_more_do_not_stand_before_those_that_somebody_does(world: World) -> None:
    world.setting["events"]["batch"] = 2
    world.apply()
    world.place(1, 2, 3, 4)
    OutboxEvent.objects.using(world.alias).update(event="sales.forgotten")
    world.deliver()
    last = UnsentEvent.objects.using(world.alias).order_by("id").last()
    assert last is not None
    UnsentEvent.objects.using(world.alias).filter(id=last.id).update(event="sales.placed")
    world.deliver()
    assert (world.prepared(), world.waiting()) == ([4], {"": 3})


class Failing(Relay):
    """It takes its shards, and then breaks by an error that nobody foresaw."""

    def step(self) -> int:
        self.renew()
        raise LookupError("out of luck")


@pytest.fixture
def own_signals() -> Iterator[None]:
    """The handlers that the tests run with are there again afterwards."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("own_signals")
def test_relay_that_fails_ends_those_beside_it_and_is_no_success(world: World) -> None:
    with pytest.raises(LookupError, match="out of luck"):
        run_together([world.relay(), Failing(["sales"]), world.relay()])
    assert not RelayPresence.objects.using(world.alias).exists()
    assert not ShardLease.objects.using(world.alias).exclude(owner="").exists()


def test_relays_of_one_process_give_their_shards_back_when_it_is_ended(world: World) -> None:
    process = world.start("django", "anabranch_relay", "--threads", "3")
    with killed_at_end([process]):
        wait_until(lambda: RelayPresence.objects.using(world.alias).filter(domain="sales").count() == 3)
        process.terminate()
        assert process.wait(60) == 0
    assert not ShardLease.objects.using(world.alias).exclude(owner="").exists()


def test_lease_is_extended_when_it_is_time_and_not_at_every_step_of_a_batch(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    monkeypatch.setattr(leases, "time", SimpleNamespace(monotonic=lambda: now[0]))
    lease = Leases(alias=world.alias, domain="sales", owner="this one", seconds=16.0)
    lease.keep()
    now[0] += 5
    with CaptureQueriesContext(world.connection) as captured:
        for _step in range(10):
            lease.extend()
    assert len(captured) == 1
    now[0] += 12
    assert len(lease.shards) == 64
