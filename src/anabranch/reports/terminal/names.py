"""Names as short as they stay clear: packages above an app are left out, and a name still works on the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rich.cells import cell_len

from anabranch.project.dotted import enclosing
from anabranch.reading.values import Map
from anabranch.reports.terminal.page import TOGETHER
from anabranch.reports.visible import visible

ARROW = " → "


class ShortNames:
    """Dotted symbols from their unit on, and names of symbols that the command line understands."""

    def __init__(self, project_map: Map) -> None:
        self._map = project_map
        self._left_out = {
            app.name: _length_above(app.name, parts=app.label.count(".") + 1)
            for project in project_map.projects
            for app in project.apps
        }

    def symbol(self, dotted: str) -> str:
        """`oscar.apps.order.models.Order` as `order.models.Order`."""
        package = enclosing(dotted, self._left_out)
        return dotted[self._left_out[package] :] if package else dotted

    def typed(self, dotted: str, project: str) -> str:
        """A name that means this symbol and no other: the model's label, or as much of the end as it needs."""
        for model in self._map.models:
            if dotted == model.symbol and model.project == project:
                twice = any(one.label == model.label and one.project != project for one in self._map.models)
                return f"{project}/{model.label}" if twice else model.label
        short = self.symbol(dotted)
        others = (one for one in self._map.references if one.project != project)
        if any(end.symbol == dotted for one in others for end in (one.importer, one.imported)):
            return f"{project}/{dotted}"
        ends = (end.symbol for one in self._map.references for end in (one.importer, one.imported))
        return dotted if any(end.endswith("." + short) and end != dotted for end in ends) else short

    def unit(self, name: str, project: str) -> str:
        """A unit with its project before it where another project has one of that name."""
        others = (app for one in self._map.projects if one.name != project for app in one.apps)
        return f"{project}/{name}" if any(name in (app.label, app.domain, app.name) for app in others) else name


def _length_above(name: str, *, parts: int) -> int:
    """How much of a package's name comes before its last parts; a part of a split app is known by two."""
    return len(name) - len(".".join(name.split(".")[-parts:]))


def listed(names: Sequence[str], *, most: int, more: str) -> str:
    """Names with commas, and how many are left out."""
    if len(names) <= most:
        return ", ".join(names)
    return ", ".join(names[:most]) + f" {more}"


def fitting(names: Sequence[str], room: int, more: Callable[[int], str]) -> str:
    """As many names as fit, and how many are left out."""
    for shown in range(len(names), 0, -1):
        rest = f" {more(len(names) - shown)}" if shown < len(names) else ""
        text = ", ".join(names[:shown]) + rest
        if shown == 1 or cell_len(visible(text)) <= room:
            return text
    return ""


def counted(counts: Iterable[tuple[str, int]]) -> str:
    """Names with their numbers, which a line end does not part."""
    return ", ".join(f"{name}{TOGETHER}{number:,}" for name, number in counts)


def percent(part: int, whole: int) -> str:
    """A share in whole per cent; never 0 or 100 where something is left on either side."""
    if not whole:
        return "0 %"
    share = round(100 * part / whole)
    if 0 < part < whole:
        share = min(max(share, 1), 99)
    return f"{share} %"
