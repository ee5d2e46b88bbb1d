from __future__ import annotations

import io
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import override_settings
from django.utils import timezone

from anabranch_django.errors import Unreachable
from anabranch_django.ports.models import Receipt
from tests.shop.payments.port import Payments
from tests.shop.payments.port import Receipt as Paid
from tests.world import free_port

ROOT = Path(__file__).parents[2]
KEYS = {"*": {"k": "s" * 32}}


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[str]:
    """`anabranch_serve --only payments`, with a database of its own."""
    port = free_port()
    said = {**settings.ANABRANCH, "serve": "payments", "keys": KEYS}
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(tmp_path / "payments.sqlite3")}
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "ANABRANCH_TEST_SETTING": json.dumps(said),
        "ANABRANCH_TEST_DATABASES": json.dumps({"default": database}),
    }
    # As behind a shell's `&`: Ctrl-C is ignored there, and nothing but SIGTERM ends it.
    behind = ["sh", "-c", 'trap "" INT; exec "$@"', "sh"]
    served = [sys.executable, "-m", "django", "anabranch_serve", "--only", "payments", "--migrate", "--no-relay"]
    with (
        (tmp_path / "log").open("wb") as log,
        subprocess.Popen(
            [*behind, *served, "--ports", f"127.0.0.1:{port}"], cwd=ROOT, env=environment, stdout=log, stderr=log
        ) as process,
    ):
        yield f"http://127.0.0.1:{port}"
        process.send_signal(signal.SIGTERM)
        assert process.wait(120) == 0, (tmp_path / "log").read_text()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0, "something was left running"


def test_one_setting_sends_the_calls_to_the_process_that_serves_the_domain(serving: str) -> None:
    said = {**settings.ANABRANCH, "keys": KEYS, "ports": {"payments": {"url": serving, "failures": 1000}}}
    with override_settings(ANABRANCH=said):
        until = time.monotonic() + 30
        while time.monotonic() < until:
            try:
                Payments().remaining()
                break
            except Unreachable:
                time.sleep(0.2)
        assert isinstance(Payments().charge(order=1, cents=500), Paid)
        assert Payments().charged(orders=(1,)) == {1: 500}


def run(*arguments: str, **options: Any) -> str:  # noqa: ANN401
    out = io.StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def lock(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "ports.lock.json"
    with override_settings(ANABRANCH={**settings.ANABRANCH, "lock": str(path)}):
        yield path


def git(folder: Path, *arguments: str) -> None:
    said = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *said, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.mark.parametrize("address", ["what", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:70000", "127.0.0.1:0"])
def test_address_that_is_none_is_refused_before_anything_starts(address: str) -> None:
    with pytest.raises(CommandError, match=f"{address} is no address to listen at: write HOST:PORT") as raised:
        call_command("anabranch_serve", only="*", ports=address)
    assert raised.value.returncode == 2


def test_address_that_is_taken_is_said_in_a_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        command = [sys.executable, "-m", "anabranch_django.deployment.local_server", address]
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
            "DJANGO_SETTINGS_MODULE": "tests.settings",
        }
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.partition(":")[0]) == (1, "Nothing can listen at 127.0.0.1")


def test_lock_is_checked_against_the_code_and_against_a_commit(lock: Path) -> None:
    with pytest.raises(CommandError, match="anabranch_ports lock"):
        run("anabranch_ports", "check")
    run("anabranch_ports", "lock")
    git(lock.parent, "init")
    git(lock.parent, "add", lock.name)
    git(lock.parent, "commit", "-m", "deployed")
    assert "none breaks" in run("anabranch_ports", "check", deployed="HEAD")


def test_breaking_change_is_named_with_the_way_and_can_be_allowed(lock: Path, tmp_path: Path) -> None:
    run("anabranch_ports", "lock")
    before = json.loads(lock.read_bytes())
    before["ports"]["stock"]["methods"]["steal"] = before["ports"]["stock"]["methods"]["take"]
    deployed = tmp_path / "deployed.json"
    deployed.write_text(json.dumps(before))
    with pytest.raises(CommandError, match="1 of 1 changes break") as raised:
        run("anabranch_ports", "check", deployed=str(deployed))
    assert raised.value.returncode == 1
    assert "allowed  stock.steal is gone" in run(
        "anabranch_ports", "check", deployed=str(deployed), allow=["stock.steal"]
    )


def test_lock_that_cannot_be_written_is_said_in_a_sentence(lock: Path) -> None:
    lock.mkdir()
    with pytest.raises(CommandError, match=r"ports\.lock\.json cannot be written") as raised:
        run("anabranch_ports", "lock")
    assert raised.value.returncode == 2
    with pytest.raises(CommandError, match="anabranch_ports lock"):
        run("anabranch_ports", "check")


@pytest.mark.parametrize("content", ["{}", "no json", '{"anabranch":"map","schema":1}'])
def test_file_that_is_no_lock_is_said_with_another_code(lock: Path, tmp_path: Path, content: str) -> None:
    run("anabranch_ports", "lock")
    wrong = tmp_path / "wrong.json"
    wrong.write_text(content)
    for named in (str(wrong), "no-such-commit", "--output=x"):
        with pytest.raises(CommandError) as raised:
            run("anabranch_ports", "check", deployed=named)
        assert raised.value.returncode == 2
    assert lock.exists()


def test_deployment_writes_both_files_and_nothing_over_what_a_person_changed(tmp_path: Path) -> None:
    with override_settings(WSGI_APPLICATION="config.wsgi.application"):
        run("anabranch_deployment", apart=["payments"], folder=tmp_path)
        written = (tmp_path / "Procfile").read_text()
        assert "payments-ports: env DJANGO_SETTINGS_MODULE=tests.settings ANABRANCH_SERVE=payments" in written
        run("anabranch_deployment", apart=["payments"], folder=tmp_path)
        (tmp_path / "Procfile").write_text("mine")
        with pytest.raises(CommandError, match="--force"):
            run("anabranch_deployment", apart=["payments"], folder=tmp_path)
        assert (tmp_path / "Procfile").read_text() == "mine"
        with pytest.raises(CommandError, match="no domain 'paymets'"):
            run("anabranch_deployment", apart=["paymets"], folder=tmp_path)
        with pytest.raises(CommandError, match="--port 65535: 2 ports"):
            run("anabranch_deployment", folder=tmp_path, port=65535)
        with pytest.raises(CommandError, match="Procfile cannot be written"):
            run("anabranch_deployment", folder=tmp_path / "Procfile")


@pytest.mark.django_db
def test_old_receipts_are_forgotten_and_new_ones_kept() -> None:
    now = timezone.now()
    for number, days in enumerate((1, 40)):
        made_at = now - timedelta(days=days)
        Receipt.objects.create(id=str(number), port="stock", body_hash="", made_at=made_at)
    assert "default: 1 receipts forgotten" in run("anabranch_prune_receipts", days=30)
    with pytest.raises(CommandError, match="still be sent again"):
        run("anabranch_prune_receipts", days=0)
    with pytest.raises(CommandError, match="before there were any dates"):
        run("anabranch_prune_receipts", days=1e12)
