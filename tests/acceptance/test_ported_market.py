"""The ported market on PostgreSQL, with real processes; `make journey` shows the same on SQLite."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.fakes.ports import free_ports, is_open
from tests.fakes.postgres import running_postgres

pytestmark = pytest.mark.rehearsal

ROOT = Path(__file__).parents[2]
JOURNEY = ROOT / "examples" / "journey"
PATCHES = sorted((JOURNEY / "patches").glob("*.patch"))
TESTS = 243
TUTORIAL = ROOT / "docs" / "tutorial" / "out-and-back.md"


def run(*arguments: str | Path, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "DJANGO_", "CI"))}
    command = [str(each) for each in arguments]
    return subprocess.run(
        command, cwd=folder, env={**inherited, **variables}, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    with running_postgres() as address:
        yield address


@pytest.fixture
def market(tmp_path: Path) -> Path:
    """The market as it grew."""
    folder = tmp_path / "market"
    shutil.copytree(ROOT / "examples" / "market", folder, ignore=shutil.ignore_patterns("__pycache__", "*.sqlite3"))
    return folder


def test_payments_and_shipping_leave_are_killed_amid_orders_and_return_on_postgresql(
    postgres: str, tmp_path: Path
) -> None:
    told = run(sys.executable, JOURNEY, "apart", "--folder", tmp_path / "journey", "--server", postgres, folder=ROOT)
    assert told.returncode == 0, told.stdout + told.stderr[-3000:]
    for proven in (
        "with databases of their own (PostgreSQL)",
        "✓ the shop's database has no table of payments, and none of shipping",
        "is placed, paid and packed in one process",
    ):
        assert proven in told.stdout
    for proven_of_each in (
        "✓ the order page answers in part",
        "✓ 24 orders: each charged once, none lost",
        "✓ every event arrived",
        "✓ each effect once",
    ):
        assert told.stdout.count(proven_of_each) == 2


@pytest.mark.parametrize("distance", ["share", "copy", "wire", "process", "chaos"])
def test_suite_is_green_at_every_distance_on_three_databases_of_postgresql(
    distance: str, postgres: str, market: Path
) -> None:
    assert_suite_passes(market, postgres, distance, f"--port-distance={distance}")


@pytest.mark.parametrize("domain", ["payments", "shipping"])
def test_suite_is_green_with_one_domain_in_another_process_that_calls_back(
    domain: str, postgres: str, market: Path
) -> None:
    assert_suite_passes(market, postgres, f"only_{domain}", "--port-distance=process", f"--port-domains={domain}")


def assert_suite_passes(market: Path, postgres: str, name: str, *options: str) -> None:
    apply_all(market)
    variables = ("MARKET_DATABASE", "MARKET_PAYMENTS_DATABASE", "MARKET_SHIPPING_DATABASE")
    places = {variable: f"{postgres}/{name}_{number}" for number, variable in enumerate(variables)}
    told = run(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options, folder=market, **places)
    assert told.returncode == 0, told.stdout[-3000:]
    assert f"{TESTS} passed" in told.stdout


ORDERED = """
import sys, time
sys.path.insert(0, sys.argv[1])
from shop import Customer
customer = Customer(sys.argv[2], "anna@market.example")
number = customer.order("fountain-pen")
assert customer.try_to_pay(number)[0]
until = time.monotonic() + 300
while "We are packing" not in (page := customer.open(f"/orders/{number}/")) and time.monotonic() < until:
    time.sleep(0.2)
print("packed" if "We are packing" in page else page)
"""


def test_procfile_of_the_shop_with_both_apart_takes_an_order_that_is_paid_and_packed(
    market: Path, tmp_path: Path
) -> None:
    apply_all(market)
    ports = free_ports(4)
    environment = placed_on_sqlite(tmp_path)
    for alias in ("default", "payments", "shipping"):
        manage(market, environment, "migrate", "-v0", "--database", alias)
    manage(market, environment, "seed", "--orders", "2")
    manage(
        market, environment, "anabranch_deployment", "--port", ports[0], "--apart", "payments", "--apart", "shipping"
    )
    with started(market, environment) as everything:
        ports_are_open(ports, everything)
        told = run(sys.executable, "-c", ORDERED, JOURNEY, f"http://127.0.0.1:{ports[0]}", folder=ROOT)
    assert told.stdout.strip() == "packed", told.stdout[-3000:] + told.stderr[-3000:]


def placed_on_sqlite(folder: Path) -> dict[str, str]:
    names = {"MARKET_DATABASE": "shop", "MARKET_PAYMENTS_DATABASE": "payments", "MARKET_SHIPPING_DATABASE": "shipping"}
    return {
        **{variable: str(folder / f"{name}.sqlite3") for variable, name in names.items()},
        "MARKET_EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        # Servers keep files of their own there.
        "HOME": str(folder),
    }


def manage(market: Path, environment: dict[str, str], *arguments: str | int) -> None:
    told = run(sys.executable, "manage.py", *map(str, arguments), folder=market, **environment)
    assert told.returncode == 0, told.stdout + told.stderr


@contextmanager
def started(market: Path, environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """All processes of the Procfile."""
    command = [sys.executable, "-m", "honcho", "start"]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "DJANGO_"))}
    with (
        (market / "log").open("wb") as log,
        subprocess.Popen(command, cwd=market, env={**inherited, **environment}, stdout=log, stderr=log) as everything,
    ):
        try:
            yield everything
            assert everything.poll() is None, (market / "log").read_text()
        finally:
            everything.terminate()
            everything.wait(timeout=120)


def ports_are_open(ports: range, everything: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 300
    while not all(is_open(port) for port in ports) and everything.poll() is None:
        assert time.monotonic() < until
        time.sleep(0.2)


def test_every_commit_of_the_port_has_the_migrations_of_its_models(market: Path) -> None:
    """That its suite passes `make journey` shows, which rehearses each."""
    for patch in PATCHES:
        assert run("git", "apply", patch, folder=market).returncode == 0, patch.name
        told = run(sys.executable, "manage.py", "makemigrations", "--check", "--dry-run", folder=market)
        assert told.returncode == 0, patch.name + told.stdout[-3000:]


def apply_all(market: Path) -> None:
    assert run("git", "apply", *PATCHES, folder=market).returncode == 0


def tutorial_commands() -> Iterator[str]:
    """Those that run in seconds; `make journey` runs the suites and rehearsals."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", TUTORIAL.read_text(encoding="utf-8"), re.M | re.S)
    for line in "".join(blocks).splitlines():
        if "pytest" not in line:
            yield line


def test_commands_of_the_tutorial_run_in_their_order(tmp_path: Path) -> None:
    script = "\n".join(
        ["set -e", "trap 'kill $SHOP $PAYMENTS $SHIPPING 2>/dev/null || true' EXIT", *map(waiting, tutorial_commands())]
    )
    for port, free in zip(("8701", "8702", "8703", "8704"), free_ports(4), strict=True):
        script = re.sub(rf"(127\.0\.0\.1[:/]){port}", rf"\g<1>{free}", script)
    told = run("bash", "-c", script.replace("/tmp/market", str(tmp_path / "market")), folder=ROOT)
    assert told.returncode == 0, told.stdout[-3000:] + told.stderr[-3000:]
    assert "To free payments: cut 19 ties" in told.stdout


def waiting(command: str) -> str:
    """What a server serves has to answer before the next command, as for a person who opens a page."""
    if command == "python manage.py anabranch_outbox":
        return f"{command} || test $? = 1"  # the relay may not have begun
    if command in ("PAYMENTS=$!", "SHIPPING=$!", "SHOP=$!"):
        port = {"PAYMENTS=$!": 8701, "SHIPPING=$!": 8704, "SHOP=$!": 8703}[command]
        return f"{command}\n(until exec 3<>/dev/tcp/127.0.0.1/{port}; do sleep 0.2; done) 2>/dev/null"
    return command
