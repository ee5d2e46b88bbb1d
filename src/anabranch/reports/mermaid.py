"""A map as a Mermaid flowchart, which GitHub and GitLab draw inside Markdown: rows by layer, upward arrows in red."""

from __future__ import annotations

from anabranch.reading.values import Dependency, Level, Map
from anabranch.reports.answers.picture import Picture, draw_project
from anabranch.reports.visible import visible

_UPWARD = "stroke:#c0392b,color:#c0392b,stroke-width:2px"

# What would end a label, or begin markup or an entity inside it.
_SPECIAL = {ord(sign): f"#{ord(sign)};" for sign in '"#&<>`[]{}()|\\*_~'}


def map_mermaid(project_map: Map, *, level: Level) -> str:
    """One flowchart; several projects are subgraphs of it."""
    pictures = [draw_project(project_map, project, level=level) for project in project_map.projects]
    lines = ["flowchart TB"]
    upward: list[int] = []
    drawn = 0
    for index, picture in enumerate(pictures):
        ids = {unit: f"p{index}u{number}" for number, unit in enumerate(_units(picture))}
        lines += _boxes(picture, ids, index, named=len(pictures) > 1)
        for arrow in picture.arrows:
            lines.append(f"  {ids[arrow.importer]} {_line(arrow)} {ids[arrow.imported]}")
            if arrow.upward:
                upward.append(drawn)
            drawn += 1
    if upward:
        lines.append(f"  linkStyle {','.join(map(str, upward))} {_UPWARD}")
    return "\n".join(lines) + "\n"


def _boxes(picture: Picture, ids: dict[str, str], index: int, *, named: bool) -> list[str]:
    lines = [f'  subgraph p{index}["{_label(picture.project)}"]'] if named else []
    for number, row in enumerate(picture.rows):
        lines.append(f'  subgraph p{index}l{number}[" "]')
        lines.append("    direction LR")
        lines += [f'    {ids[unit]}["{_label(unit)}"]' for unit in row]
        lines.append("  end")
    return [*lines, "  end"] if named else lines


def _line(arrow: Dependency) -> str:
    if not arrow.ties.deciding:
        return "-.->"
    return f"-->|{arrow.ties.deciding}|"


def _units(picture: Picture) -> list[str]:
    return [unit for row in picture.rows for unit in row]


def _label(text: str) -> str:
    return visible(text).translate(_SPECIAL)
