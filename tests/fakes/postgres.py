"""A real PostgreSQL for tests, started as the library's own tests start theirs."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_SERVER = Path(__file__).parents[2] / "anabranch-django" / "tests" / "postgres.py"


@contextmanager
def running_postgres() -> Iterator[str]:
    """Its address without a database; where it is not installed the test is skipped, and fails under CI."""
    spec = importlib.util.spec_from_file_location("anabranch_postgres", _SERVER)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    try:
        with module.running_server(durable=False) as server:
            yield f"postgresql://postgres@{server.host}:{server.port}"
    except module.NoPostgres as reason:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(reason))
