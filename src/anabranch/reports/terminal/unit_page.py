"""What a unit defines, what others use of it and what it uses."""

from __future__ import annotations

from collections.abc import Sequence

from anabranch.reading.values import Map
from anabranch.reports.answers.unit import Unit, UnitUse
from anabranch.reports.terminal.model_table import show_model, show_models
from anabranch.reports.terminal.names import fitting
from anabranch.reports.terminal.page import HEADING, TOGETHER, Fitting, Look
from anabranch.reports.terminal.scene import Scene, scene
from anabranch.reports.texts.words import Words

_FACADE = 20


def unit_text(project_map: Map, answer: Unit, *, words: Words, look: Look, folder: str = ".") -> str:
    """The answer of `unit`."""
    stage = scene(project_map, words=words, look=look, folder=folder)
    name, kind = answer.subject.name, answer.subject.kind
    stage.page.line((stage.short.symbol(name) if kind == "symbol" else name, HEADING), "  " + words(f"kind.{kind}"))
    for app in answer.apps:
        facts = [app.path, words.count("lines", app.lines), words(f"unit.role.{app.role}")]
        stage.page.paragraph(" · ".join(fact for fact in facts if fact))
    _show_defined(stage, answer)
    if answer.subject.kind in ("model", "symbol") and len(answer.models) == 1:
        show_model(stage, answer.models[0])
    elif answer.models:
        stage.page.blank()
        show_models(stage, answer.models)
    _show_facade(stage, answer)
    _show_uses(stage, words("unit.used_by"), answer.used_by, words("unit.facade.none"))
    _show_uses(stage, words("unit.uses"), answer.uses, words("unit.uses.none"))
    stage.show_likely(answer.likely)
    return stage.page.text()


def _show_defined(stage: Scene, answer: Unit) -> None:
    words = stage.words
    found = [
        words.count("models", len(answer.models)) if answer.models else "",
        words.count("unit.urls", len(answer.urls)) if answer.urls else "",
        words.count("unit.tasks", len(answer.tasks)) if answer.tasks else "",
        words.count("unit.receivers", len(answer.receivers)) if answer.receivers else "",
    ]
    shown = [one for one in found if one]
    if shown and answer.subject.kind != "model":
        stage.page.paragraph(f"{words('unit.defines')}: ", ", ".join(shown), hang=2)


def _show_facade(stage: Scene, answer: Unit) -> None:
    words, page = stage.words, stage.page
    if not answer.facade:
        return
    page.blank()
    page.line((words("unit.facade"), HEADING), f"  {words('unit.facade.note')}")
    heads = (words("column.symbol"), words("column.ties"), words("column.units"))
    shown = answer.facade[:_FACADE]
    own = stage.short.symbol(answer.subject.dotted) + "."
    rows = [(stage.short.symbol(one.symbol).removeprefix(own), f"{one.ties:,}") for one in shown]
    page.table(heads, rows, lists=[_fit(stage, one.units) for one in shown])
    if len(answer.facade) > _FACADE:
        page.line(words("more", number=len(answer.facade) - _FACADE), indent=2)


def _show_uses(stage: Scene, title: str, uses: tuple[UnitUse, ...], none: str) -> None:
    words, page = stage.words, stage.page
    page.blank()
    page.line((title, HEADING))
    if not uses:
        page.line(none, indent=2)
        return
    heads = (words("column.unit"), words("column.ties"), words("column.symbols"))
    symbols = [[f"{stage.short.symbol(name)}{TOGETHER}{ties:,}" for name, ties in one.symbols] for one in uses]
    rows = [(one.unit, f"{one.ties:,}") for one in uses]
    page.table(heads, rows, lists=[_fit(stage, names) for names in symbols])


def _fit(stage: Scene, names: Sequence[str]) -> Fitting:
    return lambda room: fitting(names, room, lambda rest: stage.words("more", number=rest).replace(" ", TOGETHER))
