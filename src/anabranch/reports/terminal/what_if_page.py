"""Before and after, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from anabranch.plan.supposing import Side, Supposed
from anabranch.reading.values import Map
from anabranch.reports.terminal.page import COMMAND, Look
from anabranch.reports.terminal.scene import scene
from anabranch.reports.texts.words import Words


def what_if_text(
    project_map: Map,
    supposed: Supposed,
    *,
    words: Words,
    look: Look,
    folder: str = ".",
    declared: str = "",
    changes: Sequence[str] = (),
) -> str:
    """The answer of `what-if`; `declared` is a file with an order that is not the one it is measured by."""
    stage = scene(project_map, words=words, look=look, folder=folder, level="domain")
    page = stage.page
    before, after = _column(supposed.before), _column(supposed.after)
    names = ("tangle", "tangled", "free", "upward", "least", "total", "h")
    rows = [(words(f"whatif.{name}"), was, now) for name, was, now in zip(names, before, after, strict=True)]
    page.table(("", words("whatif.before"), words("whatif.after")), rows)
    for key, units in (("whatif.freed", supposed.freed), ("whatif.caught", supposed.caught)):
        if units:
            page.paragraph(words(key, units=", ".join(units)))
    if declared:
        command = (stage.command("what-if", *changes, "order", declared), COMMAND)
        page.paragraph(words("whatif.declared", file=declared), " ", command)
    return page.text()


def _column(side: Side) -> tuple[str, ...]:
    ties = (f"{weight.ties:,}" for weight in (side.upward, side.least, side.total))
    return str(side.tangle), str(side.tangled), str(len(side.free)), *ties, f"{side.h:.3f}"
