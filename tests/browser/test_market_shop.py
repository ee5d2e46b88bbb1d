"""The ported shop as `make market` opens it: one server on SQLite, walked through by a customer and the office."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.fakes.ports import free_ports

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

ROOT = Path(__file__).parents[2]
SECONDS = 120
"""How long the shop may take to be built, and anything in it to happen, on a busy machine."""
CARD = "4242 4242 4242 4242"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the open shop; its one process is ended afterwards."""
    folder = tmp_path_factory.mktemp("journey")
    address = f"127.0.0.1:{free_ports()[0]}"
    log = folder.parent / "shop.log"
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "DJANGO_"))}
    command = [sys.executable, str(ROOT / "examples" / "journey"), "market", address, "--folder", str(folder)]
    with log.open("wb") as said, subprocess.Popen(command, env=inherited, stdout=said, stderr=said) as process:
        try:
            assert answers(f"http://{address}/", process), log.read_text()[-3000:]
            yield f"http://{address}"
        finally:
            process.terminate()


def answers(url: str, process: subprocess.Popen[bytes]) -> bool:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=10).close()
        except urllib.error.URLError:
            time.sleep(0.2)
        else:
            return True
    return False


@pytest.fixture
def person(browser: Browser, shop: str) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=shop, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(SECONDS * 1000)
    yield context
    context.close()


@pytest.fixture
def office(browser: Browser, shop: str) -> Iterator[Page]:
    """The desk of a signed-in member of the staff."""
    context = browser.new_context(base_url=shop, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(SECONDS * 1000)
    yield sign_in(context.new_page(), "admin")
    context.close()


def sign_in(page: Page, name: str) -> Page:
    page.goto("/accounts/login/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill("market-demo")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Sign out").wait_for()
    return page


def wait_to_read(page: Page, path: str, words: str) -> None:
    """Reload until it says so: what events bring comes a moment later."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        page.goto(path)
        if words in page.inner_text("body"):
            return
        page.wait_for_timeout(200)
    pytest.fail(f"{path} never said {words!r}, but:\n{page.inner_text('body')}")


def order_a_pen(page: Page) -> str:
    page.goto("/")
    page.get_by_label("Search").fill("pen")
    page.get_by_label("Search").press("Enter")
    page.get_by_role("link", name="Fountain pen").first.click()
    page.get_by_role("button", name="Add to cart").click()
    page.get_by_role("link", name=re.compile("^Cart")).click()
    page.get_by_role("link", name="To the checkout").click()
    page.get_by_role("button", name="Place the order").click()
    page.get_by_role("heading", name="Payment").wait_for()
    return page.url.rstrip("/").rpartition("/")[2]


def test_customer_browses_orders_and_pays_and_hears_of_it_when_it_ships(person: BrowserContext, office: Page) -> None:
    page = sign_in(person.new_page(), "anna@market.example")
    number = order_a_pen(page)
    wait_to_read(page, "/inbox/", f"We received order {number}.")

    page.goto(f"/pay/order/{number}/")
    page.get_by_label("Card number").fill(CARD)
    page.get_by_role("button", name=re.compile("^Pay €")).click()
    page.get_by_text("Your payment has arrived").wait_for()
    wait_to_read(page, f"/orders/{number}/", "We are packing your order.")
    assert page.locator("h1 .tag").inner_text() == "Paid"

    move_on(office, number, "Under way")
    wait_to_read(page, f"/orders/{number}/", "has your parcel.")
    move_on(office, number, "Delivered")
    wait_to_read(page, f"/orders/{number}/", "Delivered.")
    wait_to_read(page, "/inbox/", f"How do you like what you got with order {number}?")


def move_on(office: Page, number: str, status: str) -> None:
    office.goto("/shipping/")
    office.get_by_role("row").filter(has_text=number).get_by_role("button", name="Next step").click()
    office.get_by_text(f"{number}: {status}").wait_for()


def test_refused_card_leaves_the_order_open_and_another_pays_it(person: BrowserContext) -> None:
    page = sign_in(person.new_page(), "bram@market.example")
    number = order_a_pen(page)
    page.get_by_label("Card number").fill("4000 0000 0000 0002")
    page.get_by_role("button", name=re.compile("^Pay €")).click()
    page.get_by_text("The bank refused this card.").wait_for()
    page.get_by_label("Card number").fill(CARD)
    page.get_by_role("button", name=re.compile("^Pay €")).click()
    page.get_by_text("Your payment has arrived").wait_for()
    wait_to_read(page, f"/orders/{number}/", "We are packing your order.")
    assert "Refused" in page.inner_text("body")


def test_visitor_who_is_not_signed_in_is_asked_to(person: BrowserContext) -> None:
    page = person.new_page()
    page.goto("/orders/checkout/")
    page.get_by_role("heading", name="Sign in").wait_for()
