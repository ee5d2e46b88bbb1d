"""Consumers in the team's workers, with a real broker between."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from anabranch_django.errors import Misconfigured
from anabranch_django.events.sinks import sink_called
from tests.redis_server import NoRedis, running_redis
from tests.world import World, killed_at_end, wait_until

WORKER = ("celery", "-A", "tests.celery_app", "worker", "--pool=threads", "--concurrency=4", "--loglevel=ERROR")
QUIET = ("--without-gossip", "--without-mingle", "--without-heartbeat")


@pytest.fixture(scope="module")
def redis() -> Iterator[str]:
    try:
        with running_redis() as url:
            yield url
    except NoRedis as reason:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(reason))


@pytest.fixture
def celery_world(world: World, redis: str, monkeypatch: pytest.MonkeyPatch) -> World:
    """A world whose consumers run in Celery; this process publishes and relays."""
    monkeypatch.setenv("ANABRANCH_TEST_REDIS", redis)
    world.setting["events"]["sink"] = "celery"
    world.apply()
    from tests.celery_app import app

    app.conf.broker_url = redis
    with app.connection_for_write() as connection:
        connection.default_channel.client.flushall()
    return world


def test_celery_workers_handle_every_event_once_and_in_order(celery_world: World) -> None:
    for order_id in range(4):
        celery_world.place(*range(10), order_id=order_id)
    worker = celery_world.start(*WORKER, *QUIET)
    relay = celery_world.relay()
    with killed_at_end([worker]):
        wait_until(lambda: not relay.step() and len(celery_world.prepared()) == 40, seconds=60)
    assert {key: celery_world.prepared(key) for key in range(4)} == {key: list(range(10)) for key in range(4)}
    assert (celery_world.outbox(), celery_world.deferred()) == (0, [])


def test_broker_that_forgets_everything_loses_nothing(celery_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from anabranch_django.events import relay as relays
    from tests.celery_app import app

    celery_world.place(1, 2)
    celery_world.deliver()
    with app.connection_for_write() as connection:
        connection.default_channel.client.flushall()
    monkeypatch.setattr(relays, "_WAKE_AGAIN", 0.1)
    worker = celery_world.start(*WORKER, *QUIET)
    relay = celery_world.relay()
    with killed_at_end([worker]):
        wait_until(lambda: not relay.step() and celery_world.prepared() == [1, 2], seconds=60)


def test_broker_that_is_down_keeps_the_events_in_the_database(celery_world: World) -> None:
    from tests.celery_app import app

    app.conf.broker_url = "redis://127.0.0.1:1/0"
    app.pool.force_close_all()
    celery_world.place(1, 2)
    celery_world.deliver()
    assert celery_world.outbox() == 0
    assert celery_world.deferred() == [(1, "due"), (2, "behind")]


def test_workers_of_django_tasks_handle_every_event_once_and_in_order(world: World, redis: str) -> None:
    world.setting["events"]["sink"] = "django.tasks"
    for order_id in range(3):
        world.place(*range(5), order_id=order_id)
    worker = ("django", "rqworker", "default", "--job-class", "django_tasks_rq.Job")
    processes = [world.start("django", "anabranch_relay", ANABRANCH_TEST_REDIS=redis)]
    processes.append(world.start(*worker, ANABRANCH_TEST_REDIS=redis))
    with killed_at_end(processes):
        wait_until(lambda: len(world.prepared()) == 15, seconds=60)
    assert {key: world.prepared(key) for key in range(3)} == {key: list(range(5)) for key in range(3)}


def test_unknown_sink_is_said_with_the_known_ones() -> None:
    with pytest.raises(Misconfigured, match=r'"nowhere.Sink" .* "celery", "django.tasks"'):
        sink_called("nowhere.Sink")
