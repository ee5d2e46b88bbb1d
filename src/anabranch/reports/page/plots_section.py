"""The plots of the page: the plan's staircase with its stages, the trend, and what changes together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from anabranch.plan.history import History
from anabranch.plan.values import Staircase
from anabranch.reports.plots import all_plots
from anabranch.reports.texts.words import Words
from anabranch.reports.visible import in_html

_COLUMNS = ("schema", "symbols", "files", "lines", "left", "upward")


class Plotted(NamedTuple):
    """What is plotted of a project; nothing where it was not asked for."""

    staircase: Staircase | None = None
    history: History | None = None


def plots_html(plotted: Sequence[Plotted], words: Words) -> str:
    """One section a project, in the order of the map; empty where nothing is to be seen."""
    sections = []
    for number, one in enumerate(plotted):
        figures = [f"<figure>{svg}</figure>" for svg in all_plots(*one, words=words, styled=False)]
        stages = list(_stages(one.staircase, words)) if one.staircase and one.staircase.stages else []
        sections.append(f'<section data-project="{number}">{"".join([*figures, *stages])}</section>')
    return "".join(sections)


def has_plots(plotted: Plotted) -> bool:
    """Whether anything is to be seen."""
    history = plotted.history
    return bool(
        (plotted.staircase and plotted.staircase.stages) or (history and (history.coupled or len(history.points) > 1))
    )


def _stages(staircase: Staircase, words: Words) -> Iterator[str]:
    """The same sentence and columns as those of `anabranch plan`."""
    start = "stairs.start.declared" if staircase.by == "declared" else "stairs.start"
    upward = staircase.upward.ties
    told = words(start, tangled=staircase.tangled, units=staircase.units, tangle=staircase.tangle, upward=upward)
    yield f"<p>{in_html(told)} {in_html(words(f'stairs.by.{staircase.by}'))}</p>"
    heads = ("", words("stairs.unit"), *(words(f"stairs.{name}") for name in _COLUMNS))
    yield f"<table><thead><tr>{''.join(f'<th>{in_html(head)}</th>' for head in heads)}</tr></thead><tbody>"
    for number, one in enumerate(staircase.stages, 1):
        facts = one.facts
        left = (facts.schema, facts.symbols, facts.files, facts.lines, one.tangled, one.upward.ties)
        cells = "".join(f"<td>{value:,}</td>" for value in left)
        yield f"<tr><td>{number}</td><th>{in_html(one.unit)}</th>{cells}</tr>"
    yield "</tbody></table>"
