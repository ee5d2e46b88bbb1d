"""What an observation saw, and per kind how much of it the map had read."""

from __future__ import annotations

from anabranch.evidence.recall import KindRecall, Recall
from anabranch.reports.answers.observed import ObservedAnswer
from anabranch.reports.answers.places import Sources
from anabranch.reports.terminal.names import ARROW, percent
from anabranch.reports.terminal.page import ASIDE, HEADING, UNIT, Look, Page
from anabranch.reports.terminal.scene import where
from anabranch.reports.texts.words import Words


def observed_text(answer: ObservedAnswer, *, words: Words, look: Look, sources: Sources) -> str:
    """The answer of `observe`."""
    page = Page(look)
    if answer.recall is not None:
        _show_missed(page, answer.recall, words, sources)
        _show_sample(page, answer.recall, words, sources)
        _show_kinds(page, answer.recall, words)
    tests = words.count("rehearse.tests", answer.tests)
    sites = words.count("rehearse.sites", answer.sites)
    page.paragraph((words("observe.summary", sites=sites, pairs=answer.pairs, tests=tests, file=answer.file), HEADING))
    for note in answer.notes:
        page.paragraph(note)
    if answer.unfinished:
        page.paragraph(words.count("rehearse.note.unfinished", answer.unfinished))
    return page.text()


def _show_kinds(page: Page, recall: Recall, words: Words) -> None:
    heads = ("kind", "ran", "read", "share", "elsewhere", "inverted", "likely", "unseen", "missed")
    rows = [_row(each, words) for each in recall.kinds]
    sums = ("elsewhere", "inverted", "likely", "unseen", "missed")
    total = [
        words("observe.all"),
        f"{recall.ran:,}",
        f"{recall.read:,}",
        percent(recall.read, recall.ran),
        *(f"{sum(getattr(each, name) for each in recall.kinds):,}" for name in sums),
    ]
    page.table([words(f"column.{head}") for head in heads], [*rows, total])
    page.paragraph((words("observe.meaning"), ASIDE))
    page.paragraph(words.count("observe.not_run", recall.not_run))
    page.blank()


def _row(each: KindRecall, words: Words) -> list[str]:
    share = percent(each.read, each.ran)
    name = words.known(f"crossing.{each.kind}", each.kind)
    return [
        name,
        f"{each.ran:,}",
        f"{each.read:,}",
        share,
        f"{each.elsewhere:,}",
        f"{each.inverted:,}",
        f"{each.likely:,}",
        f"{each.unseen:,}",
        f"{each.missed:,}",
    ]


def _show_missed(page: Page, recall: Recall, words: Words, sources: Sources) -> None:
    for kind in recall.kinds:
        own = [one for one in recall.missed if one.kind == kind.kind]
        if own:
            page.line((words.known(f"crossing.{kind.kind}", kind.kind), UNIT), "  " + words("observe.missed"))
        for one in own:
            likely = f"  [{words(f'column.{one.verdict}')}]" if one.verdict != "missed" else ""
            page.line(one.importer + ARROW + one.imported, (likely, ASIDE), indent=2)
            page.place(where(one.file, one.line), sources.line(one.file, one.line), indent=4)
        if own:
            page.blank()


def _show_sample(page: Page, recall: Recall, words: Words, sources: Sources) -> None:
    if not recall.sample:
        return
    page.line((words.count("observe.sample", len(recall.sample)), UNIT))
    for one in recall.sample:
        tie = f"{one.kind} [{one.certainty}] {one.importer.symbol}{ARROW}{one.imported.symbol}"
        page.line(tie, indent=2)
        page.place(where(one.file, one.line, one.column), sources.line(one.file, one.line), indent=4)
    page.blank()
