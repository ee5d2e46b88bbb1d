"""First contact: the units that can be freed with least."""

from __future__ import annotations

from rich.cells import cell_len

from anabranch.reports.answers.first_contact import Cut, FirstContact
from anabranch.reports.terminal.names import ARROW, listed
from anabranch.reports.terminal.page import ASIDE
from anabranch.reports.terminal.scene import Scene, where
from anabranch.reports.visible import visible

_ALSO = 5


def show_freeing(stage: Scene, contact: FirstContact) -> None:
    """Up to three units, each with its ties, its size and one or two places."""
    words, page = stage.words, stage.page
    label = words("label.free")
    if not contact.cuts:
        page.labelled(label, words("free.none"))
        return
    width = max(cell_len(visible(one.freeing.unit)) for one in contact.cuts)
    for one in contact.cuts:
        page.entry(label, one.freeing.unit, _size(stage, one), (f"; {_after(stage, one)}", ASIDE), width=width)
        _show_examples(stage, one)
        label = ""


def _size(stage: Scene, cut: Cut) -> str:
    words = stage.words
    ties, lines = words.count("ties", cut.schema + cut.code), words.count("lines", cut.freeing.lines)
    if cut.schema:
        return words("cut.schema", ties=ties, schema=cut.schema, lines=lines)
    return words("cut", ties=ties, lines=lines)


def _after(stage: Scene, cut: Cut) -> str:
    words, also = stage.words, cut.freeing.also_frees
    side = words.known(f"cut.side.{cut.freeing.side}", cut.freeing.side)
    if not also:
        return side
    more = words("more", number=len(also) - _ALSO)
    return side + "; " + words("cut.also", names=listed(also, most=_ALSO, more=more))


def _show_examples(stage: Scene, cut: Cut) -> None:
    indent = stage.page.label_width + 2
    for example in cut.examples:
        found = example.reference
        if found:
            stage.page.place(where(found.file, found.line), stage.tie(found), indent=indent, whole=True)
            continue
        short = stage.short
        tie = short.symbol(example.tie.importer) + ARROW + short.symbol(example.tie.imported)
        stage.page.paragraph(tie, " ", (stage.words("no_place"), ASIDE), indent=indent, hang=4)
    left = cut.schema + cut.code - len(cut.examples)
    if left > 0:
        stage.page.line((stage.words("more", number=left), ASIDE), indent=indent)
