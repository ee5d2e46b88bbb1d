"""The plan of one domain at a terminal: steps, facade, and what a split would still cost."""

from __future__ import annotations

from collections.abc import Sequence

from anabranch.plan.values import DomainPlan, Key, Spot, Step, Transaction
from anabranch.reading.values import Map
from anabranch.reports.answers.places import Sources
from anabranch.reports.counts import facts_text, weight_text
from anabranch.reports.step_words import how_to, touching
from anabranch.reports.terminal.names import ARROW, listed
from anabranch.reports.terminal.page import ASIDE, COMMAND, HEADING, PLACE, UNIT, Look
from anabranch.reports.terminal.scene import Scene, scene, where
from anabranch.reports.texts.words import Words

_SPOTS = 12
_ROWS = 10
_NAMES = 4


def plan_text(
    project_map: Map, plan: DomainPlan, sources: Sources, *, words: Words, look: Look, folder: str = "."
) -> str:
    """The answer of `plan DOMAIN`."""
    stage = scene(project_map, words=words, look=look, folder=folder, level="domain")
    _show_head(stage, plan)
    for step in plan.steps:
        stage.page.blank()
        _show_step(stage, plan.domain, step, sources)
    _show_facade(stage, plan)
    _show_border(stage, plan)
    stage.show_likely(plan.likely)
    if plan.steps:
        stage.page.blank()
        command = stage.command("plan", plan.domain, "--markdown")
        stage.page.line(words("plan.next", command=""), (command, COMMAND))
    return stage.page.text()


def _show_head(stage: Scene, plan: DomainPlan) -> None:
    words, page = stage.words, stage.page
    if not plan.steps:
        page.paragraph((words("plan.nothing", domain=plan.domain), HEADING))
        return
    page.paragraph((words("plan.title", domain=plan.domain, steps=words.count("steps", len(plan.steps))), HEADING))
    page.paragraph(words("plan.total", facts=facts_text(plan.total, words)))
    if plan.in_tangle:
        page.paragraph(words("plan.tangle", units=words.count("units", plan.in_tangle)), " ",
                       words(f"free.side.{plan.side}", unit=plan.domain))  # fmt: skip
    else:
        page.paragraph(words("plan.untangled"))
    if plan.to_free != plan.least:
        least, declared = weight_text(plan.least, words), weight_text(plan.to_free, words)
        command = stage.command("free", plan.domain)
        page.paragraph(words("plan.longer", least=least, declared=declared, command=command))


def _show_step(stage: Scene, domain: str, step: Step, sources: Sources) -> None:
    words, page = stage.words, stage.page
    about = f"  {words(f'plan.purpose.{step.purpose}')} · {facts_text(step.facts, words)}"
    page.line((words("plan.step", number=step.number), UNIT), about)
    touched = [stage.short.symbol(symbol) for symbol in step.touched]
    symbols = listed(touched, most=_NAMES, more=words("more", number=len(touched) - _NAMES))
    page.paragraph(words(touching(step), symbols=symbols), indent=2, hang=2)
    page.paragraph((how_to(step, domain, words), ASIDE), indent=2)
    for spot in step.spots[:_SPOTS]:
        page.place(where(spot.file, spot.line, spot.column), sources.line(spot.file, spot.line), indent=4)
    _show_more(stage, len(step.spots) - _SPOTS, indent=4)
    if step.foretold:
        files = listed(step.foretold, most=_SPOTS, more=words("more", number=len(step.foretold) - _SPOTS))
        page.paragraph(words("plan.foretold", files=files), indent=2, hang=2)
    if step.frees:
        page.paragraph(words("plan.frees", units=", ".join(step.frees)), indent=2)


def _show_facade(stage: Scene, plan: DomainPlan) -> None:
    words, page = stage.words, stage.page
    page.blank()
    page.line((words("plan.used"), HEADING))
    if not plan.used:
        page.paragraph(words("plan.used.none"), indent=2)
        return
    for use in plan.used[:_ROWS]:
        units = listed(use.units, most=_NAMES, more=words("more", number=len(use.units) - _NAMES))
        about = words("plan.used.row", ties=words.count("ties", use.ties), units=units)
        page.paragraph((stage.short.symbol(use.symbol), UNIT), f"  {about}", indent=2, hang=4)
    _show_more(stage, len(plan.used) - _ROWS, indent=2)
    page.blank()
    if not plan.facade:
        page.paragraph((words("plan.facade.closed", modules=", ".join(plan.facade_modules)), HEADING))
        return
    page.line((words("plan.facade", number=len(plan.facade)), HEADING))
    if plan.facade_modules:
        page.paragraph(words("plan.facade.modules", modules=", ".join(plan.facade_modules)), indent=2)
    for entry in plan.facade[:_ROWS]:
        about = f"  {words(f'plan.offer.{entry.offer}')} · {words.count('ties', entry.ties)}"
        page.paragraph((stage.short.symbol(entry.name), UNIT), about, indent=2, hang=4)
    _show_more(stage, len(plan.facade) - _ROWS, indent=2)


def _show_border(stage: Scene, plan: DomainPlan) -> None:
    words, page, border = stage.words, stage.page, plan.border
    page.blank()
    page.line((words("plan.border"), HEADING))
    _show_keys(stage, border.keys)
    _show_spots(stage, words("plan.border.joins"), border.joins)
    _show_spots(stage, words("plan.border.hops"), border.hops)
    _show_transactions(stage, border.transactions)
    _show_spots(stage, words("plan.border.signals"), border.signals)
    _show_spots(stage, words("plan.border.tasks"), border.tasks)
    _show_spots(stage, words("plan.border.urls"), border.urls)
    _show_spots(stage, words("plan.border.templates"), border.templates)
    parts = (border.keys, border.joins, border.hops, border.transactions, border.signals, border.tasks, border.urls)
    if not any(parts) and not border.templates:
        page.paragraph(words("plan.border.nothing"), indent=2)


def _show_keys(stage: Scene, keys: Sequence[Key]) -> None:
    if not keys:
        return
    words, page = stage.words, stage.page
    page.line(f"{words('plan.border.keys')}: {len(keys):,}", indent=2)
    for key in keys[:_ROWS]:
        form = "plan.border.key" if key.field else "plan.border.parent"
        name = words(form, owner=key.owner, field=key.field, target=key.target)
        page.place(where(key.file, key.line), f"{name}  {key.cascade}", indent=4)
    _show_more(stage, len(keys) - _ROWS, indent=4)


def _show_spots(stage: Scene, title: str, spots: Sequence[Spot]) -> None:
    if not spots:
        return
    files = stage.words.count("files", len({spot.file for spot in spots}))
    stage.page.line(f"{title}: {len(spots):,} ({files})", indent=2)
    for spot in spots[:3]:
        tie = stage.short.symbol(spot.importer) + ARROW + stage.short.symbol(spot.imported)
        stage.page.place(where(spot.file, spot.line), tie, indent=4)
    _show_more(stage, len(spots) - 3, indent=4)


def _show_transactions(stage: Scene, transactions: Sequence[Transaction]) -> None:
    if not transactions:
        return
    words, page = stage.words, stage.page
    page.line(f"{words('plan.border.transactions')}: {len(transactions):,}", indent=2)
    for one in transactions[:_ROWS]:
        writes = f"; {words('plan.writes', units=', '.join(one.writes))}" if one.writes else ""
        page.place(where(one.file, one.line), f"{one.symbol}: {', '.join(one.units)}{writes}", indent=4)
    _show_more(stage, len(transactions) - _ROWS, indent=4)


def _show_more(stage: Scene, number: int, *, indent: int) -> None:
    if number > 0:
        stage.page.line((stage.words("more", number=number), PLACE), indent=indent)
