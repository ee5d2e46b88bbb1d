"""A map for Graphviz: boxes in rows by layer, upward arrows in red and without a say in the layout."""

from __future__ import annotations

from collections.abc import Iterator

from anabranch.reading.values import Dependency, Level, Map
from anabranch.reports.answers.picture import Picture, draw_project, ties
from anabranch.reports.visible import visible

_UPWARD = 'color="#c0392b", fontcolor="#c0392b", penwidth=2, constraint=false'
_DOWNWARD = 'color="#7f8c8d", fontcolor="#7f8c8d"'
_ASIDE = 'color="#bdc3c7", style=dashed, constraint=false'


def map_dot(project_map: Map, *, level: Level) -> str:
    """One graph; several projects are clusters of it."""
    pictures = [draw_project(project_map, project, level=level) for project in project_map.projects]
    lines = ["digraph anabranch {", "  rankdir=TB;", '  node [shape=box, style="rounded", fontname="Helvetica"];']
    lines.append('  edge [fontname="Helvetica", fontsize=10];')
    for index, picture in enumerate(pictures):
        if len(pictures) == 1:
            lines += _body(picture, "  ")
            continue
        lines.append(f"  subgraph cluster_{index} {{")
        lines.append(f"    label={_quoted(picture.project)};")
        lines += [*_body(picture, "    "), "  }"]
    return "\n".join([*lines, "}"]) + "\n"


def _body(picture: Picture, indent: str) -> Iterator[str]:
    for row in picture.rows:
        boxes = " ".join(f"{_node(picture, unit)} [label={_quoted(unit)}];" for unit in row)
        yield f"{indent}{{ rank=same; {boxes} }}"
    for above, below in zip(picture.rows, picture.rows[1:], strict=False):
        yield f"{indent}{_node(picture, above[0])} -> {_node(picture, below[0])} [style=invis];"
    for arrow in picture.arrows:
        ends = f"{_node(picture, arrow.importer)} -> {_node(picture, arrow.imported)}"
        yield f"{indent}{ends} [{_style(arrow)}];"


def _style(arrow: Dependency) -> str:
    if not arrow.ties.deciding:
        return f'{_ASIDE}, tooltip="{ties(arrow)}"'
    return f'label="{arrow.ties.deciding}", {_UPWARD if arrow.upward else _DOWNWARD}'


def _node(picture: Picture, unit: str) -> str:
    return _quoted(f"{picture.project}/{unit}")


def _quoted(text: str) -> str:
    """A quoted name of the DOT language; a lone backslash would begin an escape of Graphviz, an ampersand an entity."""
    return '"' + visible(text).replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;") + '"'
