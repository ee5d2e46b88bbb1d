from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import get_resolver

from anabranch_django.observing import start
from anabranch_django.observing.observer import Observer
from shop_orders.models import Order
from shop_people.models import Person
from tests.observing.seeing import Gate, Seen, make_watch

GATE = Gate()


@pytest.fixture(scope="session")
def observer(tmp_path_factory: pytest.TempPathFactory) -> Observer:
    """Django is wrapped once a process; the gate stays closed but for the tests of this folder."""
    return start.current() or start.start(make_watch(tmp_path_factory.mktemp("records")), GATE)


@pytest.fixture
def seen(observer: Observer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Seen]:
    """Looks from the beginning of the test on, at every domain's edge; what URLconfs do when imported came before."""
    assert get_resolver().url_patterns
    observer.rows.forget()
    monkeypatch.setattr(observer, "domain", None)
    monkeypatch.setattr(observer, "test", "")
    GATE.opened = True
    yield Seen(observer)
    GATE.opened = False
    assert observer.record.notes == []


@pytest.fixture
def unprofiled() -> Iterator[None]:
    """Python 3.10 itself fills the variables' dictionary of each frame that a profile function hears of."""
    before = sys.getprofile()
    sys.setprofile(None)
    yield
    sys.setprofile(before)


@pytest.fixture
def order(db: None, observer: Observer) -> Order:
    """Made before anybody looks, since it is asked for before `seen`."""
    GATE.opened = False
    made: Order = Order.objects.create(person=Person.objects.create(name="Ada"), number="A1")
    return made


@pytest.fixture
def records(tmp_path: Path) -> Path:
    return tmp_path / "records"
