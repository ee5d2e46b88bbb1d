"""The middleware, in servers of their own: off by default, sampled, bounded, and never in the way."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from django.test import override_settings

from anabranch_django.observing.gates import Sampled
from anabranch_django.observing.middleware import read_rate
from anabranch_django.observing.watch import watch_apps
from tests.observing.seeing import SHOP

MIDDLEWARE = "anabranch_django.observing.middleware.ObserveMiddleware"
SERVE = f"""
    import django; from django.conf import settings; django.setup()
    settings.MIDDLEWARE = ["{MIDDLEWARE}"]
    from django.core.management import call_command; call_command("migrate", run_syncdb=True, verbosity=0)
    from shop_orders.models import Order; from shop_people.models import Person
    from shop_payments.models import Payment
    order = Order.objects.create(person=Person.objects.create(name="Ada"))
    Payment.objects.create(order=order, amount=3)
    from django.test import AsyncClient, Client
    from asgiref.sync import async_to_sync
"""


def serve(code: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a server's process, which ends with the code."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ANABRANCH", "PYTEST"))}
    kept |= {"DJANGO_SETTINGS_MODULE": "settings", "ANABRANCH_RECORDS": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    script = textwrap.dedent(SERVE) + textwrap.dedent(code)
    return subprocess.run(
        [sys.executable, "-c", script], cwd=SHOP, env=kept | variables, text=True, capture_output=True, check=False
    )


def rows(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for path in folder.glob("*.jsonl") for line in path.read_text().splitlines()[1:]]


GET = 'print(Client().get("/payments/list/").status_code)'


def test_server_without_the_variable_observes_nothing(records: Path) -> None:
    done = serve(GET, records)
    assert (done.stdout.strip(), done.returncode, records.exists()) == ("200", 0, False)


def test_sampled_request_is_observed_with_each_app_as_a_domain(records: Path) -> None:
    done = serve(GET, records, ANABRANCH_OBSERVE="1")
    hops = [row for row in rows(records) if row["kind"] == "hop"]
    assert (done.stdout.strip(), len(hops)) == ("200", 1)
    assert hops[0]["importer"] == {
        "domain": "shop_payments",
        "symbol": "shop_payments/templates/shop_payments/list.html",
    }


def test_template_of_the_project_belongs_to_the_app_that_its_folder_names(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    (pages / "shop_orders").mkdir(parents=True)
    with override_settings(BASE_DIR=pages.anchor, TEMPLATES=[{"DIRS": [pages]}]):
        folders = watch_apps("").folders
    inside = {folder: domain for folder, domain in folders.items() if pages.name in folder.split("/")}
    assert inside == {(pages / "shop_orders").relative_to(pages.anchor).as_posix(): "shop_orders"}


def test_asynchronous_request_is_observed_too(records: Path) -> None:
    done = serve(
        'print(async_to_sync(AsyncClient().get)("/payments/list/").status_code)', records, ANABRANCH_OBSERVE="1"
    )
    assert done.stdout.strip() == "200"
    assert "hop" in {row["kind"] for row in rows(records)}


def test_what_happens_outside_of_requests_is_not_observed(records: Path) -> None:
    serve(GET + "\nfrom shop_orders import services; services.read()", records, ANABRANCH_OBSERVE="1")
    assert "read" not in {row["kind"] for row in rows(records)}


def test_sample_of_none_in_ten_thousand_sees_nothing(records: Path) -> None:
    serve(GET, records, ANABRANCH_OBSERVE="0.0000001")
    assert {row["kind"] for row in rows(records)} <= {"constraint"}


def test_folder_that_cannot_be_written_is_logged_and_fails_no_request(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file")
    done = serve(GET, taken, ANABRANCH_OBSERVE="1")
    assert (done.stdout.strip(), done.returncode) == ("200", 0)
    assert "could not be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_watch_file_that_is_none_leaves_the_server_unobserved(tmp_path: Path) -> None:
    done = serve(GET, tmp_path, ANABRANCH_OBSERVE="1", ANABRANCH_WATCH=str(tmp_path / "missing.json"))
    assert done.stdout.strip() == "200"
    assert "Nothing is observed" in done.stderr


@pytest.mark.parametrize(
    ("text", "rate"), [("", 0.0), ("0.01", 0.01), ("1", 1.0), ("2", 0.0), ("often", 0.0), ("nan", 0.0)]
)
def test_rate_is_a_share_or_nothing(text: str, rate: float) -> None:
    assert read_rate(text) == rate


def test_budget_of_a_request_is_spent_and_renewed() -> None:
    gate = Sampled(looks=2)
    assert not gate.is_open()
    for _ in range(2):
        with gate.open():
            assert [gate.is_open() for _ in range(3)] == [True, True, False]
    assert not gate.is_open()


def test_budget_ends_with_its_time() -> None:
    gate = Sampled(seconds=0)
    with gate.open():
        assert not gate.is_open()
