"""Every point of the list is one file. They run on SQLite, and on PostgreSQL by `test_on_postgres.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from anabranch_django.ports.carriers import COPY, SHARE, Carrier
from anabranch_django.testing.plugin import reached_by
from anabranch_django.testing.wire import wire


@pytest.fixture
def carry(request: pytest.FixtureRequest) -> Callable[[str], Carrier]:
    """The carrier of a placement, by its name."""

    def made(placement: str) -> Carrier:
        if placement == "process":
            remote: Carrier = request.getfixturevalue("port_peer").remote()
            return remote
        return {"share": lambda: SHARE, "copy": lambda: COPY, "wire": wire}[placement]()

    return made


@pytest.fixture(params=["share", "copy", "wire", "process"])
def everywhere(request: pytest.FixtureRequest, carry: Callable[[str], Carrier]) -> Iterator[str]:
    """The test runs once in each placement."""
    yield from _placed(request, carry)


@pytest.fixture(params=["copy", "wire", "process"])
def by_value(request: pytest.FixtureRequest, carry: Callable[[str], Carrier]) -> Iterator[str]:
    """The test runs once in each placement that production can have, and on the wire."""
    yield from _placed(request, carry)


@pytest.fixture(params=["wire", "process"])
def apart(request: pytest.FixtureRequest, carry: Callable[[str], Carrier]) -> Iterator[str]:
    """The test runs where calls leave their process, or behave so."""
    yield from _placed(request, carry)


def _placed(request: pytest.FixtureRequest, carry: Callable[[str], Carrier]) -> Iterator[str]:
    with reached_by(carry(request.param)):
        yield request.param
    if request.param == "process":
        request.getfixturevalue("port_peer").flush()
