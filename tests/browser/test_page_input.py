from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from playwright.sync_api import expect

from anabranch.reports.answers.places import Sources
from anabranch.reports.page.html import page_html
from anabranch.reports.texts.words import Words
from tests.browser.conftest import Shown
from tests.browser.figures import project_of, shown_figures, shown_rows, shown_units
from tests.fakes import maps

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NASTY = (
    "</script><script>window.owned=1</script>",
    "<img src=x onerror=window.owned=1>",
    '"><svg onload=window.owned=1>',
    "';window.owned=1;//",
    "a\u202eb\u2066c",
    "한글🙂",
    "<!--script-->{policy}\\u003c",
)


def owned(page: Page) -> object:
    return page.evaluate("window.owned ?? null")


def test_an_empty_map_says_so(show: Shown) -> None:
    empty = maps.shop(projects=(), references=(), models=(), dependencies=(), orders=(), tangles=(), free=())
    page = show(empty)
    expect(page.locator("body")).to_contain_text("No app and no module was found here")


def test_a_project_of_one_app_shows_one_box(show: Shown) -> None:
    one = maps.shop(
        projects=(maps.project(apps=(maps.app("alone"),)),), references=(), models=(), dependencies=(), orders=(),
        tangles=(), free=(),
    )  # fmt: skip
    page = show(one)
    assert shown_rows(page) == [["alone"]]
    for view in ("pictures", "matrix"):
        page.click(f"#view-{view}")


def test_where_nothing_runs_upward_the_hierarchy_is_shown_without_praise(show: Shown) -> None:
    page = show(project_of((maps.reference("a.m.f", "b.m.g"), maps.reference("b.m.g", "c.m.h"))))
    assert shown_rows(page) == [["a"], ["b"], ["c"]]
    expect(page.locator("#stage")).to_contain_text("No arrow runs against the order")
    assert not re.search("congrat|well done|great", page.inner_text("body"), re.I)
    page.click("#view-pictures")
    page.click("text=The hierarchy")
    expect(page.locator("#stage")).to_contain_text("0 arrows fewer, 2 that all run down")


def test_one_tangle_of_all_apps_is_framed_whole(show: Shown) -> None:
    labels = [f"app{number}" for number in range(12)]
    circle = tuple(maps.reference(f"{a}.m.f", f"{b}.m.g") for a in labels for b in labels if a != b)
    page = show(project_of(circle))
    assert page.locator(".box.tangled").count() == 12
    assert shown_figures(page).upward_pairs == 66


@pytest.mark.parametrize("name", ["주문", "결제_서비스", "a" * 180, "naïve_ärger"])
def test_names_of_any_script_and_length_stay_inside_their_boxes(name: str, show: Shown) -> None:
    page = show(project_of((maps.reference(f"{name}.m.f", "b.m.g"), maps.reference("b.m.g", f"{name}.m.f"))))
    assert name in shown_units(page)
    wide = "() => Math.max(...[...document.querySelectorAll('.box')].map(one => one.scrollWidth - one.clientWidth))"
    assert page.evaluate(wide) <= 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("text", NASTY)
def test_text_of_the_project_is_only_ever_text(text: str, show: Shown, tmp_path: Path) -> None:
    (tmp_path / "evil.py").write_text(f"x = 1  # {text}\n", encoding="utf-8")
    up = maps.reference("b.m.g", "a.m.f", file="evil.py", line=1)
    down = maps.reference("a.m.f", "b.m.g", file=f"{text}.py")
    other = maps.reference("a.m.f", "b.m.h", file="c.py")
    renamed = replace(other, importer=replace(other.importer, symbol=f"a.m.{text}"))
    found = project_of((up, down, renamed, maps.reference("a.m.k", "b.m.k")))
    project = replace(found.projects[0], name=text)
    page = show(replace(found, projects=(project,)), "s=arc&a=u1.0", folder=tmp_path)
    expect(page.locator("#panel h2")).to_have_text("b → a")
    assert owned(page) is None
    page.evaluate("location.hash = 's=arc&a=u0.1'")
    expect(page.locator("#panel h2")).to_have_text("a → b")
    assert owned(page) is None
    assert page.locator("#panel img, #panel svg, #bar img, #stage img").count() == 0


def test_directions_cannot_be_turned_by_a_name(show: Shown) -> None:
    page = show(project_of((maps.reference("a.m.f\u202egpj", "b.m.g"),)), "s=arc&a=u0.1")
    text = page.inner_text("body")
    assert "\\u202e" in text
    assert "\u202e" not in text


def test_the_page_may_not_reach_the_network(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "anabranch.html"
    file.write_text(page_html(maps.shop(), Words("en"), sources=Sources(tmp_path)), encoding="utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    policy = page.locator("meta[http-equiv]").get_attribute("content") or ""
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    tried = page.evaluate(
        """async () => {
          const refused = [];
          document.addEventListener('securitypolicyviolation', event => refused.push(event.effectiveDirective));
          try { await fetch('https://example.invalid/x') } catch { refused.push('fetch') }
          const image = new Image(); image.src = 'https://example.invalid/x.png';
          const script = document.createElement('script');
          script.textContent = 'window.owned = 1';
          document.body.append(script);
          await new Promise(done => setTimeout(done, 100));
          return [refused, window.owned ?? null];
        }"""
    )
    assert {"connect-src", "fetch", "img-src"} <= set(tried[0])
    assert tried[1] is None
    page.close()
