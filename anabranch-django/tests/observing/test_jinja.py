"""Jinja's templates."""

from __future__ import annotations

from typing import Protocol

import jinja2
import pytest

from shop_orders import views
from shop_orders.models import Order
from shop_payments import services
from tests.observing.seeing import SHOP, Seen


class Environment(Protocol):
    def get_template(self, name: str) -> object: ...

    def from_string(self, source: str) -> object: ...


pytestmark = pytest.mark.django_db
PAGE = "shop_orders/jinja2/orders.html"


@pytest.fixture
def environment() -> Environment:
    folders = [SHOP / "shop_orders/jinja2", SHOP / "shop_payments/jinja2"]
    made: Environment = jinja2.Environment(loader=jinja2.FileSystemLoader(folders), autoescape=True)
    return made


def test_what_a_compiled_template_reads_and_extends_is_seen_at_its_own_lines(
    order: Order, environment: Environment, seen: Seen
) -> None:
    orders = Order.objects.all()
    text = views.written(environment.get_template("orders.html"), orders=orders, describe=services.describe)
    assert "Ada" in text
    assert [(row.file, row.line) for row in seen.rows("hop")] == [(PAGE, 4)]
    found = [(row.file, row.line, row.imported.symbol, row.detail["by"]) for row in seen.rows("template")]
    assert found == [(PAGE, 1, "shop_payments/jinja2/payments.html", "template")]


def test_call_that_a_compiled_template_makes_is_none_of_the_view_that_renders_it(
    order: Order, environment: Environment, seen: Seen
) -> None:
    views.written(environment.get_template("orders.html"), orders=[order], describe=services.describe)
    assert seen.rows("call") == []


def test_text_that_is_compiled_from_no_file_belongs_to_who_renders_it(
    order: Order, environment: Environment, seen: Seen
) -> None:
    views.written(environment.from_string("{{ order.person.name }}"), order=Order.objects.get())
    row = seen.row("hop")
    assert row.importer.symbol == "shop_orders.views.written"
