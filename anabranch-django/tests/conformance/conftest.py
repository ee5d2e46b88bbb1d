from __future__ import annotations

import shutil
from collections.abc import Iterator
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
def postgres_database(postgres: Server, django_db_blocker: DjangoDbBlocker) -> dict[str, Any]:
    """The entry of a migrated database on the server of the tests."""
    entry = postgres.settings("world")
    with django_db_blocker.unblock():
        add_database("maintenance", postgres.settings("postgres"))
        with connections["maintenance"].cursor() as cursor:
            cursor.execute("CREATE DATABASE world")
        remove_database("maintenance")
        add_database("template", entry)
        call_command("migrate", database="template", run_syncdb=True, verbosity=0)
        remove_database("template")
    return entry


@pytest.fixture(params=["sqlite", "postgres"])
def world(
    request: pytest.FixtureRequest, tmp_path: Path, django_db_blocker: DjangoDbBlocker, settings: Settings
) -> Iterator[World]:
    """An empty world, on SQLite and on PostgreSQL."""
    entry = request.getfixturevalue("postgres_database") if request.param == "postgres" else _copy(request, tmp_path)
    with django_db_blocker.unblock():
        add_database("world", entry)
        made = World("world", entry, setting_of("world"))
        settings.ANABRANCH = made.setting
        made.empty()
        try:
            yield made
        finally:
            remove_database("world")


def _copy(request: pytest.FixtureRequest, folder: Path) -> dict[str, Any]:
    path = folder / "world.sqlite3"
    shutil.copy(request.getfixturevalue("sqlite_template"), path)
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": {"timeout": 20}}
