"""The commands with a stand-in for the library: a program that writes records where the watch file says."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.repository import Repository
from tests.fakes.shop_project import write_shop

ROOT = Path(__file__).parents[2]
CROSS = {"kind": "read", "file": "orders/services.py", "line": 6, "detail": {}, "count": 2, "tests": ["t::a"],
         "test_count": 1, "importer": {"domain": "orders", "symbol": "orders.services.place"},
         "imported": {"domain": "catalog", "symbol": "catalog.models.Product"}}  # fmt: skip
PROGRAM = """import json, os, sys, time
watch = json.load(open(os.environ["ANABRANCH_WATCH"]))
head = {"anabranch": "record", "schema": SCHEMA, "mode": watch["mode"], "domain": watch["domain"], "python": "3.12.1",
        "django": "5.2", "process": os.getpid(), "complete": COMPLETE, "detect": [], "tests": TESTS, "notes": [],
        "dropped": 0}
with open(os.path.join(watch["records"], f"{os.getpid()}.jsonl"), "w") as record:
    record.write("\\n".join(map(json.dumps, [head, *ROWS])) + "\\n")
print("the suite's own output", flush=True)
SLEEP
sys.exit(CODE)
"""


class Shop:
    """A project, and runs of the tool in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = write_shop(folder / "shop")
        self.environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "ANABRANCH_CACHE": str(folder / "cache"),
                            "LC_ALL": "C.UTF-8", "COLUMNS": "100"}  # fmt: skip
        self.environment.pop("CI", None)

    def suite(self, *rows: dict[str, Any], code: int = 0, tests: int = 3, schema: int = 1, sleep: str = "") -> Path:
        """A program that stands for a test suite."""
        text = PROGRAM
        given = {"SCHEMA": schema, "COMPLETE": not sleep, "TESTS": tests, "ROWS": list(rows), "CODE": code}
        for name, value in given.items():
            text = text.replace(name, repr(value), 1)
        path = self.folder.parent / "suite.py"
        path.write_text(text.replace("SLEEP", sleep), encoding="utf-8")
        return path

    def __call__(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "anabranch", *arguments]
        return subprocess.run(command, cwd=self.folder, env={**self.environment, **variables}, capture_output=True,
                              text=True, check=False)  # fmt: skip

    def rehearse(self, suite: Path, *options: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return self("rehearse", "catalog", *options, "--", sys.executable, str(suite), **variables)

    @property
    def debt(self) -> Path:
        return self.folder / "anabranch.debt" / "rehearsal" / "catalog.txt"


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


def summary(ran: subprocess.CompletedProcess[str]) -> str:
    return ran.stdout.rstrip("\n").splitlines()[-1]


def test_code_host_is_told_files_by_their_path_in_the_repository(shop: Shop) -> None:
    Repository(shop.folder.parent).git("init", "-q")
    log = json.loads(shop.rehearse(shop.suite(CROSS), "--format", "sarif").stdout)
    places = [one["locations"][0]["physicalLocation"] for one in log["runs"][0]["results"]]
    assert [place["artifactLocation"]["uri"] for place in places] == ["shop/orders/services.py"]
    assert (
        "::notice file=shop/orders/services.py,line=6," in shop.rehearse(shop.suite(CROSS), "--format", "github").stdout
    )


def test_suite_runs_as_it_is_and_the_summary_is_last(shop: Shop) -> None:
    ran = shop.rehearse(shop.suite(CROSS))
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("the suite's own output\n")
    assert summary(ran) == "catalog: 1 crossing site (1 read)"
    assert "read as use" in ran.stdout


def test_json_on_standard_output_stands_alone(shop: Shop) -> None:
    ran = shop.rehearse(shop.suite(CROSS), "--format", "json")
    assert json.loads(ran.stdout)["sites"] == 1
    assert ran.stderr == "the suite's own output\n"


def test_exit_code_of_the_suite_is_kept_and_said(shop: Shop) -> None:
    ran = shop.rehearse(shop.suite(CROSS, code=7))
    assert ran.returncode == 7
    assert "ended with exit code 7" in ran.stdout
    assert summary(ran) == "catalog: 1 crossing site (1 read)"


def test_first_debt_is_written_then_growth_fails_and_names_it(shop: Shop) -> None:
    first = shop.rehearse(shop.suite(CROSS), "--debt")
    assert (first.returncode, shop.debt.read_text()) == (
        0,
        "# tests 3\nread\torders:place\tcatalog:Product\t1\n",
    )
    grown = shop.rehearse(shop.suite(CROSS, {**CROSS, "line": 7}), "--debt")
    assert grown.returncode == 1
    assert "More crossings from orders to catalog:Product: 2, where the debt allows 1." in grown.stdout
    assert shop.debt.read_text().endswith("\t1\n")
    assert shop.rehearse(shop.suite(CROSS, {**CROSS, "line": 7}), "--debt", "--accept").returncode == 0
    assert shop.debt.read_text().endswith("\t2\n")


def test_fewer_shrink_the_file_here_and_are_only_said_in_ci(shop: Shop) -> None:
    shop.rehearse(shop.suite(CROSS), "--debt")
    before = shop.debt.read_text()
    in_ci = shop.rehearse(shop.suite(), "--debt", CI="true")
    assert (in_ci.returncode, shop.debt.read_text()) == (0, before)
    assert "can shrink" in in_ci.stdout
    assert shop.rehearse(shop.suite(), "--debt", "--strict", CI="true").returncode == 1
    here = shop.rehearse(shop.suite(), "--debt")
    assert summary(here) == "catalog: 0 crossing sites · 1 fewer than the debt file"
    assert shop.debt.read_text() == "# tests 3\n"


@pytest.mark.parametrize(("code", "tests"), [(1, 3), (0, 2)])
def test_part_of_the_tests_or_a_failure_does_not_shrink_the_debt(shop: Shop, code: int, tests: int) -> None:
    shop.rehearse(shop.suite(CROSS), "--debt")
    before = shop.debt.read_text()
    ran = shop.rehearse(shop.suite(code=code, tests=tests), "--debt")
    assert (ran.returncode, shop.debt.read_text()) == (code, before)
    assert "was left as it is" in ran.stdout


def test_no_debt_file_in_ci_is_growth(shop: Shop) -> None:
    ran = shop.rehearse(shop.suite(CROSS), "--debt", CI="true")
    assert (ran.returncode, shop.debt.exists()) == (1, False)


def test_record_of_another_version_is_a_sentence(shop: Shop) -> None:
    ran = shop.rehearse(shop.suite(CROSS, schema=9))
    assert ran.returncode == 2
    assert "of version 9" in ran.stderr


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ((), "after two dashes"),
        (("--", "no-such-program"), "There is no program no-such-program"),
        (("--", "true"), "Install anabranch-django in the Python that true runs"),
        (("--", sys.executable, "-c", "pass"), "no process of"),
    ],
)
def test_command_that_records_nothing_is_explained(shop: Shop, command: tuple[str, ...], sentence: str) -> None:
    ran = shop("rehearse", "catalog", *command)
    assert ran.returncode == 2
    assert sentence in ran.stderr
    assert "Traceback" not in ran.stderr


def test_python_without_the_library_is_named(shop: Shop) -> None:
    bare = f"{sys.base_prefix}/bin/python3"
    ran = shop("rehearse", "catalog", "--", bare, "-S", "-c", "pass")
    assert ran.returncode == 2
    assert f"{bare} has no Django" in ran.stderr


def test_python_with_django_alone_is_told_what_to_install(shop: Shop, tmp_path: Path) -> None:
    package = tmp_path / "packages" / "django"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("", encoding="utf-8")
    bare = f"{sys.base_prefix}/bin/python3"
    paths = f"{ROOT / 'src'}{os.pathsep}{package.parent}"
    ran = shop("rehearse", "catalog", "--", bare, "-S", "-c", "pass", PYTHONPATH=paths)
    assert ran.returncode == 2
    assert f"{bare} has no anabranch-django: install it there" in ran.stderr.replace("\n", " ")
    assert "Traceback" not in ran.stderr


TABLELESS = CROSS | {
    "kind": "call",
    "file": "billing/services.py",
    "importer": {"domain": "billing", "symbol": "billing.services.charge"},
    "imported": {"domain": "orders", "symbol": "orders.services.place"},
}


@pytest.mark.parametrize(
    ("rows", "counted"),
    [((), "billing: 0 crossing sites"), ((TABLELESS,), "billing: 1 crossing site (1 call)")],
    ids=["nothing crosses", "a call"],
)
def test_domain_without_tables_is_rehearsed_as_any_other(
    shop: Shop, rows: tuple[dict[str, Any], ...], counted: str
) -> None:
    ran = shop("rehearse", "billing", "--", sys.executable, str(shop.suite(*rows)))
    assert (ran.returncode, ran.stderr) == (0, "")
    assert counted in summary(ran)


def test_unknown_domain_is_answered_with_what_is_close(shop: Shop) -> None:
    ran = shop("rehearse", "catlog", "--", "true")
    assert (ran.returncode, "Did you mean catalog?" in ran.stderr) == (2, True)


@pytest.fixture
def interruptible() -> Iterator[None]:
    """What is started in the background inherits that interrupts are ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_ended_run_tells_what_was_seen_until_then(shop: Shop, number: signal.Signals) -> None:
    suite = shop.suite(CROSS, sleep="time.sleep(60)")
    command = [sys.executable, "-m", "anabranch", "rehearse", "catalog", "--", sys.executable, str(suite)]
    with subprocess.Popen(
        command, cwd=shop.folder, env=shop.environment, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == "the suite's own output\n"
        # A terminal interrupts all that runs in it; who ends a program knows that one alone.
        os.killpg(run.pid, number) if number == signal.SIGINT else run.send_signal(number)
        out = run.stdout.read()
    assert run.returncode == 128 + number
    assert "1 process did not end in order" in out
    assert out.rstrip().endswith("catalog: 1 crossing site (1 read)")


def test_two_rehearsals_at_once_do_not_meet(shop: Shop) -> None:
    suite = shop.suite(CROSS, sleep="time.sleep(0.5)")
    command = [sys.executable, "-m", "anabranch", "rehearse", "catalog", "--", sys.executable, str(suite)]
    runs = [subprocess.Popen(command, cwd=shop.folder, env=shop.environment, stdout=subprocess.PIPE, text=True)
            for _ in range(2)]  # fmt: skip
    assert all("catalog: 1 crossing site (1 read)" in run.communicate()[0] for run in runs)


def test_observation_is_kept_and_measured_and_added_to_the_map(shop: Shop) -> None:
    missed = {**CROSS, "kind": "call", "file": "catalog/models.py", "line": 8,
              "importer": {"domain": "catalog", "symbol": "catalog.models.Product.is_sold"},
              "imported": {"domain": "billing", "symbol": "billing.services.load"}}  # fmt: skip
    ran = shop("observe", "--", sys.executable, str(shop.suite(CROSS, missed)))
    assert (ran.returncode, (shop.folder / "anabranch.observed.json").exists()) == (0, True)
    recall = shop("observe", "--recall", "--not-run", "5", "--format", "json")
    assert [(one["kind"], one["read"], one["missed"]) for one in json.loads(recall.stdout)["recall"]["kinds"]] == [
        ("read", 1, 0),
        ("call", 0, 1),
    ]
    mapped = shop("map", "--observed", "anabranch.observed.json", "--format", "json")
    found = [one for one in json.loads(mapped.stdout)["references"] if one["observed"]]
    assert sorted((one["file"], one["certainty"]) for one in found) == [
        ("catalog/models.py", "observed"),
        ("orders/services.py", "certain"),
    ]
    assert "ran and was not read" in shop("observe", "--recall").stdout


def test_observe_without_a_command_or_a_file_says_what_to_do(shop: Shop) -> None:
    assert "after two dashes" in shop("observe").stderr
    assert "write it with anabranch observe -- pytest" in shop("observe", "--recall").stderr
