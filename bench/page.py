"""How fast the page is, in a real Chromium on generated data: `python -m bench.page`.

Every interaction is timed in the page, from the event to the second frame after it: what was changed is then laid out
and painted. Each figure is the median of several runs, with the slowest beside it. `--thread` counts instead what the
page's own thread computes for it, until it has nothing more to do: that is the same on a busy machine.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from anabranch.reports.answers.places import Sources
from anabranch.reports.page.html import page_html
from anabranch.reports.texts.words import Words
from bench.page_data import generate_map

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
_TRACED = "devtools.timeline,disabled-by-default-devtools.timeline,__metadata"
_TIMED = """async () => {
  const frame = () => new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)));
  await frame(); await frame();
  const start = performance.now();
  ACTION;
  await frame();
  return performance.now() - start;
}"""
_CLICK = "document.querySelector({!r}).click()"
_ENTER = "const one = document.querySelector({!r}); one.value = {!r}; one.dispatchEvent(new Event({!r}))"
_POINT = "document.querySelector({!r}).dispatchEvent(new PointerEvent('pointerover', {{bubbles: true}}))"
_KEY = "document.querySelector({!r}).dispatchEvent(new KeyboardEvent('keydown', {{key: {!r}, bubbles: true}}))"
_DROP = """const data = new DataTransfer();
  data.setData('text/plain', '{}');
  const place = document.querySelector(".box[data-group='{}']").getBoundingClientRect();
  const at = {{bubbles: true, dataTransfer: data, clientX: place.left, clientY: place.{} + 4}};
  document.querySelector('.board').dispatchEvent(new DragEvent('drop', at))"""
_READY = "performance.timing.domContentLoadedEventEnd - performance.timing.navigationStart"
_ACTIONS = {
    "point at a unit": _POINT.format(".box[data-group='120']"),
    "choose a unit": _CLICK.format(".box[data-group='150'] > .name"),
    "expand a unit": _CLICK.format(".box[data-group='151'] > .toggle"),
    "open a module in it": _CLICK.format(".box[data-group='151'] .module > .toggle"),
    "choose a module": _CLICK.format(".box[data-group='151'] .module > .name"),
    "collapse it": _CLICK.format(".box[data-group='151'] > .toggle"),
    "expand the largest": _CLICK.format(".box[data-group='0'] > .toggle"),
    "tick a cut with it open": "document.querySelector('g.arrow.up').dispatchEvent(new MouseEvent('click')); "
    + _CLICK.format(".cutall input"),
    "collapse the largest": _CLICK.format(".box[data-group='0'] > .toggle"),
    "open an arrow": "document.querySelector('g.arrow.up:last-child').dispatchEvent(new MouseEvent('click'))",
    "tick a cut": _CLICK.format(".cutall input"),
    "tick one tie": _CLICK.format(".pair input"),
    "all downward arrows": _CLICK.format("#flag-down"),
    "only upward arrows": _CLICK.format("#flag-down"),
    "composition": _CLICK.format("#flag-composition"),
    "typing": _CLICK.format("#flag-typing"),
    "draw all upward arrows": _CLICK.format(".note > button"),
    "draw the heaviest": _CLICK.format(".note > button"),
    "only the tangle": _CLICK.format("#flag-tangle"),
    "the whole again": _CLICK.format("#flag-tangle"),
    "one kind": _ENTER.format("#filter-kind", "lookup", "change"),
    "all kinds": _ENTER.format("#filter-kind", "", "change"),
    "one certainty": _ENTER.format("#filter-certainty", "certain", "change"),
    "any certainty": _ENTER.format("#filter-certainty", "", "change"),
    "search": _ENTER.format("#search", "part_7.Cl", "input"),
    "search again": _ENTER.format("#search", "class3", "input"),
    "choose what was found": "document.querySelector('#hits li').dispatchEvent(new MouseEvent('mousedown'))",
    "matrix": _CLICK.format("#view-matrix"),
    "scroll the matrix": "document.querySelector('.scroll').scrollTop += 900",
    "walk in the matrix": _KEY.format("canvas.matrix", "ArrowDown"),
    "open the largest in it": _KEY.format("canvas.matrix", "+"),
    "walk among its modules": _KEY.format("canvas.matrix", "ArrowRight"),
    "close it": _KEY.format("canvas.matrix", "-"),
    "pictures": _CLICK.format("#view-pictures"),
    "the hierarchy": _CLICK.format(".switch button:last-child"),
    "map": _CLICK.format("#view-map"),
    "walk over the boxes": _KEY.format(".box[data-group='150'] > .name", "ArrowDown"),
    "choose another unit": _CLICK.format(".box[data-group='150'] > .name"),
    "find a path": "document.querySelector('#path-to').value = 'app_200'; document.querySelector('#path').click()",
    "choose it again": _CLICK.format(".box[data-group='150'] > .name"),
    "only its neighbours": _CLICK.format("#focus"),
    "with all others": _CLICK.format("#focus"),
    "show what frees it": _CLICK.format("#show-cut"),
    "cut what frees it": _CLICK.format("#do-cut"),
    "move it down": _CLICK.format("#move-down"),
    "move it up": _CLICK.format("#move-up"),
    "drag a unit far up": _DROP.format(180, 20, "top"),
    "drag one between rows": _DROP.format(181, 60, "bottom"),
    "merge": "document.querySelector('#merge-with').value = 'app_152'; document.querySelector('#merge').click()",
    "split": _CLICK.format("#split"),
    "worklist": _CLICK.format("#worklist"),
    "take all back": _CLICK.format("#reset"),
    "back to the overview": _KEY.format("body", "Escape"),
    "a narrower window": "document.documentElement.style.width = '1000px'; window.dispatchEvent(new Event('resize'))",
}  # fmt: skip


def main() -> None:
    """Generate, open, time, print."""
    parser = argparse.ArgumentParser(prog="bench.page", description=__doc__)
    parser.add_argument("--times", type=int, default=5, help="runs of each figure [5]")
    parser.add_argument("--apps", type=int, default=300)
    parser.add_argument("--modules", type=int, default=8_000)
    parser.add_argument("--references", type=int, default=100_000)
    parser.add_argument("--thread", action="store_true", help="count the computing time of the page's thread")
    options = parser.parse_args()
    found = generate_map(apps=options.apps, modules=options.modules, references=options.references)
    with tempfile.TemporaryDirectory(prefix="anabranch-page-") as scratch:
        file = Path(scratch) / "page.html"
        start = time.perf_counter()
        text = page_html(found, Words("en"), sources=Sources(Path(scratch)))
        _print("write the page (Python)", [1000 * (time.perf_counter() - start)])
        file.write_text(text, encoding="utf-8")
        print(f"{'size':28} {file.stat().st_size / 1e6:9.2f} MB")
        _in_browser(lambda browser: _measure(browser, file.as_uri(), options.times, thread=options.thread))


def _in_browser(measure: Callable[[Browser], None]) -> None:
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        raise SystemExit("No Chromium found (Debian: chromium).")
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=path, args=_ARGUMENTS)
        measure(browser)
        browser.close()


def _measure(browser: Browser, address: str, times: int, *, thread: bool) -> None:
    paints, readies = [], []
    opened: dict[str, list[float]] = {"opened": [], "opened as matrix": []}
    taken: dict[str, list[float]] = {name: [] for name in _ACTIONS}
    for _ in range(times):
        page = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
        page.goto(address)
        page.wait_for_selector(".board g.arrow", state="attached")
        paints.append(_first_paint(page))
        readies.append(float(page.evaluate(_READY)))
        for name, action in _ACTIONS.items():
            act = _TIMED.replace("ACTION", action)
            taken[name].append(_computed(page, act) if thread else float(page.evaluate(act)))
        page.close()
        for durations, view in zip(opened.values(), ("map", "matrix"), strict=True):
            page = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
            page.goto(f"{address}#x=0&v={view}")
            durations.append(float(page.evaluate(_READY)))
            page.close()
    _print("first contentful paint", paints)
    _print("map drawn", readies)
    for name, durations in opened.items():
        _print(f"the largest app {name}", durations)
    for name, durations in taken.items():
        _print(name, durations)


def _computed(page: Page, act: str) -> float:
    """Milliseconds that the main thread of the page computes."""
    tracing = page.context.new_cdp_session(page)
    events: list[dict[str, Any]] = []
    ended: list[object] = []
    tracing.on("Tracing.dataCollected", lambda data: events.extend(data["value"]))
    tracing.on("Tracing.tracingComplete", lambda _: ended.append(True))
    tracing.send("Tracing.start", {"transferMode": "ReportEvents", "categories": _TRACED})
    page.evaluate(act)
    tracing.send("Tracing.end")
    while not ended:
        page.wait_for_timeout(20)
    tracing.detach()
    named = [one for one in events if one["name"] == "thread_name"]
    main = {(one["pid"], one["tid"]) for one in named if one["args"]["name"] == "CrRendererMain"}
    tasks = [
        one for one in events if (one["pid"], one["tid"]) in main and one["ph"] == "X" and one["name"] == "RunTask"
    ]
    return sum(int(one.get("tdur", 0)) for one in tasks) / 1000


def _first_paint(page: Page) -> float:
    return float(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN"))


def _print(name: str, durations: list[float]) -> None:
    print(f"{name:28} {median(durations):9.0f} ms   slowest {max(durations):.0f} ms")


if __name__ == "__main__":
    main()
