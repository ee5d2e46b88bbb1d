from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.postgres import NoPostgres, Server, running_server
from tests.worlds import other_world, postgres_worlds, sqlite_template, vendor, world

__all__ = ["other_world", "postgres", "postgres_worlds", "sqlite_template", "vendor", "world"]

# How long examples take says how busy the machine is.
settings.register_profile("library", parent=settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("library")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A running server; without the binaries the test is skipped, in CI it fails."""
    try:
        with running_server(durable=False) as server:
            yield server
    except NoPostgres as reason:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(reason))
