"""A domain that is elsewhere, and whose apps are left out here, is not forgotten when events are delivered."""

from __future__ import annotations

import msgspec
import pytest

from anabranch_django.checks.events import check_events
from anabranch_django.events.relay import destinations_of
from tests.world import World

ELSEWHERE = {"url": "http://elsewhere:8001"}


def place_elsewhere(world: World, domain: str, *, uses: list[str]) -> None:
    world.setting["domains"][domain] = {"uses": uses}
    world.setting["ports"] = {domain: ELSEWHERE}
    world.apply()


def test_domain_whose_apps_are_left_out_gets_the_events_of_those_that_it_uses(world: World) -> None:
    place_elsewhere(world, "mail", uses=["sales"])
    assert destinations_of("sales.placed") == ["mail", "shipping"]


def test_domain_that_does_not_use_the_publisher_gets_nothing(world: World) -> None:
    place_elsewhere(world, "mail", uses=["shipping"])
    assert destinations_of("sales.placed") == ["shipping"]


def test_domain_whose_apps_are_installed_gets_only_what_its_consumers_listen_to(world: World) -> None:
    place_elsewhere(world, "orders", uses=["sales"])
    assert destinations_of("sales.placed") == ["shipping"]


def test_domain_whose_apps_are_left_out_is_waited_for_while_it_is_away(world: World) -> None:
    world.setting["keys"] = {"*": {"k": "s" * 32}}
    world.setting["domains"]["mail"] = {"uses": ["sales"]}
    world.setting["ports"] = {"mail": {"url": "http://127.0.0.1:1"}}
    world.apply()
    world.place(1)
    world.deliver()
    assert (world.prepared(), world.outbox(), world.waiting()) == ([1], 0, {"mail": 1})


@pytest.mark.parametrize(("event", "kept"), [("sales.tomorrow", 1), ("unheard.of", 0)])
def test_event_that_came_on_the_chance_is_kept_only_where_its_port_is_imported(
    world: World, event: str, kept: int
) -> None:
    world.place(1)
    [envelope] = world.envelopes()
    world.accept("shipping", [msgspec.structs.replace(envelope, event=event)], perhaps=True)
    assert len(world.deferred()) == kept


def test_consumer_of_a_publisher_elsewhere_has_to_declare_its_use(world: World) -> None:
    world.setting["domains"]["shipping"]["uses"] = []
    world.apply()
    assert {message.id for message in check_events()} == {"anabranch.W024"}
    world.setting.update(serve="shipping", ports={"sales": ELSEWHERE})
    world.apply()
    assert {message.id for message in check_events()} == {"anabranch.E024"}
