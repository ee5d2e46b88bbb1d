from __future__ import annotations

import enum
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from anabranch_django.errors import BadArguments, CallError, Skew
from anabranch_django.ports import Port, PortError, query, registry
from anabranch_django.ports.lock import Lock, LockedPort, compare_locks, describe_ports, read_lock, write_lock
from anabranch_django.testing.plugin import reached_by
from anabranch_django.testing.wire import wire

pytestmark = pytest.mark.django_db(transaction=True)


Declare = Callable[[], type[Port]]


class State(enum.Enum):
    OPEN = "open"
    OTHER = "other"

    @classmethod
    def _missing_(cls, _value: object) -> State:
        return cls.OTHER


class NewState(enum.Enum):
    OPEN = "open"
    PAID = "paid"
    OTHER = "other"

    @classmethod
    def _missing_(cls, _value: object) -> NewState:
        return cls.OTHER


@dataclass(frozen=True)
class Order:
    number: int
    state: State


@dataclass(frozen=True)
class NewOrder:
    number: int
    state: NewState
    note: str = ""


@dataclass(frozen=True)
class RenamedOrder:
    id: int
    state: State


class NotThere(PortError):
    number: int


def old() -> type[Port]:
    class Versions(Port, key="versions"):
        __qualname__ = "Versions"

        @query()
        def get(self, *, number: int) -> Order: ...  # type: ignore[empty-body]

    return Versions


def new() -> type[Port]:
    class Versions(Port, key="versions"):
        __qualname__ = "Versions"

        @query(raises=[NotThere])
        def get(self, *, number: int, with_note: bool = False) -> NewOrder: ...  # type: ignore[empty-body]

    return Versions


def renamed() -> type[Port]:
    class Versions(Port, key="versions"):
        __qualname__ = "Versions"

        @query()
        def get(self, *, number: int) -> RenamedOrder: ...  # type: ignore[empty-body]

    return Versions


class ServesOld:
    def get(self, *, number: int) -> Order:
        return Order(number=number, state=State.OPEN)


class ServesNew:
    def get(self, *, number: int, with_note: bool = False) -> NewOrder:
        if number < 0:
            raise NotThere(number=number)
        return NewOrder(number=number, state=NewState.PAID, note="new" if with_note else "")


class ServesRenamed:
    def get(self, *, number: int) -> RenamedOrder:
        return RenamedOrder(id=number, state=State.OPEN)


@pytest.fixture(autouse=True)
def _apart() -> Iterator[None]:
    with reached_by(wire()):
        yield
    registry._declared.pop("versions", None)
    registry._serving.pop("versions", None)


def caller_and_callee(caller: Declare, callee: Declare, serving: object) -> Any:  # noqa: ANN401
    """The caller knows one version, and the process that answers serves the other."""
    port = caller()
    callee()
    registry._serving["versions"] = serving
    return port()


def test_old_caller_of_a_new_callee_is_answered() -> None:
    assert caller_and_callee(old, new, ServesNew()).get(number=7) == Order(number=7, state=State.OTHER)


def test_new_caller_of_an_old_callee_is_answered() -> None:
    found = caller_and_callee(new, old, ServesOld()).get(number=7)
    assert found == NewOrder(number=7, state=NewState.OPEN)


def test_new_parameter_that_an_old_callee_does_not_know_is_refused_and_not_ignored() -> None:
    with pytest.raises(BadArguments, match="with_note"):
        caller_and_callee(new, old, ServesOld()).get(number=7, with_note=True)


def test_new_error_is_no_traceback_for_an_old_caller() -> None:
    with pytest.raises(CallError, match="NotThere"):
        caller_and_callee(old, new, ServesNew()).get(number=-1)


def test_answer_of_a_breaking_version_is_named_as_skew_with_both_schemas() -> None:
    with pytest.raises(Skew, match=r"schema [0-9a-f]{16} here, [0-9a-f]{16} there"):
        caller_and_callee(old, renamed, ServesRenamed()).get(number=7)


def test_skew_is_visible_to_the_callee(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="anabranch_django.ports"):
        caller_and_callee(old, new, ServesNew()).get(number=7)
    assert "is called as schema" in caplog.text


def locked(declare: Declare) -> Lock:
    declare()
    whole = describe_ports()
    return Lock(anabranch=whole.anabranch, schema=whole.schema, ports={"versions": whole.ports["versions"]})


def test_lock_file_allows_what_both_directions_survive() -> None:
    changes = compare_locks(deployed=locked(old), current=locked(new))
    assert {(change.where, change.breaks) for change in changes} == {
        ("versions.get(with_note)", False),
        ("versions.get returns.note", False),
        ("versions.get returns.state", False),
        ("versions.get raises NotThere", False),
    }


def test_lock_file_names_what_would_break_and_how_to_do_it_in_two_deploys() -> None:
    changes = compare_locks(deployed=locked(old), current=locked(renamed))
    broken = {change.where: change for change in changes if change.breaks}
    assert set(broken) == {"versions.get returns.number", "versions.get returns.id"}
    assert all("First" in change.advice or "first" in change.advice for change in broken.values())


def test_lock_file_is_read_as_it_was_written_and_is_equal_for_equal_ports() -> None:
    lock = describe_ports()
    assert read_lock(write_lock(lock), name="ports.lock.json") == lock
    assert write_lock(describe_ports()) == write_lock(lock)
    assert compare_locks(deployed=lock, current=lock) == []


def test_port_that_is_gone_breaks_and_one_that_is_new_does_not() -> None:
    nothing = Lock(anabranch="ports", schema=1)
    something = Lock(anabranch="ports", schema=1, ports={"versions": LockedPort(version=1)})
    assert [change.breaks for change in compare_locks(deployed=something, current=nothing)] == [True]
    assert [change.breaks for change in compare_locks(deployed=nothing, current=something)] == [False]
