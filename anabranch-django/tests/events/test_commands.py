from __future__ import annotations

import sqlite3
from contextlib import closing
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from anabranch_django.checks.events import check_events
from anabranch_django.events.models import DeferredEvent
from anabranch_django.management.commands.anabranch_relay import begun
from tests.trade.sales.models import Order
from tests.trade.shipping.models import OrderCopy
from tests.world import World, wait_until


@pytest.fixture
def parked(world: World) -> World:
    """A world with one dead letter and one event behind it."""
    world.place(1, note="poison")
    world.place(2)
    relay = world.relay()
    wait_until(lambda: not relay.step() and world.deferred() == [(1, "dead"), (2, "behind")])
    relay.release()
    return world


def run(command: str, *arguments: str) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out, stderr=out)
    return out.getvalue()


@pytest.mark.usefixtures("parked")
def test_dead_letters_are_listed_with_their_errors() -> None:
    said = run("anabranch_deadletters")
    assert "sales.placed key 1 for shipping.prepare, 3 attempts" in said
    assert "Poisoned: cannot prepare 1" in said
    assert said.endswith("1 dead letters.\n")


def test_dead_letters_are_replayed_by_consumer(parked: World, settings: Settings) -> None:
    settings.CURED = True
    assert run("anabranch_deadletters", "replay", "--consumer", "shipping.prepare") == (
        "1 replayed; a relay takes them.\n"
    )
    assert run("anabranch_relay", "--once").endswith("delivered or worked off.\n")
    assert parked.prepared() == [1, 2]


def test_relay_of_no_domain_says_that_there_is_nothing_to_deliver() -> None:
    assert begun(["sales", "shipping"]) == "Delivering for sales, shipping"
    assert begun([]) == "No domain here has events: nothing to deliver"


def test_dropping_without_saying_which_is_refused(parked: World) -> None:
    with pytest.raises(CommandError, match="Say which"):
        run("anabranch_deadletters", "drop")
    assert len(parked.deferred()) == 2


@pytest.mark.parametrize("action", ["list", "replay", "drop"])
def test_number_that_no_dead_letter_has_is_refused_and_nothing_done(parked: World, action: str) -> None:
    head = DeferredEvent.objects.using(parked.alias).order_by("id")[0].id
    with pytest.raises(CommandError, match="no dead letter has the number 999999"):
        run("anabranch_deadletters", action, str(head), "999999", "--database", parked.alias)
    assert parked.deferred() == [(1, "dead"), (2, "behind")]


@pytest.mark.usefixtures("world")
def test_unknown_database_is_refused_with_the_known_ones() -> None:
    with pytest.raises(CommandError, match=r"No database is called nope\. There is: default"):
        run("anabranch_deadletters", "--database", "nope")


def test_outbox_says_what_waits_and_fails_where_nobody_delivers(world: World) -> None:
    world.place(1, 2)
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("anabranch_outbox", stdout=out, stderr=out)
    assert ended.value.code == 1
    assert "sales: 2 in the outbox" in out.getvalue()
    assert "Nobody delivers the events of sales. Start: manage.py anabranch_relay" in out.getvalue()


@pytest.mark.usefixtures("world")
def test_relay_for_a_domain_that_has_no_events_is_refused_with_those_that_have() -> None:
    with pytest.raises(CommandError, match=r"cellar publishes and consumes nothing. There is a relay for: .*sales"):
        run("anabranch_relay", "--once", "--domain", "cellar")


def test_read_models_are_rebuilt_and_compared_by_command(world: World) -> None:
    Order.objects.using(world.alias).create(id=1, version=2)
    assert "rebuilt, 1 rows" in run("anabranch_projections", "rebuild", "shipping.orders")
    OrderCopy.objects.using(world.alias).update(version=9)
    with pytest.raises(SystemExit):
        run("anabranch_projections", "reconcile", "--all", "--settle", "0")
    assert "1 compared, all equal" in run("anabranch_projections", "reconcile", "--all", "--settle", "0")
    assert "1 rows, rebuilt " in run("anabranch_projections")


@pytest.mark.usefixtures("world")
def test_unknown_read_model_is_refused_with_the_known_ones() -> None:
    with pytest.raises(CommandError, match=r"No read model nothing is declared in this process; declared: shipping"):
        run("anabranch_projections", "rebuild", "nothing")
    for option, value in (("--page", "0"), ("--settle", "-1"), ("--settle", "nan")):
        with pytest.raises(CommandError, match="--page takes 1 or more, and --settle 0 or more"):
            run("anabranch_projections", "reconcile", "--all", option, value)


def test_consumer_that_nobody_runs_is_an_error_of_the_system_check(world: World) -> None:
    assert check_events() == []
    world.setting["serve"] = "sales"
    world.apply()
    found = {(message.id, message.obj) for message in check_events()}
    assert ("anabranch.E021", "shipping.prepare") in found
    world.setting["ports"] = {"shipping": {"url": "http://shipping:8000"}}
    world.apply()
    assert check_events() == []


def test_sink_that_cannot_be_loaded_is_an_error_of_the_system_check(world: World) -> None:
    world.setting["events"]["sink"] = "nowhere.Sink"
    world.apply()
    assert {message.id for message in check_events()} == {"anabranch.E022"}


def test_listening_to_a_domain_that_is_not_declared_is_warned_of(world: World) -> None:
    world.setting["domains"]["shipping"]["uses"] = []
    world.apply()
    assert {message.id for message in check_events()} == {"anabranch.W024"}


@pytest.mark.parametrize("vendor", ["sqlite"])
def test_relay_that_starts_while_another_writes_waits_for_it(world: World, caplog: pytest.LogCaptureFixture) -> None:
    world.place(1)
    world.connection.cursor().execute("PRAGMA busy_timeout = 1")
    with closing(sqlite3.connect(world.entry["NAME"])) as other:
        other.execute("BEGIN IMMEDIATE")
        relay = world.relay()
        relay.renew()
        assert "Events of sales wait: database is locked" in caplog.text
    assert relay.run_until_idle() > 0
    relay.release()
    assert world.prepared() == [1]
