"""The pytest plugin: `pytest --port-distance=share|copy|wire|process|chaos`."""

from __future__ import annotations

import random
import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from anabranch_django.testing.peers import Peer

_SEED = "anabranch_port_seed"
DISTANCES = ("share", "copy", "wire", "process", "chaos")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("anabranch", "distances between domains")
    group.addoption(
        "--port-distance",
        choices=DISTANCES,
        default="copy",
        help="how calls through ports travel: as they are, encoded (default), through the whole HTTP stack, to a "
        "second process with its own databases, or through the HTTP stack with faults",
    )
    group.addoption(
        "--port-domains",
        default=None,
        metavar="KEYS",
        help="only these domains are that far away, with commas between; at distance process by default those that "
        "ANABRANCH['ports'] names, where it names some, and else all",
    )
    group.addoption(
        "--port-patience",
        type=float,
        default=10.0,
        metavar="FACTOR",
        help="declared timeouts are so many times longer than in production (10): a busy machine is no failing domain. "
        "A timeout that a call itself asks for stays",
    )
    group.addoption("--port-seed", type=int, default=None, help="repeat the faults of a run at distance chaos")


def pytest_configure(config: pytest.Config) -> None:
    """Choose the seed where none is given; workers of xdist have that of the run, which its header says."""
    if config.option.port_seed is None:
        of_run = getattr(config, "workerinput", {}).get(_SEED)
        config.option.port_seed = secrets.randbelow(1_000_000) if of_run is None else of_run


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:  # noqa: ANN401  of xdist, where that is installed
    """Tell a worker the seed."""
    node.workerinput[_SEED] = node.config.option.port_seed


def pytest_report_header(config: pytest.Config) -> str | None:
    """Say the distance, where it is not the default, who is that far, and the seed that repeats it."""
    distance = config.getoption("--port-distance")
    if distance == "copy":
        return None
    far = _far(config, distance)
    said = f"ports at distance {distance}: {', '.join(sorted(far)) if far else 'all'}"
    return f"{said}, --port-seed={_seed(config)}" if distance == "chaos" else said


@pytest.fixture(scope="session")
def port_distance(request: pytest.FixtureRequest) -> str:
    """The distance of this run."""
    return str(request.config.getoption("--port-distance"))


@pytest.fixture(autouse=True)
def _at_port_distance(request: pytest.FixtureRequest, port_distance: str) -> Iterator[None]:
    """Let all calls of a test travel that far, and wait for them."""
    if not _has_ports():
        yield
        return
    with _patient(request.config.getoption("--port-patience")), _distant(request, port_distance):
        yield


@contextmanager
def _patient(factor: float) -> Iterator[None]:
    from anabranch_django.ports.context import be_patient

    before = be_patient(factor)
    try:
        yield
    finally:
        be_patient(before)


@contextmanager
def _distant(request: pytest.FixtureRequest, port_distance: str) -> Iterator[None]:
    if port_distance == "copy":
        yield
        return
    far = _far(request.config, port_distance)
    if port_distance == "process" and _domain_of(request) in far:
        # The domain's own tests run where it is: they look at its tables.
        yield
        return
    carrier = _carrier(request, port_distance)
    with reached_by(carrier, far=far), _disturbing(request, port_distance):
        yield
    if port_distance == "process":
        peer: Peer = request.getfixturevalue("port_peer")
        peer.flush()


@pytest.fixture(scope="session")
def port_peer(request: pytest.FixtureRequest) -> Iterator[Peer]:
    """A second process that serves the ports that are far, with databases of its own."""
    from anabranch_django.testing.events import delivering_also
    from anabranch_django.testing.peers import Peer

    far = _far(request.config, "process")
    # Only until it is started: a setting that were kept for the session would be every later test's.
    with signing_for_tests():
        started = Peer(serve=",".join(sorted(far)) or "*", patience=request.config.getoption("--port-patience"))
    with started as peer, delivering_also(peer.take_events):
        yield peer


@contextmanager
def reached_by(carrier: Any, *, far: frozenset[str] = frozenset()) -> Iterator[None]:  # noqa: ANN401  a Carrier
    """Reach ports by one carrier, with keys to sign where the project has none; all of them, where `far` names none."""
    from anabranch_django.ports.carriers import reach_by

    with signing_for_tests():
        reach_by(lambda key: carrier if not far or key in far else None)
        try:
            yield
        finally:
            reach_by(None)


_SECRET = secrets.token_hex(32)


@contextmanager
def signing_for_tests() -> Iterator[None]:
    """Where a project has no keys, let all callers have one that this run made up."""
    from django.conf import settings
    from django.test import override_settings

    said = getattr(settings, "ANABRANCH", {})
    if said.get("keys"):
        yield
        return
    with override_settings(ANABRANCH={**said, "keys": {"*": {"tests": _SECRET}}}):
        yield


def _carrier(request: pytest.FixtureRequest, distance: str) -> Any:  # noqa: ANN401
    from anabranch_django.ports.carriers import SHARE
    from anabranch_django.testing.wire import wire

    if distance == "share":
        return SHARE
    if distance == "wire":
        return wire()
    if distance == "process":
        peer: Peer = request.getfixturevalue("port_peer")
        return peer.remote()
    from anabranch_django.testing.chaos import chaos

    return chaos(_seed_of(request))


def _disturbing(request: pytest.FixtureRequest, distance: str) -> AbstractContextManager[None]:
    if distance != "chaos":
        return nullcontext()
    from anabranch_django.testing.chaos import disturbed
    from anabranch_django.testing.events import delivering_by

    chance = random.Random(_seed_of(request))
    return delivering_by(lambda envelopes: disturbed(envelopes, chance))


def _far(config: pytest.Config, distance: str) -> frozenset[str]:
    """The domains that are that far away; empty for all."""
    given = config.getoption("--port-domains")
    if given is not None:
        return frozenset(key.strip() for key in given.split(",") if key.strip())
    if distance != "process":
        return frozenset()
    from django.conf import settings

    # Those that the team lets leave; others may share tables, and could not be away.
    said = getattr(settings, "ANABRANCH", {}) if settings.configured else {}
    return frozenset(said.get("ports", {}))


def _domain_of(request: pytest.FixtureRequest) -> str:
    from anabranch_django.ports.domains import domain_of_module

    return domain_of_module(getattr(request.module, "__name__", ""))


def _seed_of(request: pytest.FixtureRequest) -> str:
    """Each test has faults of its own, whichever tests run beside it."""
    return f"{_seed(request.config)} {request.node.nodeid}"


def _seed(config: pytest.Config) -> int:
    return int(config.getoption("--port-seed"))


def _has_ports() -> bool:
    from django.apps import apps
    from django.conf import settings

    return bool(settings.configured) and apps.ready and apps.is_installed("anabranch_django")
