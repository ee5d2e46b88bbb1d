"""The files of a placement do what they are for: the Procfile is run, the compose file is what compose reads."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import jsonschema
import pytest
import yaml

from tests.world import free_ports, is_open, wait_until

ROOT = Path(__file__).parents[2]
PROJECT = Path(__file__).parent / "placed"
SCHEMA = json.loads((Path(__file__).parent / "compose-spec.json").read_bytes())
TOGETHER: list[str] = []
APART = ["--apart", "payments,parcels"]
ORDERS = range(1, 6)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {
        **os.environ,
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
        "DJANGO_SETTINGS_MODULE": "tests.deployment.placed.settings",
        "PLACED_FOLDER": str(tmp_path),
        # Servers keep files of their own there.
        "HOME": str(tmp_path),
    }


def manage(environment: dict[str, str], *arguments: object) -> None:
    command = [sys.executable, "manage.py", *map(str, arguments)]
    subprocess.run(command, cwd=PROJECT, env=environment, check=True, capture_output=True)


@contextmanager
def running(environment: dict[str, str], procfile: Path, *, port: int) -> Iterator[str]:
    """All processes of a Procfile, as honcho runs them; the address of the site once it answers."""
    log = procfile.with_name("log")
    command = [sys.executable, "-m", "honcho", "start", "-f", str(procfile)]
    with log.open("wb") as out, subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=out, stderr=out) as all_:
        try:
            wait_until(lambda: all_.poll() is not None or is_open(port))
            assert all_.poll() is None, log.read_text()
            yield f"http://127.0.0.1:{port}"
            assert all_.poll() is None, log.read_text()
        finally:
            all_.send_signal(signal.SIGTERM)
            all_.wait(timeout=120)


def charged_at(address: str, number: int) -> int:
    """What a customer is charged; asked again while the process behind the port is still starting."""

    def asked() -> bool:
        try:
            with urllib.request.urlopen(f"{address}/order/{number}/", timeout=30) as answer:
                found.append(json.loads(answer.read())["charged"])
        except OSError:
            return False
        return True

    found: list[int] = []
    wait_until(asked)
    return found[0]


def of_each_order(folder: Path, table: str) -> dict[int, int]:
    """How many rows of a table in the database of the domains apart are of each order."""
    with closing(sqlite3.connect(folder / "apart.sqlite3")) as connection:
        return dict(connection.execute(f'SELECT "order", COUNT(*) FROM {table} GROUP BY 1'))


def tables(folder: Path, alias: str) -> set[str]:
    with closing(sqlite3.connect(folder / f"{alias}.sqlite3")) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}


@pytest.mark.parametrize(("placement", "listening"), [(TOGETHER, 1), (APART, 3)])
def test_procfile_runs_the_shop_and_every_order_is_charged_and_prepared_once(
    placement: Sequence[str], listening: int, environment: dict[str, str], tmp_path: Path
) -> None:
    ports = free_ports(3)
    manage(environment, "anabranch_deployment", "--folder", tmp_path, "--port", ports[0], *placement)
    for alias in ("default", "apart"):
        manage(environment, "migrate", "--run-syncdb", "--database", alias)
    with running(environment, tmp_path / "Procfile", port=ports[0]) as address:
        wait_until(lambda: all(map(is_open, ports[:listening])))
        assert [charged_at(address, number) for number in ORDERS] == [500] * len(ORDERS)
        wait_until(lambda: of_each_order(tmp_path, "parcels_parcel") == dict.fromkeys(ORDERS, 1))
        opened = [port for port in ports if is_open(port)]
    assert opened == list(ports[:listening])
    assert of_each_order(tmp_path, "payments_charge") == dict.fromkeys(ORDERS, 1)
    assert not {"payments_charge", "parcels_parcel"} & tables(tmp_path, "default")
    assert not any(map(is_open, ports)), "something was left running"


@pytest.mark.parametrize("placement", [TOGETHER, APART])
def test_compose_file_is_valid_by_the_specification(
    placement: Sequence[str], environment: dict[str, str], tmp_path: Path
) -> None:
    manage(environment, "anabranch_deployment", "--folder", tmp_path, *placement)
    written = yaml.safe_load((tmp_path / "compose.yaml").read_text())
    jsonschema.Draft7Validator(SCHEMA).validate(written)
    assert set(written["services"]) >= {"site", "site-relay"}


def test_specification_refuses_what_compose_would_refuse() -> None:
    wrong = {"services": {"site": {"command": 7, "restart": "always"}}}
    with pytest.raises(jsonschema.ValidationError, match=r"7 is not"):
        jsonschema.Draft7Validator(SCHEMA).validate(wrong)
