"""Plots for those who look rather than read: SVG without script or link, in the reader's light or dark scheme."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from anabranch.evidence.changes import month_of
from anabranch.evidence.trend import Figures
from anabranch.plan.history import Coupling, History
from anabranch.plan.values import Staircase
from anabranch.reports.texts.words import Words
from anabranch.reports.visible import in_html

_WIDTH, _HEIGHT = 720, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 56, 44, 40
_MOST_UNITS = 24
_CELL = 18
_NAME = 170

_STYLE = """
    svg { color-scheme: light dark; --ink: #24292f; --quiet: #8c959f; --paper: #ffffff }
    svg { --warning: #b3261e; --other: #0b5cad }
    @media (prefers-color-scheme: dark) {
      svg { --ink: #e6edf3; --quiet: #6e7681; --paper: #0d1117; --warning: #ff7b72; --other: #6cb6ff }
    }
    text { font: 12px system-ui, sans-serif; fill: var(--ink) }
    .title { font-weight: 600; font-size: 13px }
    .paper { fill: var(--paper) }
    .axis { stroke: var(--quiet); fill: none }
    .upward { stroke: var(--warning); fill: none; stroke-width: 2 }
    .tangle { stroke: var(--other); fill: none; stroke-width: 2; stroke-dasharray: 5 3 }
    .upward-text { fill: var(--warning) }
    .tangle-text { fill: var(--other) }
    .cell { fill: var(--warning) }
"""


def all_plots(staircase: Staircase | None, history: History | None, *, words: Words, styled: bool) -> Iterator[str]:
    """Trend, change coupling and staircase, as far as there is anything to see in them. `styled` as in `trend_svg`."""
    if history is not None and len(history.points) > 1:
        yield trend_svg(history.points, words=words, styled=styled)
    if history is not None and history.coupled:
        yield matrix_svg(history.coupled, words=words, styled=styled)
    if staircase is not None and staircase.stages:
        yield staircase_svg(staircase, words=words, styled=styled)


def trend_svg(points: Sequence[Figures], *, words: Words, styled: bool = True) -> str:
    """Upward ties (left scale) and tangle (right scale) over time. What is not `styled` takes its looks from the
    document that it is put into.
    """
    names = [month_of(point.time) for point in points]
    return _two_lines(
        words("plot.trend"), names, [one.upward.ties for one in points], [one.tangle for one in points], words,
        steps=False, styled=styled,
    )  # fmt: skip


def staircase_svg(staircase: Staircase, *, words: Words, styled: bool = True) -> str:
    """What is left after each domain that is freed."""
    names = ["0", *(stage.unit for stage in staircase.stages)]
    upward = [staircase.upward.ties, *(stage.upward.ties for stage in staircase.stages)]
    tangle = [staircase.tangle, *(stage.tangle for stage in staircase.stages)]
    against = "plot.upward.declared" if staircase.by == "declared" else "plot.upward"
    return _two_lines(words("plot.stairs"), names, upward, tangle, words, steps=True, styled=styled, against=against)


def matrix_svg(coupled: Sequence[Coupling], *, words: Words, styled: bool = True) -> str:
    """The domains that change together most, as a matrix; darker is more often."""
    units: dict[str, int] = {}
    for row in coupled:
        for unit in (row.one, row.other):
            units[unit] = units.get(unit, 0) + row.together
    shown = sorted(sorted(units, key=lambda unit: (-units[unit], unit))[:_MOST_UNITS])
    place = {unit: index for index, unit in enumerate(shown)}
    most = max((row.together for row in coupled if row.one in place and row.other in place), default=1)
    side = _CELL * len(shown)
    body: list[str] = []
    for unit, index in place.items():
        y = _TOP + index * _CELL + 13
        body.append(f'  <text x="{_NAME - 6}" y="{y}" text-anchor="end">{in_html(_short(unit))}</text>')
    body += [f'  <rect class="axis" x="{_NAME}" y="{_TOP}" width="{side}" height="{side}"/>']
    for row in coupled:
        if row.one in place and row.other in place:
            body += _cells(row, place, most)
    return _svg(max(_NAME + side + 20, 420), _TOP + side + 20, words("plot.matrix"), body, styled=styled)


def _cells(row: Coupling, place: dict[str, int], most: int) -> Iterator[str]:
    told = f"{in_html(row.one)} · {in_html(row.other)}: {row.together} ({row.share:.2f})"
    for one, other in ((row.one, row.other), (row.other, row.one)):
        x, y = _NAME + place[other] * _CELL, _TOP + place[one] * _CELL
        strength = 0.12 + 0.88 * row.together / most
        yield (
            f'  <rect class="cell" x="{x + 1}" y="{y + 1}" width="{_CELL - 2}" height="{_CELL - 2}" '
            f'fill-opacity="{strength:.2f}"><title>{told}</title></rect>'
        )


def _two_lines(
    title: str, names: Sequence[str], upward: Sequence[int], tangle: Sequence[int], words: Words, *, steps: bool,
    styled: bool, against: str = "plot.upward",
) -> str:  # fmt: skip
    body = [f'  <path class="axis" d="M{_LEFT} {_TOP}V{_HEIGHT - _BOTTOM}H{_WIDTH - _RIGHT}V{_TOP}"/>']
    for kind, values, x, anchor in (
        ("upward", upward, _LEFT - 6, "end"),
        ("tangle", tangle, _WIDTH - _RIGHT + 6, "start"),
    ):
        most = max(values, default=0)
        body.append(f'  <path class="{kind}" d="{_path(values, most, steps=steps)}"/>')
        for number, y in ((most, _TOP + 4), (0, _HEIGHT - _BOTTOM + 4)):
            body.append(f'  <text class="{kind}-text" x="{x}" y="{y}" text-anchor="{anchor}">{number:,}</text>')
    body.append(f'  <text class="upward-text" x="{_LEFT}" y="{_TOP - 8}">{in_html(words(against))}</text>')
    end = _WIDTH - _RIGHT
    body.append(
        f'  <text class="tangle-text" x="{end}" y="{_TOP - 8}" text-anchor="end">{in_html(words("plot.tangle"))}</text>'
    )
    for index in sorted({0, len(names) - 1} if names else ()):
        anchor = "start" if index == 0 else "end"
        at, y = _x(index, len(names)), _HEIGHT - 16
        body.append(f'  <text x="{at:g}" y="{y}" text-anchor="{anchor}">{in_html(names[index])}</text>')
    return _svg(_WIDTH, _HEIGHT, title, body, styled=styled)


def _path(values: Sequence[int], most: int, *, steps: bool) -> str:
    parts: list[str] = []
    for index, value in enumerate(values):
        y = _HEIGHT - _BOTTOM - (_HEIGHT - _BOTTOM - _TOP) * value / max(most, 1)
        x = _x(index, len(values))
        if not parts:
            parts.append(f"M{x:.5g} {y:.5g}")
        else:
            parts.append(f"H{x:.5g}V{y:.5g}" if steps else f"L{x:.5g} {y:.5g}")
    return "".join(parts)


def _x(index: int, count: int) -> float:
    return _LEFT + (_WIDTH - _LEFT - _RIGHT) * index / max(count - 1, 1)


def _svg(width: int, height: int, title: str, body: Sequence[str], *, styled: bool) -> str:
    body = [_title(title), *body]
    named = f'role="img" aria-label="{in_html(title)}" viewBox="0 0 {width} {height}"'
    if not styled:
        return "\n".join([f'<svg class="plot" {named}>', *body, "</svg>"]) + "\n"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {named} width="{width}" height="{height}">'
    paper = f'  <rect class="paper" width="{width}" height="{height}"/>'
    return "\n".join([head, f"  <style>{_STYLE}  </style>", paper, *body, "</svg>"]) + "\n"


def _title(text: str) -> str:
    return f'  <text class="title" x="12" y="18">{in_html(text)}</text>'


def _short(unit: str) -> str:
    return unit if len(unit) <= 24 else f"…{unit[-23:]}"
