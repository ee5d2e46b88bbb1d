from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import pytest
from msgspec.structs import replace
from playwright.sync_api import expect

from anabranch.graph.dependency import UnitGraph
from anabranch.graph.pins import ALL
from anabranch.graph.weight import NOTHING
from anabranch.graph.what_if import Figures, cut_ties, merge_units, weigh_order
from anabranch.project.files import list_files
from anabranch.reading.levels import unit_graph
from anabranch.reading.read import read_listed
from anabranch.reading.values import Map
from anabranch.reports.answers.picture import draw_project
from anabranch.reports.answers.places import Sources
from anabranch.reports.page.first_words import Judged
from anabranch.reports.page.html import page_html
from anabranch.reports.texts.words import Words
from anabranch.rules.domains import with_domains
from anabranch.rules.judging import judge
from anabranch.rules.order.judging import find_against_order
from anabranch.rules.rule_file import read_rules
from anabranch.rules.values import Layer, Pin, Rules
from tests.browser.conftest import MARKET
from tests.browser.figures import base36, box, shown_figures, shown_h, shown_rows, tie_numbers

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

UNITS = (
    "(project)", "accounts", "config", "core", "inventory", "notifications", "orders", "payments", "products",
    "promotions", "reporting", "reviews", "shipping",
)  # fmt: skip

_DECIDING = ("schema", "code")


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
    shell, aggregator, base, one, other, above, below, core = chance.sample(domains, 8)
    return (
        f"layers = [{' '.join(lines)}]\nundecided = ['{one} | {other}']\n"
        f"pins = ['{above} above {below}', '{core} below all']\n"
        f"[roles]\nshell = ['{shell}']\naggregator = ['{aggregator}']\nbase = ['{base}']\n"
        f"[domains]\nboth = ['{pair[0]}', '{pair[1]}']\n"
    )


class Change(NamedTuple):
    """What was tried on the page: rows of groups by the name they bear, domains by unit, ties by their symbols."""

    rows: list[list[str]]
    domains: dict[str, str]
    cut: set[tuple[str, str]]

    def name(self, unit: str) -> str:
        return self.domains.get(unit, unit)

    def state(self, ties: dict[tuple[str, str], int]) -> str:
        number = {unit: index for index, unit in enumerate(UNITS)}
        first = {self.name(unit): number[unit] for unit in reversed(UNITS)}
        rows = "-".join(".".join(str(first[name]) for name in row) for row in self.rows)
        domains = "|".join(f"{number[unit]}~{name}" for unit, name in self.domains.items()) or "-"
        return f"r={rows}&d={domains}&c={'.'.join(base36(ties[pair]) for pair in self.cut)}"


def random_change(chance: random.Random, graph: UnitGraph) -> Change:
    """Other domains, other rows, and any share of the ties cut."""
    joined = chance.sample(UNITS, 5)
    domains = dict.fromkeys(joined[: chance.choice((0, 2, 3))], "one") | dict.fromkeys(joined[3:], "two")
    names = sorted({domains.get(unit, unit) for unit in UNITS})
    chance.shuffle(names)
    size = chance.choice((1, 2, 4))
    ties = [(tie.importer, tie.imported) for one in graph.deciding for tie in one.ties if tie.tie_class in _DECIDING]
    return Change(
        [names[at : at + size] for at in range(0, len(names), size)],
        domains,
        set(chance.sample(ties, chance.randrange(len(ties)))),
    )


def changed_rules(rules: Rules, change: Change) -> Rules:
    """What a rule file would say after the change: layers by the rows, and what else was declared by its new names."""
    free = {unit for layer in rules.layers if layer.between == "," for unit in units_of(rules, layer.domains)}
    placed = {change.name(unit) for layer in rules.layers for unit in units_of(rules, layer.domains)}
    free_names = {change.name(unit) for unit in free}
    layers = [
        Layer(kept, "," if free_names & set(row) else "|", 1)
        for row in change.rows
        if (kept := tuple(name for name in row if name in placed))
    ]

    def renamed(domain: str) -> str:
        return ALL if domain == ALL else change.name(units_of(rules, [domain])[0])

    pins = [Pin(renamed(pin.above), renamed(pin.below), 1) for pin in rules.pins]
    return replace(
        rules,
        layers=tuple(layers),
        domains=by_domain(change.domains),
        roles={renamed(domain): role for domain, role in sorted(rules.roles.items())},
        undecided=tuple((renamed(one), renamed(other), 1) for one, other, _ in rules.undecided),
        pins=tuple(pin for pin in pins if pin.above != pin.below),
    )


def units_of(rules: Rules, domains: Iterable[str]) -> list[str]:
    return [unit for domain in domains for unit in UNITS if rules.domain_of(unit) == domain]


def by_domain(domains: dict[str, str]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(unit for unit in UNITS if domains.get(unit) == name) for name in set(domains.values())}


def computed_figures(graph: UnitGraph, market: Map, rules: Rules, change: Change) -> tuple[Figures, float, int]:
    """Figures, H and broken references by Python alone; upward is what the rules are broken by."""
    changed = changed_rules(rules, change)
    kept = [one for one in market.references if (one.importer.symbol, one.imported.symbol) not in change.cut]
    findings = find_against_order(kept, changed)
    pairs = {(one.importer, one.imported) for one in findings}
    merged = merge_units(cut_ties(graph, change.cut), change.domains)
    upward = [one for one in merged.deciding if (one.importer, one.imported) in pairs]
    shown = weigh_order(merged, [name for row in change.rows for name in row])
    weight = sum((one.weight for one in upward), NOTHING)
    figures = dataclasses.replace(shown, upward=weight, upward_pairs=len(upward))
    return figures, figures.h, len(findings)


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


@pytest.mark.parametrize("seed", range(16))
def test_after_random_changes_the_declared_order_has_the_figures_that_python_computes(
    seed: int, market: Map, browser: Browser, tmp_path: Path
) -> None:
    chance = random.Random(seed)
    rules, graph = rules_of(random_rules(chance)), unit_graph(market, project="market", level="app")
    change = random_change(chance, graph)
    page = open_declared(browser, market, rules, tmp_path)
    state = change.state(tie_numbers(page))
    page.goto("about:blank")
    page.goto(f"{(tmp_path / 'declared.html').as_uri()}#{state}")
    assert shown_rows(page) == change.rows
    figures, h, against = computed_figures(graph, market, rules, change)
    assert shown_figures(page) == figures
    assert shown_h(page) == pytest.approx(h)
    assert broken(page) == against
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


def read_by(rules: Rules) -> Map:
    files = list_files(MARKET, include_tests=False)
    return read_listed(files, include_tests=False, cache=False, declared=rules.declared)


def test_what_is_taken_away_names_what_the_rule_file_names(browser: Browser, tmp_path: Path) -> None:
    text = (
        'layers = ["selling", "export | orders", "products", "core"]\npromote = ["cross-domain-cascade"]\n[domains]\n'
        'selling = ["promotions", "reviews"]\nexport = ["core.export", "reporting"]\n'
    )
    rules = rules_of(text)
    page = open_declared(browser, read_by(rules), rules, tmp_path)
    page.click("#worklist")
    taken = rules_of(page.inner_text("#toml"))
    assert {name: set(members) for name, members in taken.domains.items()} == {
        "selling": {"promotions", "reviews"},
        "export": {"core.export", "reporting"},
    }
    assert [name for name, _ in taken.promoted] == ["cross-domain-cascade"]
    page.close()


def test_a_part_that_is_split_from_its_domain_is_named_by_its_module(browser: Browser, tmp_path: Path) -> None:
    rules = rules_of('layers = ["export", "core"]\n[domains]\nexport = ["core.export", "reporting"]\n')
    page = open_declared(browser, read_by(rules), rules, tmp_path)
    page.click(f"{box(page, 'export')} > .name")
    page.click("#split")
    page.click("#worklist")
    assert rules_of(page.inner_text("#toml")).domains == {"export": ("core.export",)}
    page.close()


def test_the_computed_order_of_the_domains_is_one_press_away(market: Map, browser: Browser, tmp_path: Path) -> None:
    rules = rules_of(random_rules(random.Random(1)))
    page = open_declared(browser, market, rules, tmp_path)
    page.click("#order-computed")
    declared = with_domains(market, rules)
    order = next(one for one in declared.orders if one.level == "domain")
    data = page.locator(".figures dl").evaluate("element => ({...element.dataset})")
    assert (int(data["upwardSchema"]), int(data["upwardCode"])) == (order.upward.schema, order.upward.code)
    drawn = draw_project(declared, declared.projects[0], level="domain")
    assert [set(row) for row in shown_rows(page)] == [set(row) for row in drawn.rows]
    page.reload()
    assert page.locator("#order-computed").get_attribute("aria-pressed") == "true"
    page.close()
