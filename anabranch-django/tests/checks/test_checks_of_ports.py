from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import override_settings

from anabranch_django.checks.ports import check_ports
from tests.shop.payments.models import Charge

ROOT = Path(__file__).parents[2]
SECRET = "s" * 32
AWAY = {"url": "http://payments:8001"}


def found(**changes: Any) -> list[str]:  # noqa: ANN401  any setting
    with override_settings(ANABRANCH={**settings.ANABRANCH, **changes}):
        return [str(message.id).rpartition(".")[2] for message in check_ports()]


def domains(**changes: Any) -> dict[str, Any]:  # noqa: ANN401
    return {**settings.ANABRANCH["domains"], **changes}


def test_setting_of_these_tests_has_nothing_to_say() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"serv": "*"}, "E000"),
        ({"serve": "", "keys": {"*": {"k": SECRET}}}, "E010"),
        ({"serve": "nothing", "keys": {"*": {"k": SECRET}}}, "E010"),
        ({"serve": "orders", "domains": domains(orders={"uses": []}), "keys": {}}, "E015"),
        ({"ports": {"payments": {"url": "payments:8001"}}, "keys": {"*": {"k": SECRET}}}, "E013"),
        ({"ports": {"payments": AWAY}}, "E015"),
        ({"ports": {"payments": AWAY}, "keys": {"*": {"k": "short"}}}, "W016"),
        ({"ports": {"elsewhere": AWAY}, "keys": {"*": {"k": SECRET}}}, "W014"),
        ({"domains": domains(payments={"uses": ["orders"]})}, "E019"),
        ({"domains": domains(payments={"uses": ["nothing"]})}, "E018"),
        ({"domains": domains(payments={"apps": ["nothing"]})}, "E020"),
        ({"domains": domains(payments={"apps": ["stock", "payments"]}, stock={"apps": ["stock"]})}, "E017"),
        ({"ports": {"stock": AWAY}, "keys": {"*": {"k": SECRET}}}, "E002"),
        ({"domains": domains(payments={"database": "nothing"})}, "E025"),
        (
            {"domains": domains(accounts={"apps": ["auth"], "database": "other"}, types={"apps": ["contenttypes"]})},
            "E030",
        ),
        ({"domains": domains(accounts={"apps": ["auth"], "database": "other"})}, "E030"),
        ({"domains": domains(types={"apps": ["contenttypes"], "database": "other"})}, "E030"),
    ],
)
def test_what_cannot_work_apart_is_said(changes: dict[str, Any], expected: str) -> None:
    assert expected in found(**changes)


def test_label_that_no_app_has_is_refused_with_those_that_are_in_no_domain() -> None:
    with override_settings(ANABRANCH={**settings.ANABRANCH, "domains": domains(payments={"apps": ["nothing"]})}):
        (hint,) = [message.hint for message in check_ports() if message.id == "anabranch.E020"]
    assert "In no domain are anabranch, auth, contenttypes, payments," in str(hint)


class MakesNoTables:
    def allow_migrate(self, _db: str, app_label: str, **_hints: object) -> bool | None:
        return False if app_label == "anabranch" else None


class KeepsChargesElsewhere:
    def db_for_write(self, model: type, **_hints: object) -> str | None:
        return "elsewhere" if model is Charge else None


def test_database_without_outbox_and_receipts_is_said() -> None:
    with override_settings(DATABASE_ROUTERS=[MakesNoTables()]):
        assert set(found()) == {"E026"}


def test_database_of_a_kind_that_is_not_spoken_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(connections["default"]), "vendor", "oracle")
    assert set(found()) == {"E028"}


def test_model_that_is_kept_apart_from_the_outbox_of_its_domain_is_said() -> None:
    with override_settings(DATABASE_ROUTERS=[KeepsChargesElsewhere()]):
        assert found() == ["E027"]


def test_setting_that_cannot_be_read_is_a_message_of_the_check_and_no_traceback() -> None:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "ANABRANCH_TEST_SETTING": '{"serv": "*"}'}
    command = [sys.executable, "-m", "django", "check"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("anabranch.E000"), "Traceback" in done.stderr) == (1, 1, False)


def test_atomic_requests_is_said_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "ATOMIC_REQUESTS", True)
    assert found(serve="nothing")[0] == "W001"


@pytest.mark.parametrize("urlconf", ["anabranch_django.ports.urls", "tests.checks.public_urls"])
def test_ports_among_the_public_urls_are_said(urlconf: str) -> None:
    with override_settings(ROOT_URLCONF=urlconf):
        assert "E040" in found()
    with override_settings(ROOT_URLCONF="tests.deployment.orders_urls"):
        assert found() == []


def test_every_message_says_what_to_do_and_ends_with_a_stop() -> None:
    said = {"serve": "nothing", "ports": {"stock": AWAY}, "domains": domains(payments={"uses": ["orders"]})}
    with override_settings(ANABRANCH={**settings.ANABRANCH, **said}):
        for message in check_ports():
            assert message.msg.endswith("."), message
