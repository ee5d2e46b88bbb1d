"""First contact: the order, what runs against it, and the pair that does so most."""

from __future__ import annotations

from anabranch.reading.values import Order
from anabranch.reports.answers.first_contact import FirstContact
from anabranch.reports.answers.hub import Hub
from anabranch.reports.answers.picture import Rows
from anabranch.reports.terminal.names import ARROW, counted
from anabranch.reports.terminal.page import ASIDE, UNIT
from anabranch.reports.terminal.scene import Scene, where

_NAMES = 24
_END = 4
_FEW = 3
"""Names that take no more room than to say how many they are."""


def show_order(stage: Scene, contact: FirstContact, declared: str = "") -> None:
    """How many ties run against the best order, and the order itself; or that none stands out, and the hub. Says where
    a file has `declared` another.
    """
    words, page, order = stage.words, stage.page, contact.order
    if order is None or not order.total.ties:
        page.labelled(words("label.order"), words("order.empty"))
        return
    if not order.stands_out:
        page.labelled(words("label.order"), words("order.none" if contact.hub else "order.none.plain"))
        if contact.hub:
            page.labelled("", _hub(stage, contact.hub))
        page.labelled("", _against(stage, order))
    else:
        page.labelled(words("label.order"), _against(stage, order))
    if contact.upward_pairs:
        loose = words.count("order.loose", contact.loose_pairs) if contact.loose_pairs else ""
        page.labelled("", words.count("order.pairs", contact.upward_pairs, pairs=contact.pairs, loose=loose))
    if order.undecided:
        page.labelled("", words.count("order.undecided", len(order.undecided)))
    if order.stands_out and contact.rows:
        page.labelled("", (_rows(stage, contact.rows), ASIDE))
    if declared:
        commands = {"check": stage.command("check"), "plan": stage.command("plan")}
        page.labelled("", words("order.declared", file=declared, **commands))


def show_worst(stage: Scene, contact: FirstContact) -> None:
    """The pair with the most ties against the order, and the symbols that cause them."""
    words, page, worst = stage.words, stage.page, contact.worst
    if worst is None:
        page.labelled(words("label.worst"), words("worst.none"))
        return
    schema = words("order.schema", number=worst.schema) if worst.schema else ""
    ties = words.count("ties", worst.schema + worst.code)
    sentence = words("worst", ties=ties, schema=schema, opposite=worst.opposite)
    page.labelled(words("label.worst"), (worst.importer + ARROW + worst.imported, UNIT), f": {sentence}")
    page.labelled("", words("worst.symbols"))
    for cause in worst.causes:
        text = f"{stage.short.symbol(cause.symbol)}  {words.count('ties', cause.ties)}"
        place = where(cause.example.file, cause.example.line)
        page.place(place, text, indent=page.label_width + 2, whole=True)


def _against(stage: Scene, order: Order) -> str:
    upward, total = order.upward.ties, order.total.ties
    if not upward:
        return stage.words("order.clean", total=total)
    schema = stage.words("order.schema", number=order.upward.schema) if order.upward.schema else ""
    # Where there are ties of both kinds, more of one may buy fewer in all.
    first = stage.words("order.first") if order.total.schema and order.total.code else ""
    if order.proven:
        return stage.words("order.proven", upward=upward, total=total, schema=schema, first=first)
    return stage.words("order.bounds", upward=upward, total=total, schema=schema, bound=order.bound.ties, first=first)


def _hub(stage: Scene, hub: Hub) -> str:
    parts = counted((stage.short.symbol(module), ties) for module, ties in hub.parts)
    return stage.words("hub", unit=hub.unit, ties=hub.ties, total=hub.of_ties, satellites=hub.satellites, parts=parts)


def _rows(stage: Scene, rows: Rows) -> str:
    """Rows from the top to the base; of a long order its two ends."""
    words, shown = stage.words, [", ".join(row) for row in rows]
    left_out = sum(map(len, rows[_END:-_END]))
    if sum(map(len, rows)) > _NAMES and left_out > _FEW:
        shown = [*shown[:_END], f"… {words('more', number=left_out)} …", *shown[-_END:]]
    return words("order.rows", rows=" > ".join(shown))
