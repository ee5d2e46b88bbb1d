"""What the distance chaos does to calls and events: it really does it, and the same again for the same seed."""

from __future__ import annotations

import random
import subprocess
import sys
from collections import Counter
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import TestCase
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from anabranch_django.errors import BreakerOpen
from anabranch_django.events.envelope import Envelope
from anabranch_django.ports.carriers import Remote
from anabranch_django.testing import away, deliver_all
from anabranch_django.testing.chaos import FAULTS, Chaos, chaos, disturbed
from anabranch_django.testing.events import delivering_by
from anabranch_django.testing.plugin import reached_by
from tests.shop.payments.port import Payments
from tests.shop.stock.port import Stock
from tests.trade.sales.port import OrderPlaced, Orders
from tests.trade.shipping.models import Parcel

CALLS = 40

ROOT = Path(__file__).parents[2]


def chosen_by(seed: str) -> list[str]:
    """The faults of so many queries."""
    remote = chaos(seed)
    with reached_by(remote):
        for _ in range(CALLS):
            Payments(timeout=10.0).charged(orders=())
    return made_by(remote)


def made_by(remote: Remote) -> list[str]:
    made: Chaos = remote._post.__self__  # type: ignore[attr-defined]
    return list(made.made)


@pytest.mark.django_db(transaction=True)
def test_every_fault_is_made_and_no_command_has_a_second_effect() -> None:
    remote = chaos("a seed")
    with reached_by(remote):
        for order in range(CALLS):
            Payments(timeout=10.0).charge(order=order, cents=100)
    assert set(made_by(remote)) == set(FAULTS)
    assert Payments().charged(orders=tuple(range(CALLS))) == dict.fromkeys(range(CALLS), 100)


@pytest.mark.django_db(transaction=True)
def test_seed_repeats_its_faults() -> None:
    asked = [chosen_by("7"), chosen_by("7"), chosen_by("8")]
    assert asked[0] == asked[1] != asked[2]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 9)), max_size=20), st.randoms(use_true_random=False))
def test_disturbed_events_are_all_there_each_key_in_order(said: list[tuple[str, int]], chance: random.Random) -> None:
    envelopes = [envelope(key, number) for key, number in said]
    delivered = disturbed(envelopes, chance)
    first = list(dict.fromkeys(delivered))
    assert set(first) == set(envelopes)
    for key in "abc":
        assert [each for each in first if each.key == key] == [each for each in envelopes if each.key == key]
    again = len(delivered) - len(envelopes)
    assert delivered[:again] == delivered[again : 2 * again]


def test_disturbed_events_come_again_and_in_another_order() -> None:
    envelopes = [envelope(key, 0) for key in "abcdefgh"]
    seen = [disturbed(envelopes, random.Random(seed)) for seed in range(20)]
    assert any(len(delivered) > len(envelopes) for delivered in seen)
    assert any(delivered[-len(envelopes) :] != envelopes for delivered in seen)


class Disturbed(TestCase):
    def test_event_that_comes_again_has_its_effect_once(self) -> None:
        with transaction.atomic():
            Orders.placed.publish(*(OrderPlaced(order_id=number % 3, number=number) for number in range(9)))
        with delivering_by(lambda envelopes: [*envelopes, *envelopes]):
            assert deliver_all() == 9
        assert Counter(Parcel.objects.values_list("number", flat=True)) == Counter(range(9))


@pytest.mark.django_db(transaction=True)
def test_domain_that_is_away_is_so_for_its_callers_alone() -> None:
    with away("payments"):
        with pytest.raises(BreakerOpen, match="'payments' is away"):
            Payments().charge(order=1, cents=100)
        assert Stock().put(sku="mug", count=1) == 1
    assert Payments().charged(orders=(1,)) == {}


def envelope(key: str, number: int) -> Envelope:
    return Envelope(
        event_id=uuid4(),
        event="sales.placed",
        version=1,
        key=key,
        data=str(number),
        hops=0,
        trace="",
        published_at=timezone.now(),
    )


def test_workers_of_a_run_have_the_seed_that_it_says(tmp_path: Path) -> None:
    written = tmp_path / "test_seed.py"
    written.write_text(
        "import pathlib, pytest\n"
        "@pytest.mark.parametrize('number', range(4))\n"
        "def test_seed(request, number):\n"
        "    seed = str(request.config.getoption('--port-seed'))\n"
        "    (pathlib.Path(__file__).parent / f'{number}.seed').write_text(seed)\n"
    )
    command = [sys.executable, "-m", "pytest", "-n", "2", "--port-distance=chaos", "-p", "no:cacheprovider"]
    options = ["-c", str(ROOT / "pyproject.toml"), "--rootdir", str(ROOT), str(written)]
    done = subprocess.run([*command, *options], cwd=ROOT, capture_output=True, text=True, check=False)
    said = done.stdout.partition("--port-seed=")[2].split()[0]
    assert {each.read_text() for each in tmp_path.glob("*.seed")} == {said}, done.stdout
