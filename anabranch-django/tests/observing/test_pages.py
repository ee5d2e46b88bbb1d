"""Templates and URLs."""

from __future__ import annotations

import pytest
from asgiref.sync import async_to_sync
from django.template.loader import get_template
from django.test import AsyncClient, Client, override_settings

from shop_orders import views
from shop_orders.models import Order
from shop_payments.models import Payment
from tests.observing.seeing import Seen, place_of

pytestmark = pytest.mark.django_db
LATE = "shop_orders/templates/shop_orders/late.html"


def test_view_that_renders_a_foreign_template_is_its_importer(client: Client, seen: Seen) -> None:
    client.get("/orders/shown/")
    row = seen.row("template")
    assert place_of(row) == ("shop_orders/views.py", "shown")
    assert row.imported == ("payments", "shop_payments/templates/shop_payments/pay.html")


def test_response_that_is_rendered_late_belongs_to_its_view(client: Client, seen: Seen) -> None:
    client.get("/orders/foreign/")
    assert seen.row("template").importer.symbol == "shop_orders.views.Foreign"


def test_template_imports_what_it_extends_and_loads(client: Client, seen: Seen) -> None:
    client.get("/orders/late/")
    rows = {str(row.detail["by"]): row for row in seen.rows("template")}
    assert {by: (row.file, row.line) for by, row in rows.items()} == {"template": (LATE, 1), "load": (LATE, 2)}
    assert rows["load"].imported.symbol == "shop_payments.templatetags.money"


def test_template_loads_the_module_that_it_names_and_not_those_whose_tags_that_one_collects(seen: Seen) -> None:
    assert get_template("shop_orders/priced.html").render() == "3 shillings\n"
    assert seen.rows("template") == []


def test_block_of_another_package_s_template_is_none_of_the_page_that_it_extends(
    order: Order, client: Client, seen: Seen
) -> None:
    client.get("/orders/borrowed/")
    assert place_of(seen.row("hop")) == ("shop_orders/views.py", "borrowed")
    assert (LATE, 1) in {(row.file, row.line) for row in seen.rows("template")}


def test_url_tag_is_seen_at_its_line(client: Client, seen: Seen) -> None:
    client.get("/orders/late/")
    row = seen.row("url")
    assert (row.file, row.line, row.imported.symbol) == (LATE, 3, "shop_payments.urls")


def test_reversed_name_belongs_to_the_module_that_declares_it(seen: Seen) -> None:
    views.where_to_pay()
    row = seen.row("url")
    assert (place_of(row)[1], row.imported.symbol, row.detail["names"]) == ("reversed", "shop_payments.urls", {"pay"})


def test_name_that_a_package_s_own_module_declares_is_nobody_s_who_includes_that(seen: Seen) -> None:
    assert views.where_to_sign_in() == "/people/login/"
    assert seen.rows("url") == []


def test_query_that_a_template_repeats_is_seen_at_its_line(order: Order, client: Client, seen: Seen) -> None:
    for _ in range(2):
        Payment.objects.create(order=order)
    seen.name_test("a test")
    client.get("/payments/list/")
    row = seen.row("hop")
    assert (row.file, row.line) == ("shop_payments/templates/shop_payments/list.html", 3)
    assert row.detail["loop_at"] == "shop_payments/templates/shop_payments/list.html:2"


def test_generic_view_is_the_site_of_what_django_does_for_it(order: Order, client: Client, seen: Seen) -> None:
    with override_settings(MIDDLEWARE=["shop_orders.middleware.PassOn"]):
        client.get("/payments/numbers/")
    row = seen.row("read")
    assert row.importer == ("payments", "shop_payments.views.Numbers")


def test_generic_view_is_the_site_whoever_lets_the_user_in(order: Order, client: Client, seen: Seen) -> None:
    client.get("/payments/guarded/")
    assert seen.row("read").importer == ("payments", "shop_payments.views.Numbers")


def test_page_for_an_error_is_none_of_the_middleware_that_passed_the_request_on(client: Client, seen: Seen) -> None:
    with override_settings(MIDDLEWARE=["shop_orders.middleware.PassOn"]):
        assert client.get("/nowhere/").content == b"Nothing is sold here.\n"
    assert [row.importer.symbol for row in seen.rows("template") if row.importer.domain] == []


def test_page_for_an_error_is_none_of_the_middleware_that_waited(seen: Seen) -> None:
    async def asked() -> bytes:
        return bytes((await AsyncClient().get("/nowhere/")).content)

    with override_settings(MIDDLEWARE=["shop_orders.middleware.pass_on_waiting"]):
        assert async_to_sync(asked)() == b"Nothing is sold here.\n"
    assert [row.importer.symbol for row in seen.rows("template") if row.importer.domain] == []
