"""Fixtures: worlds on SQLite and on PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections
from pytest_django import DjangoDbBlocker, Settings

from tests.postgres import Server
from tests.world import World, add_database, remove_database, setting_of


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Path:
    """A migrated file to copy from."""
    path = tmp_path_factory.mktemp("template") / "world.sqlite3"
    with django_db_blocker.unblock():
        add_database("template", {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path)})
        call_command("migrate", database="template", run_syncdb=True, verbosity=0)
        remove_database("template")
    return path


@pytest.fixture(scope="session")
def postgres_worlds(postgres: Server, django_db_blocker: DjangoDbBlocker) -> dict[str, dict[str, Any]]:
    """The entries of migrated databases on the server of the tests."""
    entries = {name: postgres.settings(name) for name in ("world", "elsewhere")}
    with django_db_blocker.unblock():
        add_database("maintenance", postgres.settings("postgres"))
        with connections["maintenance"].cursor() as cursor:
            for name in entries:
                cursor.execute(f"CREATE DATABASE {name}")
        remove_database("maintenance")
        for entry in entries.values():
            add_database("template", entry)
            call_command("migrate", database="template", run_syncdb=True, verbosity=0)
            remove_database("template")
    return entries


@pytest.fixture(params=["sqlite", "postgres"])
def vendor(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def world(request: pytest.FixtureRequest, vendor: str, tmp_path: Path, settings: Settings) -> Iterator[World]:
    """An empty world, on SQLite and on PostgreSQL."""
    with _made(request, vendor, "world", tmp_path) as made:
        settings.ANABRANCH = made.setting
        yield made


@pytest.fixture
def other_world(request: pytest.FixtureRequest, vendor: str, tmp_path: Path) -> Iterator[World]:
    """The world of another process: on the same kind of database."""
    with _made(request, vendor, "elsewhere", tmp_path) as made:
        yield made


@contextmanager
def _made(request: pytest.FixtureRequest, vendor: str, name: str, folder: Path) -> Iterator[World]:
    blocker: DjangoDbBlocker = request.getfixturevalue("django_db_blocker")
    if vendor == "postgres":
        entry = request.getfixturevalue("postgres_worlds")[name]
    else:
        path = folder / f"{name}.sqlite3"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        entry = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": {"timeout": 20}}
    with blocker.unblock():
        add_database(name, entry)
        made = World(name, entry, setting_of(name))
        made.empty()
        try:
            yield made
        finally:
            remove_database(name)
