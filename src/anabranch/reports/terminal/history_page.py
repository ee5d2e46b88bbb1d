"""The trend and the change coupling at a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from anabranch.evidence.changes import day_of
from anabranch.plan.history import Coupling, History, Move
from anabranch.reading.values import Map
from anabranch.reports.terminal.page import HEADING, UNIT, Look
from anabranch.reports.terminal.scene import Scene, scene
from anabranch.reports.texts.words import Words

_MOST = 10
_HASH = 10
_COLUMNS = ("units", "lines", "references", "tangle", "upward", "h")


def history_text(project_map: Map, history: History, *, words: Words, look: Look) -> str:
    """The answer of `history`."""
    stage = scene(project_map, words=words, look=look, level="domain")
    page = stage.page
    page.line((words("history.title"), HEADING))
    heads = (words("history.day"), words("history.commit"), *(words(f"history.{name}") for name in _COLUMNS))
    rows = [
        (day_of(one.time), one.commit[:_HASH], f"{one.units:,}", f"{one.lines:,}", f"{one.references:,}",
         f"{one.tangle:,}", f"{one.upward.ties:,}{'' if one.proven else '*'}", f"{one.h:.3f}")
        for one in history.points
    ]  # fmt: skip
    page.table(heads, rows)
    if not all(one.proven for one in history.points):
        page.paragraph(words("history.unproven"), indent=2)
    absent = max((one.absent for one in history.points), default=0)
    if absent:
        page.paragraph(words("history.absent", number=absent), indent=2)
    if history.shallow:
        page.paragraph(words("history.shallow"), indent=2)
    _show_moves(stage, history.moves)
    _show_coupling(stage, history)
    return page.text()


def _show_moves(stage: Scene, moves: Sequence[Move]) -> None:
    if not moves:
        return
    words, page = stage.words, stage.page
    page.blank()
    page.line((words("history.moves"), HEADING))
    for move in moves:
        change = words(
            "history.move",
            tangle=f"{move.after.tangle - move.before.tangle:+,}",
            upward=f"{move.after.upward.ties - move.before.upward.ties:+,}",
        )
        span = f"{move.before.commit[:_HASH]}..{move.after.commit[:_HASH]}"
        name = move.after.commit[:_HASH] if move.commits == 1 else span
        about = move.subject or words.count("history.commits", move.commits)
        page.paragraph((name, UNIT), f"  {day_of(move.after.time)}  {change}  {about}", indent=2, hang=4)


def _show_coupling(stage: Scene, history: History) -> None:
    words, page = stage.words, stage.page
    page.blank()
    page.paragraph((words("history.coupling", changes=history.changes, left_out=history.left_out), HEADING))
    _show_pairs(stage, history.coupled)
    if history.unreferenced:
        page.blank()
        page.line((words("history.unreferenced"), HEADING))
        _show_pairs(stage, history.unreferenced)
    if history.unchanged:
        page.blank()
        page.line((words("history.unchanged", number=len(history.unchanged)), HEADING))
        pairs = ", ".join(f"{one} · {other}" for one, other in history.unchanged[:_MOST])
        more = len(history.unchanged) - _MOST
        page.paragraph(pairs, f" {words('more', number=more)}" if more > 0 else "", indent=2)


def _show_pairs(stage: Scene, pairs: Sequence[Coupling]) -> None:
    words = stage.words
    if not pairs:
        stage.page.paragraph(words("history.uncoupled"), indent=2)
        return
    heads = ("", words("history.together"), words("history.share"), words("history.ties"))
    rows = [
        (f"{one.one} · {one.other}", f"{one.together:,}", f"{one.share:.2f}", f"{one.ties:,}") for one in pairs[:_MOST]
    ]
    stage.page.table(heads, rows)
