from __future__ import annotations

from anabranch.reading.values import Failed, Files, Unseen
from anabranch.reports.answers.unseen import answer_unseen
from anabranch.reports.terminal.page import Look
from anabranch.reports.terminal.unseen_page import unseen_text
from anabranch.reports.texts.words import Words
from tests.fakes.maps import shop


def test_a_map_that_saw_everything_says_so() -> None:
    clear = answer_unseen(shop(unseen=(), files=Files(read=3, failed=())))
    assert unseen_text(clear, words=Words("en"), look=Look()) == (
        "Every reference was resolved and every file was read.\n"
    )


def test_reasons_come_by_how_often_with_places_in_source_order() -> None:
    found = (
        Unseen("rare", "z.py", 1, "z"),
        Unseen("often", "b.py", 9, "b"),
        Unseen("often", "a.py", 10, "a"),
    )
    answer = answer_unseen(shop(unseen=found))
    assert [reason.reason for reason in answer.reasons] == ["often", "rare"]
    assert [place.file for place in answer.reasons[0].places] == ["a.py", "b.py"]


def test_places_files_and_notebooks_are_listed() -> None:
    files = Files(read=3, failed=(Failed("a\x1b.py", 0, "is no text"),), notebooks=2)
    printed = unseen_text(answer_unseen(shop(files=files)), words=Words("en"), look=Look())
    assert "  orders/views.py:3  render(r, name)\n" in printed
    assert "  a\\x1b.py  is no text\n" in printed
    assert "2 notebooks were not read" in printed
