"""Real test runs of the shop in processes of their own: nothing is configured but the variable."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import psycopg
import pytest

from tests.observing.seeing import SHOP, make_watch
from tests.postgres import Server

PYTEST = ("-m", "pytest", "-q")
MANAGE = ("manage.py", "test")
ENDS = "shop_orders/tests/ends.py"
OUTCOME = (
    "import sys, django; django.setup(); from django.db.transaction import Atomic; "
    "print(Atomic.__enter__.__code__.co_filename, 'anabranch_django' in sys.modules)"
)


def run(*arguments: str, watch: Path | None = None, settings: str = "settings") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=SHOP,
        env=environment(watch, settings),
        text=True,
        capture_output=True,
        check=False,
    )


def environment(watch: Path | None, settings: str = "settings") -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ANABRANCH", "PYTEST"))}
    kept |= {"DJANGO_SETTINGS_MODULE": settings, "PYTHONDONTWRITEBYTECODE": "1"}
    return kept if watch is None else kept | {"ANABRANCH_WATCH": str(watch)}


def write_watch(folder: Path, records: Path) -> Path:
    watch = make_watch(records, detect=frozenset({"sql", "transaction", "hop"}))
    raw = asdict(watch) | {"anabranch": "watch", "schema": 1, "detect": sorted(watch.detect)}
    path = folder / "watch.json"
    path.write_text(json.dumps(raw), encoding="utf-8")
    return path


@pytest.fixture
def watch(tmp_path: Path, records: Path) -> Path:
    return write_watch(tmp_path, records)


def read(records: Path) -> list[tuple[dict[str, object], list[dict[str, object]]]]:
    """Header and rows of each record."""
    found = []
    for path in sorted(records.glob("*.jsonl")):
        header, *rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
        found.append((header, rows))
    return found


def counts(records: Path) -> dict[tuple[object, ...], int]:
    """Counts of all processes, added up as the tool does."""
    added: dict[tuple[object, ...], int] = {}
    for _header, rows in read(records):
        for row in rows:
            key = (row["kind"], row["file"], row["line"], str(row["imported"]))
            added[key] = added.get(key, 0) + int(str(row["count"]))
    return added


def test_process_without_the_variable_is_left_alone() -> None:
    done = run("-c", OUTCOME)
    assert done.stdout.split()[-1] == "False"
    assert done.stdout.split()[0].endswith("django/db/transaction.py")


@pytest.mark.parametrize(
    ("runner", "outcome"),
    [
        ((*PYTEST, "shop_orders/tests/failing.py"), "1 failed, 1 passed"),
        ((*PYTEST, "-n", "2", "shop_orders/tests/failing.py"), "1 failed, 1 passed"),
        ((*MANAGE, "shop_orders.tests.failing"), "FAILED (failures=1)"),
    ],
)
def test_outcomes_are_the_same_watched_or_not(runner: Sequence[str], outcome: str, watch: Path) -> None:
    for done in (run(*runner), run(*runner, watch=watch)):
        output = done.stdout + done.stderr
        assert (done.returncode, outcome in output, "test_that_fails" in output) == (1, True, True)
        assert "arning" not in output


def test_record_of_pytest_names_its_tests(watch: Path, records: Path) -> None:
    run(*PYTEST, watch=watch)
    ((header, rows),) = read(records)
    (row,) = [row for row in rows if row["kind"] == "read"]
    assert (header["complete"], header["tests"], header["notes"]) == (True, 4, [])
    assert (row["count"], row["test_count"]) == (2, 2)
    assert "shop_orders/tests/test_crossings.py::ReadTests::test_read_once" in str(row["tests"])


@pytest.mark.skipif(sys.version_info < (3, 12), reason="lines are watched by sys.monitoring")
@pytest.mark.parametrize("runner", [PYTEST, (*PYTEST, "-n", "2"), MANAGE], ids=["pytest", "xdist", "command"])
def test_lines_that_run_are_told_bodies_of_classes_too(runner: Sequence[str], watch: Path, records: Path) -> None:
    lines = (SHOP / "shop_orders" / "models.py").read_text(encoding="utf-8").splitlines()
    field = next(number for number, line in enumerate(lines, 1) if line.startswith("    number = "))
    raw = json.loads(watch.read_text(encoding="utf-8"))
    raw["lines"] = {"shop_orders/models.py": [8, field], "shop_orders/views.py": [10]}
    watch.write_text(json.dumps(raw), encoding="utf-8")
    run(*runner, watch=watch)
    reached = {key[1:3] for key in counts(records) if key[0] == "reached"}
    assert reached == {("shop_orders/models.py", 8), ("shop_orders/models.py", field)}


def test_record_of_the_command_names_its_tests(watch: Path, records: Path) -> None:
    run(*MANAGE, watch=watch)
    ((header, rows),) = read(records)
    assert (header["complete"], header["tests"]) == (True, 4)
    assert "shop_orders.tests.test_crossings.ReadTests.test_read_once" in str(rows)


def test_what_is_made_for_all_tests_of_a_class_is_seen_in_the_class(watch: Path, records: Path) -> None:
    run(*MANAGE, watch=watch)
    ((_header, rows),) = read(records)
    (row,) = [row for row in rows if "created_in_bulk" in str(row["importer"])]
    assert (row["tests"], row["test_count"]) == (["shop_orders.tests.test_crossings.WriteTests"], 1)


@pytest.mark.parametrize(
    "runner",
    [
        (*PYTEST, "-n", "2"),
        (*PYTEST, "-n", "2", "-p", "ended"),
        (*MANAGE, "--parallel", "2"),
        ("spawned.py", "test", "--parallel", "2"),
    ],
    ids=["xdist", "xdist-ended", "forked", "spawned"],
)
def test_workers_add_up_to_what_one_process_sees(
    runner: Sequence[str], watch: Path, records: Path, tmp_path: Path
) -> None:
    alone = tmp_path / "alone"
    alone.mkdir()
    run(*MANAGE, watch=write_watch(alone, alone / "records"))
    run(*runner, watch=watch)
    assert counts(records) == counts(alone / "records")
    assert sum(int(str(header["tests"])) for header, _rows in read(records)) == 4
    assert all(header["complete"] for header, _rows in read(records))


def test_process_that_a_test_starts_has_a_record_of_its_own(watch: Path, records: Path) -> None:
    run(*PYTEST, f"{ENDS}::test_process_of_its_own", watch=watch)
    kinds = sorted([row["kind"] for row in rows] for _header, rows in read(records))
    assert kinds == [[], ["read"]]


def test_crash_keeps_what_was_seen(watch: Path, records: Path) -> None:
    done = run(*PYTEST, f"{ENDS}::test_read", f"{ENDS}::test_crash", watch=watch)
    ((header, rows),) = read(records)
    assert (done.returncode, header["complete"], [row["kind"] for row in rows]) == (3, False, ["read"])


def test_run_that_is_terminated_keeps_what_was_seen(watch: Path, records: Path) -> None:
    command = [sys.executable, *PYTEST, "-s", f"{ENDS}::test_read", f"{ENDS}::test_wait_for_the_end"]
    with subprocess.Popen(command, cwd=SHOP, env=environment(watch), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        while "waiting" not in process.stdout.readline():
            assert process.poll() is None
        process.terminate()
        process.communicate()
    ((_header, rows),) = read(records)
    assert process.returncode == -signal.SIGTERM
    assert [row["kind"] for row in rows] == ["read"]


def test_worker_that_dies_leaves_what_it_saw(watch: Path, records: Path) -> None:
    tests = (f"{ENDS}::test_read", f"{ENDS}::test_crash")
    done = run(*PYTEST, "-n", "1", "--max-worker-restart", "0", *tests, watch=watch)
    seen = [(header["complete"], [row["kind"] for row in rows]) for header, rows in read(records) if rows]
    assert (done.returncode, seen) == (1, [(False, ["read"])])


def test_two_runs_at_once_do_not_meet(watch: Path, records: Path) -> None:
    command = [sys.executable, *PYTEST]
    both = [subprocess.Popen(command, cwd=SHOP, env=environment(watch), stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]
    one, other = read(records)
    assert one[1] == other[1]


@pytest.mark.parametrize("content", ["", "{}", '{"anabranch": "watch", "schema": 99}', "[]"])
def test_watch_file_of_another_kind_is_said_and_stops_nothing(tmp_path: Path, content: str) -> None:
    path = tmp_path / "watch.json"
    path.write_text(content, encoding="utf-8")
    done = run(*MANAGE, "shop_orders.tests.test_crossings.WriteTests", watch=path)
    assert done.returncode == 0
    assert "anabranch: not observed:" in done.stderr


def test_records_that_cannot_be_written_stop_nothing(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, no folder")
    done = run(*MANAGE, "shop_orders.tests.test_crossings.WriteTests", watch=write_watch(tmp_path, tmp_path / "taken"))
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)


def test_database_without_rights_fails_the_suite_as_ever_and_the_record_is_whole(
    watch: Path, records: Path, postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    with psycopg.connect(host=postgres.host, port=postgres.port, user="postgres", autocommit=True) as connection:
        connection.execute("CREATE ROLE reader LOGIN")
    monkeypatch.setenv("SHOP_POSTGRES", f"{postgres.host}:{postgres.port}")
    suite = (*PYTEST, "shop_orders/tests/test_crossings.py")
    alone, watched = (run(*suite, watch=each, settings="without_rights") for each in (None, watch))
    assert "permission denied to create database" in watched.stdout + watched.stderr
    assert watched.returncode == alone.returncode != 0
    ((header, rows),) = read(records)
    assert (header["complete"], header["notes"], rows) == (True, [], [])
