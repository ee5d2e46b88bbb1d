from __future__ import annotations

import random
from datetime import date
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from anabranch.reading.values import Map
from anabranch.reports.answers.places import Sources
from anabranch.reports.page.first_words import Judged
from anabranch.reports.page.html import page_html
from anabranch.reports.texts.words import Words
from anabranch.rules.domains import with_domains
from anabranch.rules.judging import judge
from anabranch.rules.order.judging import find_against_order
from anabranch.rules.rule_file import read_rules
from anabranch.rules.values import Rules
from tests.browser.conftest import MARKET
from tests.browser.figures import shown_rows

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

UNITS = (
    "(project)", "accounts", "config", "core", "inventory", "notifications", "orders", "payments", "products",
    "promotions", "reporting", "reviews", "shipping",
)  # fmt: skip


def rules_of(text: str) -> Rules:
    rules = read_rules(text, "anabranch.toml")
    assert rules is not None
    return rules


def random_rules(chance: random.Random) -> str:
    """A rule file with domains of two apps, layers of both sorts, roles, an undecided pair and a unit in no layer."""
    units = list(UNITS)
    chance.shuffle(units)
    pair, rest = units[:2], units[3:]
    domains = ["both", *rest]
    chance.shuffle(domains)
    layers = [domains[at : at + 3] for at in range(0, len(domains), 3)]
    lines = [f'"{chance.choice((" | ", ", ")).join(layer)}",' for layer in layers]
    shell, aggregator, base, one, other = chance.sample(domains, 5)
    return (
        f"layers = [{' '.join(lines)}]\nundecided = ['{one} | {other}']\n"
        f"[roles]\nshell = ['{shell}']\naggregator = ['{aggregator}']\nbase = ['{base}']\n"
        f"[domains]\nboth = ['{pair[0]}', '{pair[1]}']\n"
    )


def open_declared(browser: Browser, market: Map, rules: Rules, folder: Path) -> Page:
    found = with_domains(market, rules)
    judged = Judged(rules, judge(found, rules, {}, today=date(2026, 1, 1)))
    file = folder / "declared.html"
    file.write_text(page_html(found, Words("en"), sources=Sources(MARKET), judged=judged), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(file.as_uri())
    return page


def broken(page: Page) -> int:
    return int(page.locator(".figures dl").get_attribute("data-broken") or "-1")


@pytest.mark.parametrize("seed", range(10))
def test_any_declared_order_is_judged_as_a_check_judges_it(
    seed: int, market: Map, browser: Browser, tmp_path: Path
) -> None:
    rules = rules_of(random_rules(random.Random(seed)))
    page = open_declared(browser, market, rules, tmp_path)
    wanted = find_against_order(market.references, rules)
    assert broken(page) == len(wanted)
    pairs = {(one.importer, one.imported) for one in wanted if one.reference.tie_class in ("schema", "code")}
    drawn = page.locator("g.arrow.up").evaluate_all("all => all.map(one => one.ariaLabel.split(',')[0])")
    assert pairs >= {tuple(label.split(" → ")) for label in drawn}
    expect(page.locator("#words")).to_contain_text(f"{len(wanted):,} references break the order of anabranch.toml")
    page.close()


@pytest.mark.parametrize("seed", range(6))
def test_what_is_taken_away_after_moves_means_to_a_check_what_the_page_shows(
    seed: int, market: Map, browser: Browser, tmp_path: Path
) -> None:
    chance = random.Random(seed)
    page = open_declared(browser, market, rules_of(random_rules(chance)), tmp_path)
    for _ in range(3):
        page.locator(".box > .name").nth(chance.randrange(10)).dispatch_event("click")
        page.click(chance.choice(("#move-up", "#move-down")))
    page.click("#worklist")
    rules = rules_of(page.inner_text("#toml"))
    assert broken(page) == len(find_against_order(market.references, rules))
    page.close()


def test_the_computed_order_of_the_domains_is_one_press_away(market: Map, browser: Browser, tmp_path: Path) -> None:
    rules = rules_of(random_rules(random.Random(1)))
    page = open_declared(browser, market, rules, tmp_path)
    page.click("#order-computed")
    order = next(one for one in with_domains(market, rules).orders if one.level == "domain")
    data = page.locator(".figures dl").evaluate("element => ({...element.dataset})")
    assert (int(data["upwardSchema"]), int(data["upwardCode"])) == (order.upward.schema, order.upward.code)
    assert [set(row) for row in shown_rows(page)] == [set(row) for row in order.layers]
    page.reload()
    assert page.locator("#order-computed").get_attribute("aria-pressed") == "true"
    page.close()
