"""A map as a picture that any browser shows: units below each other in the order, arrows that run down on the left,
arrows that run up in red on the right. A hierarchy has nothing on the right.

The file has no script and no link; it follows the reader's light or dark scheme.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from anabranch.reading.values import Dependency, Level, Map
from anabranch.reports.answers.picture import Picture, draw_project
from anabranch.reports.visible import in_html

_WIDTH = 720
_MARGIN = 24
_LINE = 26
_LAYER_GAP = 10
_CHARACTER = 7.4
"""Width of a character of 13 pixels, a little more than most fonts take."""
_LONGEST = 36
_FLATTEST = 18
"""How far the arc between neighbours leaves the column; longer arcs leave further, the longest reach the edge."""

_STYLE = """
    svg { color-scheme: light dark; --ink: #24292f; --quiet: #8c959f; --paper: #ffffff; --warning: #b3261e }
    @media (prefers-color-scheme: dark) {
      svg { --ink: #e6edf3; --quiet: #6e7681; --paper: #0d1117; --warning: #ff7b72 }
    }
    text { font: 13px system-ui, sans-serif; fill: var(--ink) }
    .title { font-weight: 600 }
    .layer { stroke: var(--quiet); stroke-dasharray: 1 4 }
    .paper { fill: var(--paper) }
    .arc { fill: none; stroke: var(--quiet); stroke-opacity: 0.7 }
    .upward { stroke: var(--warning) }
    .end { fill: var(--quiet) }
    .upward-end { fill: var(--warning) }
    .aside { opacity: 0.12 }
    .focus { font-weight: 600 }
"""


class Column(NamedTuple):
    """Where the names of one project stand, in pixels."""

    middle: dict[str, float]
    left: float
    right: float
    layers: tuple[float, ...]
    bottom: float


def map_svg(project_map: Map, *, level: Level, focus: str = "") -> str:
    """One picture; several projects stand below each other. Arrows that do not touch the unit in `focus` are pale."""
    body: list[str] = []
    top = float(_MARGIN)
    for project in project_map.projects:
        picture = draw_project(project_map, project, level=level)
        column = _place(picture, top + 2 * _LINE)
        body.append(f'  <text class="title" x="{_MARGIN}" y="{top + 12:g}">{in_html(picture.project)}</text>')
        body += [f'  <line class="layer" x1="0" x2="{_WIDTH}" y1="{y:g}" y2="{y:g}"/>' for y in column.layers]
        body += _arcs(picture, column, focus)
        body += _names(column, focus)
        top = column.bottom + _MARGIN
    size = f'viewBox="0 0 {_WIDTH} {top:g}" width="{_WIDTH}" height="{top:g}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {size}>'
    paper = f'  <rect class="paper" width="{_WIDTH}" height="{top:g}"/>'
    return "\n".join([head, f"  <style>{_STYLE}  </style>", paper, *body, "</svg>"]) + "\n"


def _place(picture: Picture, top: float) -> Column:
    middle: dict[str, float] = {}
    layers: list[float] = []
    for row in picture.rows:
        if middle:
            layers.append(top - (_LINE - _LAYER_GAP) / 2 - 1)
            top += _LAYER_GAP
        for unit in row:
            middle[unit] = top
            top += _LINE
    width = max((len(_short(unit)) for unit in middle), default=0) * _CHARACTER + 24
    return Column(middle, (_WIDTH - width) / 2, (_WIDTH + width) / 2, tuple(layers), top)


def _arcs(picture: Picture, column: Column, focus: str) -> Iterator[str]:
    heights = column.middle
    arrows = [arrow for arrow in picture.arrows if arrow.ties.deciding]
    longest = max((abs(heights[one.importer] - heights[one.imported]) for one in arrows), default=1)
    for arrow in sorted(arrows, key=lambda arrow: (_touches(arrow, focus), arrow.upward)):
        aside = "" if _touches(arrow, focus) else " aside"
        yield from _arc(arrow, column, longest, aside)


def _touches(arrow: Dependency, focus: str) -> bool:
    return not focus or focus in (arrow.importer, arrow.imported)


def _arc(arrow: Dependency, column: Column, longest: float, aside: str) -> Iterator[str]:
    """An arc from importer to imported that ends in a head: down on the left, up on the right."""
    begin, end = column.middle[arrow.importer], column.middle[arrow.imported]
    side, edge = (1, column.right) if arrow.upward else (-1, column.left)
    reach = _FLATTEST + (column.left - _MARGIN - _FLATTEST) * abs(end - begin) / max(longest, 1)
    bend = edge + side * reach * 4 / 3  # a cubic arc reaches three quarters of the way to its handles
    told = f"{in_html(arrow.importer)} → {in_html(arrow.imported)}: {arrow.ties.deciding}"
    kind = (" upward" if arrow.upward else "") + aside
    width = 1 + min(arrow.ties.deciding, 24) / 12
    curve = f"M{edge:g} {begin:g}C{bend:.4g} {begin:g} {bend:.4g} {end:g} {edge + side * 7:g} {end:g}"
    yield f'  <path class="arc{kind}" stroke-width="{width:.2g}" d="{curve}"><title>{told}</title></path>'
    head = ("upward-end" if arrow.upward else "end") + aside
    yield f'  <path class="{head}" d="M{edge:g} {end:g}l{side * 8} -4v8z"/>'


def _names(column: Column, focus: str) -> Iterator[str]:
    for unit, y in column.middle.items():
        kind = "name focus" if unit == focus else "name"
        place = f'x="{_WIDTH / 2:g}" y="{y + 4:g}" text-anchor="middle"'
        yield f'  <text class="{kind}" {place}>{in_html(_short(unit))}</text>'


def _short(unit: str) -> str:
    return unit if len(unit) <= _LONGEST else f"…{unit[1 - _LONGEST :]}"
