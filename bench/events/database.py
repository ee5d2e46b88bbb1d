"""A database for one run, and processes beside it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.ports.servers import postgres

ROOT = Path(__file__).resolve().parents[2]
ORDERS = 500
"""Keys over which events are spread."""


@contextmanager
def postgres_database() -> Iterator[None]:
    """A migrated database on a PostgreSQL of the bench's own; Django is set up for it."""
    with postgres().running_server() as server:
        _set_up(server.settings("postgres"))
        yield
        _close()


def sqlite_database(folder: Path) -> None:
    """A migrated database in a file; Django is set up for it."""
    _set_up({"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "bench.sqlite3"), "OPTIONS": {"timeout": 30}})


def start(*arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    """Start `python -m …` with the same database."""
    command = [sys.executable, "-m", *arguments]
    return subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)


def _set_up(entry: dict[str, object]) -> None:
    os.environ["BENCH_DATABASE"] = json.dumps(entry)
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.events.trade.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)


def _close() -> None:
    from django.db import connections

    connections.close_all()
