"""The sequence in which domains are freed, and the pairs that people have to decide, at a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from anabranch.plan.values import Choice, Stage, Staircase
from anabranch.reading.values import Map
from anabranch.reports.answers.first_contact import named_first
from anabranch.reports.counts import weight_text
from anabranch.reports.terminal.names import ARROW, listed
from anabranch.reports.terminal.page import COMMAND, HEADING, UNIT, Look, in_full
from anabranch.reports.terminal.scene import Scene, scene, where
from anabranch.reports.texts.words import Words

_MOST = 12
_NAMES = 4


def stairs_text(
    project_map: Map,
    staircase: Staircase,
    choices: Sequence[Choice],
    undecided: int,
    *,
    words: Words,
    look: Look,
    folder: str = ".",
    whole: bool = False,
) -> str:
    """The answer of `plan`; `whole` shows every stage."""
    stage = scene(project_map, words=words, look=look, folder=folder, level="domain")
    if not staircase.stages:
        stage.page.paragraph(words("stairs.none", command=stage.command("plan", "DOMAIN")))
        return stage.page.text()
    _show_start(stage, staircase, is_named_first=_is_named_first(project_map, staircase))
    shown = staircase.stages if whole else staircase.stages[:_MOST]
    _show_table(stage, shown)
    if len(shown) < len(staircase.stages):
        stage.page.line(words("stairs.left_over", number=len(staircase.stages) - len(shown)), indent=2)
    _show_choices(stage, choices, undecided)
    stage.page.blank()
    stage.page.line((stage.command("plan", staircase.stages[0].unit), COMMAND))
    return stage.page.text()


def _show_start(stage: Scene, staircase: Staircase, *, is_named_first: bool) -> None:
    words, page = stage.words, stage.page
    upward = staircase.upward.ties
    page.line((words("stairs.title"), HEADING))
    start = "stairs.start.declared" if staircase.by == "declared" else "stairs.start"
    page.paragraph(
        words(start, tangled=staircase.tangled, units=staircase.units, tangle=staircase.tangle, upward=upward),
        " ",
        words(f"stairs.by.{staircase.by}"),
    )
    if staircase.alone:
        ties = weight_text(staircase.alone_ties, words)
        command = (stage.command("free", staircase.alone), COMMAND)
        told = f"stairs.alone.{staircase.by}{'.map' if is_named_first else ''}"
        page.paragraph(words(told, unit=staircase.alone, ties=ties), " ", command)
    page.blank()


def _is_named_first(project_map: Map, staircase: Staircase) -> bool:
    """Whether the map, which compares apps, names first what takes the fewest ties."""
    (project,) = (one for one in project_map.projects if one.name == staircase.project)
    apps = [app.label for app in project.apps if app.domain == staircase.alone]
    return apps == [staircase.alone] == [named_first(project_map, project)]


def _show_table(stage: Scene, stages: Sequence[Stage]) -> None:
    words = stage.words
    heads = ("", words("stairs.unit"), *(words(f"stairs.{name}") for name in _COLUMNS))
    rows = [
        (str(number), (one.unit, UNIT), str(one.facts.schema), str(one.facts.symbols), str(one.facts.files),
         str(one.facts.lines), str(one.tangled), str(one.upward.ties))
        for number, one in enumerate(stages, 1)
    ]  # fmt: skip
    lists = [_aside(stage, one) for one in stages]
    stage.page.table(heads, rows, lists=[in_full(text) for text in lists])


_COLUMNS = ("schema", "symbols", "files", "lines", "left", "upward")


def _aside(stage: Scene, one: Stage) -> str:
    words = stage.words
    parts = []
    if one.frees:
        names = listed(one.frees, most=_NAMES, more=words("more", number=len(one.frees) - _NAMES))
        parts.append(words("stairs.also", units=names))
    if one.undecided:
        pairs = [f"{importer}{ARROW}{imported}" for importer, imported in one.undecided]
        text = listed(pairs, most=2, more=words("more", number=len(pairs) - 2))
        parts.append(words("stairs.undecided", pairs=text))
    return "; ".join(parts)


def _show_choices(stage: Scene, choices: Sequence[Choice], undecided: int) -> None:
    if not choices:
        return
    words, page = stage.words, stage.page
    page.blank()
    page.line((words.count("choices.title", undecided), HEADING))
    for one in choices:
        page.paragraph((words("choices.pair", one=one.one, other=one.other), UNIT), indent=2)
        for above, below, upward, best_by in (
            (one.one, one.other, one.one_above, one.one_best_by),
            (one.other, one.one, one.other_above, one.other_best_by),
        ):
            told = words("choices.above", above=above, below=below, upward=weight_text(upward, words))
            counts = ", ".join(words(f"choices.by.{name}") for name in best_by)
            page.paragraph(told + (words("choices.less", counts=counts) if counts else ""), indent=4)
        for importer, imported, weight in ((one.one, one.other, one.one_uses), (one.other, one.one, one.other_uses)):
            ties = weight_text(weight, words)
            page.paragraph(words("choices.ties", importer=importer, imported=imported, weight=ties), indent=4)
        for example in one.examples:
            page.place(where(example.file, example.line), stage.tie(example), indent=6)
    if undecided > len(choices):
        page.line(words("more", number=undecided - len(choices)), indent=2)
