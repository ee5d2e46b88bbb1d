"""Everything that could not be resolved or read, by reason."""

from __future__ import annotations

from anabranch.reports.answers.unseen import AllUnseen, UnseenPlace
from anabranch.reports.terminal.page import ASIDE, HEADING, UNIT, Look, Page
from anabranch.reports.terminal.scene import where
from anabranch.reports.texts.words import Words


def unseen_text(answer: AllUnseen, *, words: Words, look: Look) -> str:
    """The answer of `unseen`."""
    page = Page(look)
    if not (answer.total or answer.failed or answer.notebooks):
        page.line(words("unseen.none"))
        return page.text()
    if answer.total:
        page.line((words.count("unseen.title", answer.total), HEADING))
    for reason in answer.reasons:
        page.blank()
        page.line((words.known(f"reason.{reason.reason}", reason.reason), UNIT), f"  {len(reason.places):,}")
        page.paragraph((words.known(f"means.{reason.reason}", ""), ASIDE), indent=2)
        _show_places(page, [(where(one.file, one.line), _shown(one)) for one in reason.places])
    if answer.failed:
        if answer.total:
            page.blank()
        page.line((words("unseen.failed"), UNIT), f"  {len({one.file for one in answer.failed}):,}")
        _show_places(page, [(where(one.file, one.line), one.text) for one in answer.failed])
    if answer.notebooks:
        page.line(words.count("notebooks", answer.notebooks))
    return page.text()


def _shown(place: UnseenPlace) -> str:
    """The line of source, but for what it does not say: the name that is meant, of several or of a later line."""
    if not place.source or place.reason.startswith("import"):
        return place.text
    says_little = (
        place.text.endswith("(…)") or place.text == "loaded by name" or place.reason.startswith(("receiver", "app "))
    )
    return place.source if says_little or place.text in place.source else place.text


def _show_places(page: Page, places: list[tuple[str, str]]) -> None:
    column = max(len(spot) for spot, _ in places)
    roomy = column + 44 <= page.width
    for spot, text in places:
        page.place(spot, text, indent=2, column=column if roomy else 0)
