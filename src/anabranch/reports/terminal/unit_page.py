"""What a unit defines, what others use of it and what it uses."""

from __future__ import annotations

from anabranch.reading.values import Map
from anabranch.reports.answers.unit import Unit, UnitUse
from anabranch.reports.terminal.model_table import show_model, show_models
from anabranch.reports.terminal.names import counted, listed
from anabranch.reports.terminal.page import ASIDE, HEADING, Look, Piece
from anabranch.reports.terminal.scene import Scene, scene
from anabranch.reports.texts.words import Words

_FACADE = 20
_SYMBOLS = 4
_UNITS = 6


def unit_text(project_map: Map, answer: Unit, *, words: Words, look: Look, folder: str = ".") -> str:
    """The answer of `unit`."""
    stage = scene(project_map, words=words, look=look, folder=folder)
    stage.page.line((answer.subject.name, HEADING), "  " + words(f"kind.{answer.subject.kind}"))
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
    rows: list[tuple[Piece, ...]] = []
    for one in answer.facade[:_FACADE]:
        more = words("more", number=len(one.units) - _UNITS)
        units = listed(one.units, most=_UNITS, more=more)
        rows.append((stage.short.symbol(one.symbol), f"{one.ties:,}", (units, ASIDE)))
    page.table(heads, rows)
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
    rows: list[tuple[Piece, ...]] = []
    for one in uses:
        symbols = [(stage.short.symbol(name), ties) for name, ties in one.symbols[:_SYMBOLS]]
        rest = f", {words('more', number=len(one.symbols) - _SYMBOLS)}" if len(one.symbols) > _SYMBOLS else ""
        rows.append((one.unit, f"{one.ties:,}", (counted(symbols) + rest, ASIDE)))
    page.table(heads, rows)
