from __future__ import annotations

import json

import pytest
import yaml
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from anabranch_django.deployment import Router, installed_apps, served_queues, served_urls
from anabranch_django.deployment.files import compose_file, procfile
from anabranch_django.deployment.processes import Process, domain_sets, processes
from anabranch_django.errors import Misconfigured
from anabranch_django.ports.domains import present_among
from anabranch_django.settings import Settings, read
from tests.shop.payments.models import Charge
from tests.shop.stock.models import Item

SHOP = {
    "domains": {
        "orders": {"uses": ["stock", "payments"], "urls": "tests.deployment.orders_urls", "prefix": "orders/"},
        "stock": {"uses": ["payments"], "queues": ["stock", "slow"]},
        "payments": {"database": "payments", "queues": ["payments"]},
        "core": {"role": "base", "apps": ["auth"]},
    }
}
APPS = ["django.contrib.auth", "tests.shop.orders", "tests.shop.stock.apps.StockConfig", "tests.shop.payments"]


def shop(**changes: object) -> Settings:
    return read({**SHOP, **changes})


def placed(settings: Settings, *apart: str, host: str = "") -> list[Process]:
    sets = domain_sets(SHOP["domains"], apart)
    return processes(settings, sets, application="config.wsgi:application", module="config.settings", host=host)


def test_process_of_one_domain_holds_what_it_uses_and_what_is_base() -> None:
    assert present_among(shop(serve="stock")) == frozenset({"stock", "payments", "core"})
    apart = {"payments": {"url": "http://payments:8001"}}
    assert present_among(shop(serve="stock", ports=apart)) == frozenset({"stock", "core"})
    assert present_among(shop()) is None


def test_apps_of_domains_that_are_elsewhere_are_left_out() -> None:
    apart = {"payments": {"url": "http://payments:8001"}}
    assert installed_apps(APPS, {**SHOP, "ports": apart}) == APPS[:3]
    assert installed_apps(APPS, {**SHOP, "serve": "payments", "ports": apart}) == [APPS[0], APPS[3]]
    assert installed_apps(APPS, SHOP) == APPS


def test_setting_that_cannot_be_read_is_refused_in_the_settings_module_too() -> None:
    with pytest.raises(Misconfigured, match="serv"):
        installed_apps(APPS, {"serv": "*"})


def test_tables_are_in_the_database_of_their_domain_and_made_only_where_it_is() -> None:
    router = Router()
    with override_settings(ANABRANCH=SHOP):
        assert (router.db_for_read(Item), router.db_for_write(Charge)) == ("default", "payments")
        assert router.allow_relation(Item(), Charge()) is False
        assert router.allow_migrate("payments", "payments")
        assert router.allow_migrate("default", "payments") is False
        assert router.allow_migrate("payments", "anabranch")
        assert router.allow_migrate("other", "anabranch") is False
        assert router.allow_migrate("default", "contenttypes") is None
        assert router.allow_migrate("other", "contenttypes") is None
        assert router.allow_migrate("payments", "contenttypes") is False
    apart = {"payments": {"url": "http://payments:8001"}}
    with override_settings(ANABRANCH={**SHOP, "ports": apart}):
        assert router.allow_migrate("payments", "payments") is False
        assert router.allow_migrate("payments", "anabranch") is False


def test_urls_and_queues_are_those_of_the_domains_served_here() -> None:
    with override_settings(ANABRANCH={**SHOP, "serve": "stock"}):
        assert served_urls() == []
        assert served_queues() == ["slow", "stock"]
    with override_settings(ANABRANCH=SHOP):
        assert [str(each.pattern) for each in served_urls()] == ["orders/"]
        assert served_queues() == ["payments", "slow", "stock"]


def test_rest_serves_all_that_is_not_named_apart() -> None:
    rest, payments = domain_sets(["orders", "stock", "payments"], ["payments"])
    assert (rest.domains, rest.is_rest) == (("orders", "stock"), True)
    assert (payments.domains, payments.name) == (("payments",), "payments")


@pytest.mark.parametrize(
    ("apart", "said"), [(["paymets"], "no domain 'paymets'"), (["a,b", "b"], "two sets"), ([","], "names its domains")]
)
def test_placement_that_cannot_be_is_refused(apart: list[str], said: str) -> None:
    with pytest.raises(Misconfigured, match=said):
        domain_sets(["a", "b"], apart)


def test_processes_of_a_placement_know_where_the_others_are() -> None:
    found = processes(
        shop(),
        domain_sets(SHOP["domains"], ["payments"]),
        application="config.wsgi:application",
        module="config.settings",
    )
    by_name = {each.name: dict(each.environment) for each in found}
    assert set(by_name) == {"site", "site-ports", "site-relay", "payments-ports", "payments-relay"}
    assert by_name["site"]["ANABRANCH_SERVE"] == "*"
    assert by_name["payments-ports"]["DJANGO_SETTINGS_MODULE"] == "config.settings"
    assert by_name["site"]["PAYMENTS_URL"] == "http://payments-ports:8001"
    assert by_name["payments-ports"]["ANABRANCH_SERVE"] == "payments"
    assert by_name["payments-ports"]["STOCK_URL"] == "http://site-ports:8001"
    assert "PAYMENTS_URL" not in by_name["payments-ports"]


def test_monolith_has_a_site_and_a_relay_and_no_ports() -> None:
    found = processes(
        shop(), domain_sets(SHOP["domains"], []), application="config.wsgi:application", module="config.settings"
    )
    assert [each.name for each in found] == ["site", "site-relay"]


texts = st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), min_size=1, max_size=20)


@given(texts)
def test_any_value_of_the_environment_is_read_back_from_the_compose_file(value: str) -> None:
    settings = shop(deployment={"environment": {"payments": {"SECRET": value}}, "worker": "celery -Q {queues}"})
    found = processes(
        settings,
        domain_sets(SHOP["domains"], ["payments"]),
        application="config.wsgi:application",
        module="config.settings",
    )
    services = yaml.safe_load(compose_file(found, image="shop"))["services"]
    assert services["payments-ports"]["environment"]["SECRET"] == value.replace("$", "$$")
    assert services["payments-worker"]["command"] == ["celery", "-Q", "payments"]
    assert services["site"]["ports"] == ["8000:8000"]
    assert "ports" not in services["payments-ports"]
    assert json.dumps(services)


def test_procfile_has_a_line_a_process_each_listening_elsewhere() -> None:
    sets = domain_sets(SHOP["domains"], ["payments"])
    text = procfile(
        processes(shop(), sets, application="config.wsgi:application", module="config.settings", host="127.0.0.1")
    )
    lines = dict(line.split(": ", 1) for line in text.splitlines()[1:])
    assert "PAYMENTS_URL=http://127.0.0.1:8002" in lines["site"]
    assert lines["payments-ports"].endswith("--bind 127.0.0.1:8002")
    assert lines["site-ports"].endswith("--bind 127.0.0.1:8001")
