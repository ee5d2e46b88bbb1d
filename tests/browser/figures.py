"""What the page shows, as values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anabranch.graph.weight import Weight
from anabranch.graph.what_if import Figures
from anabranch.reading.analysis import analyse_apps, of_project
from anabranch.reading.values import Map, Reference
from tests.fakes import maps

if TYPE_CHECKING:
    from playwright.sync_api import Page


def shown_figures(page: Page) -> Figures:
    """The figures of the shown order."""
    data = page.locator(".figures dl").evaluate("element => ({...element.dataset})")
    return Figures(
        tangle=int(data["tangle"]),
        tangles=int(data["tangles"]),
        upward=Weight(int(data["upwardSchema"]), int(data["upwardCode"])),
        total=Weight(int(data["totalSchema"]), int(data["totalCode"])),
        upward_pairs=int(data["upwardPairs"]),
        pairs=int(data["pairs"]),
    )


def shown_h(page: Page) -> float:
    """H of the shown order, unrounded."""
    return float(page.locator(".figures dl").get_attribute("data-h") or "nan")


def shown_rows(page: Page) -> list[list[str]]:
    """Names of the boxes, row by row."""
    rows: list[list[str]] = page.evaluate(
        "() => [...document.querySelectorAll('.board > .row:not([data-away])')].map(row =>"
        " [...row.querySelectorAll(':scope > .boxes > .box > .name')].map(name => name.firstChild.textContent))"
    )
    return rows


def shown_units(page: Page) -> list[str]:
    """Names of all boxes, in the shown order."""
    return [name for row in shown_rows(page) for name in row]


def box(page: Page, name: str) -> str:
    """Selector of the box of a unit."""
    group = page.evaluate(
        "name => [...document.querySelectorAll('.board > .row:not([data-away]) > .boxes > .box')]"
        ".find(box => box.querySelector('.name').firstChild.textContent === name).dataset.group",
        name,
    )
    return f'.box[data-group="{group}"]'


def tie_numbers(page: Page) -> dict[tuple[str, str], int]:
    """Number of each schema and code tie between units, by its symbols, from the page's own data."""
    rows: list[tuple[str, str, int]] = page.evaluate(
        """() => {
          const data = JSON.parse(document.getElementById('data').textContent), one = data.projects[0];
          const sum = steps => { let at = 0; return steps.map(step => (at += step)); };
          const modules = one.modules.name.map(index => data.strings[index]);
          const module = sum(one.symbols.module);
          const inner = symbol => data.strings[one.symbols.name[symbol]];
          const name = symbol => [modules[module[symbol]], inner(symbol)].filter(Boolean).join('.');
          const importer = sum(one.ties.importer);
          return importer.map((from, tie) => [name(from), name(one.ties.imported[tie]), tie])
            .filter(([, , tie]) => one.ties.class[tie] < 2);
        }"""
    )
    return {(importer, imported): tie for importer, imported, tie in rows}


def base36(number: int) -> str:
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits


def project_of(references: tuple[Reference, ...]) -> Map:
    """A map of these references with the order that they give."""
    labels = sorted({end.app for one in references for end in (one.importer, one.imported)})
    level = of_project(analyse_apps(references, dict.fromkeys(labels, 400)), "shop")
    apps = tuple(maps.app(label) for label in labels)
    return maps.shop(
        projects=(maps.project(apps=apps),), references=references, models=(), dependencies=level.dependencies,
        orders=(level.order,), tangles=level.tangles, free=level.free,
    )  # fmt: skip
