from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from anabranch.reading import forked, run
from anabranch.reading.forked import can_fork, run_beside, start_beside
from anabranch.reading.values import Map
from tests.fakes.projects import BASE, complete, map_of

pytestmark = pytest.mark.skipif(not can_fork(), reason="one processor, or no safe fork")
SOURCES = complete(
    {
        **BASE,
        "orders/models.py": "from catalog.models import Product\n\nclass Gift(Product):\n    pass\n",
        "zoo/code.py": (
            "from catalog.models import Product\nfrom orders.models import Gift\n\ndef f():\n    Product, Gift\n"
        ),
        "zoo/templates/zoo/page.html": "{% include 'orders/page.html' %}",
        "orders/templates/orders/page.html": "x",
    }
)


def test_both_halves_are_computed() -> None:
    seen: list[int] = []
    assert run_beside(lambda: seen.append(1), lambda: b"two" * 100_000) == b"two" * 100_000
    assert seen == [1]


def test_work_beside_is_done_when_it_was_waited_for(tmp_path: Path) -> None:
    wait = start_beside(lambda: (tmp_path / "kept").write_text("all"))
    wait()
    assert (tmp_path / "kept").read_text() == "all"
    wait()


def test_work_beside_that_fails_is_no_reason_to_fail() -> None:
    start_beside(lambda: 1 // 0)()


def test_work_beside_is_done_at_once_where_there_is_no_second_process(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[int] = []
    monkeypatch.setattr(forked, "can_fork", lambda: False)
    start_beside(lambda: done.append(1))
    assert done == [1]


def test_child_that_fails_gives_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    assert run_beside(lambda: None, lambda: bytes(1 // 0)) is None
    assert "Traceback" not in capfd.readouterr().err


def test_child_that_leaves_gives_nothing() -> None:
    assert run_beside(lambda: None, lambda: sys.exit("gone")) is None


def no_room() -> int:
    raise BlockingIOError


def test_without_room_for_another_process_the_second_half_gives_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    monkeypatch.setattr(os, "fork", no_room)
    assert (run_beside(lambda: seen.append(1), lambda: b"two"), seen) == (None, [1])


def test_without_room_for_another_process_work_beside_is_done_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[int] = []
    monkeypatch.setattr(os, "fork", no_room)
    start_beside(lambda: done.append(1))()
    assert done == [1]


@pytest.fixture
def _children_are_ignored() -> Iterator[None]:
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    yield
    signal.signal(signal.SIGCHLD, before)


@pytest.mark.usefixtures("_children_are_ignored")
def test_where_children_are_ignored_their_end_is_still_waited_for(tmp_path: Path) -> None:
    start_beside(lambda: (tmp_path / "kept").write_text("all"))()
    assert (tmp_path / "kept").read_text() == "all"
    assert run_beside(lambda: None, lambda: b"two") is None


def test_first_half_that_fails_is_told() -> None:
    with pytest.raises(ZeroDivisionError):
        run_beside(lambda: 1 // 0, lambda: b"")


@pytest.fixture
def in_parts(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setattr(run, "_WORTH_A_PROCESS", 0)
    return monkeypatch


@pytest.mark.usefixtures("in_parts")
def test_project_resolved_in_two_processes_is_the_same() -> None:
    assert map_of(SOURCES) == whole()


def test_project_is_the_same_where_the_child_fails(in_parts: pytest.MonkeyPatch) -> None:
    in_parts.setattr(run, "run_beside", lambda first, _second: (first(), None)[1])
    assert map_of(SOURCES) == whole()


def test_project_is_the_same_where_there_is_no_second_process(in_parts: pytest.MonkeyPatch) -> None:
    in_parts.setattr(run, "can_fork", lambda: False)
    assert map_of(SOURCES) == whole()


def whole() -> Map:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "_WORTH_A_PROCESS", 10**9)
        return map_of(SOURCES)
