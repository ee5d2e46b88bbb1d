"""Tables of installed packages: they stay with the rest, so that a key, a join or a hop to them would not hold."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations import Migration, RunSQL
from django.db.migrations.state import ProjectState

from shop_people.running import run
from tests.observing.seeing import SHOP, Seen, make_watch
from tests.observing.test_activation import read
from tests.observing.test_activation import run as start

KIND = {"domain": "(packages)", "symbol": "django.contrib.contenttypes.models.ContentType"}
SCRIPT = "meeting_packages.py"


def crossings(domain: str | None, folder: Path) -> set[tuple[str, str, str]]:
    """Kind, the comment on the line, and which side is imported, of what a process saw of the packages."""
    raw = asdict(make_watch(folder / "records", domain)) | {"anabranch": "watch", "schema": 1}
    raw["detect"] = sorted(raw["detect"])
    raw["files"][SCRIPT] = ""
    (folder / "watch.json").write_text(json.dumps(raw), encoding="utf-8")
    done = start(SCRIPT, watch=folder / "watch.json")
    assert done.returncode == 0, done.stderr
    ((_header, rows),) = read(folder / "records")
    return {
        (str(row["kind"]), comment(str(row["file"]), int(str(row["line"]))), str(row["importer"]))
        for row in rows
        if row["imported"] == KIND
    }


def comment(file: str, line: int) -> str:
    return (SHOP / file).read_text(encoding="utf-8").splitlines()[line - 1].partition("#")[2].strip()


def test_rehearsed_domain_that_meets_a_package_s_table_crosses_its_edge(tmp_path: Path) -> None:
    seen = crossings("payments", tmp_path)
    assert {kind for kind, _comment, _importer in seen} == {"constraint", "join", "hop", "cascade"}
    assert {place for _kind, place, _importer in seen if place} == {"the join", "the choice", "the hop", "the cascade"}


@pytest.mark.parametrize("domain", ["orders", None], ids=["rehearsal of another", "every edge"])
def test_package_s_table_is_on_no_other_edge(domain: str | None, tmp_path: Path) -> None:
    assert crossings(domain, tmp_path) == set()


@pytest.mark.django_db
def test_migration_s_operation_is_no_act_of_whoever_applies_it(seen: Seen) -> None:
    class Raised(Migration):
        operations = (RunSQL("UPDATE shop_payments_payment SET amount = 1"),)

    migration = Raised("0001", "shop_payments")
    editor = connection.schema_editor()
    seen.rehearse("payments")
    run(migration.apply(ProjectState(), editor) for _ in range(1))  # type: ignore[arg-type]
    assert seen.rows() == []
