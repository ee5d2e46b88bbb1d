from __future__ import annotations

from pathlib import Path

import pytest

from anabranch.reading.values import Failed, Files, Map, Unseen
from anabranch.reports.answers.places import Sources
from anabranch.reports.answers.unseen import AllUnseen, answer_unseen
from anabranch.reports.terminal.page import Look
from anabranch.reports.terminal.unseen_page import unseen_text
from anabranch.reports.texts.words import Words
from tests.fakes.maps import shop

NOWHERE = Sources(Path("no such folder"))


def printed(answer: AllUnseen) -> str:
    return unseen_text(answer, words=Words("en"), look=Look())


def unseen(*found: Unseen) -> Map:
    return shop(unseen=found, files=Files(read=3, failed=()))


def test_a_map_that_saw_everything_says_so() -> None:
    assert printed(answer_unseen(unseen(), NOWHERE)) == "Every reference was resolved and every file was read.\n"


def test_reasons_come_by_how_often_with_places_in_source_order() -> None:
    found = (
        Unseen("rare", "z.py", 1, "z"),
        Unseen("often", "b.py", 9, "b"),
        Unseen("often", "a.py", 10, "a"),
    )
    answer = answer_unseen(unseen(*found), NOWHERE)
    assert [reason.reason for reason in answer.reasons] == ["often", "rare"]
    assert [place.file for place in answer.reasons[0].places] == ["a.py", "b.py"]


def test_places_in_migrations_come_last_however_many() -> None:
    loaded = "name is not known until run time"
    history = [Unseen(loaded, f"orders/migrations/000{number}.py", 5, "loaded by name") for number in range(3)]
    answer = answer_unseen(unseen(*history, Unseen(loaded, "orders/a.py", 1, "loaded by name")), NOWHERE)
    assert [(one.reason, len(one.places)) for one in answer.reasons] == [(loaded, 1), ("in migrations", 3)]
    assert {place.reason for place in answer.reasons[1].places} == {loaded}


@pytest.mark.parametrize(
    ("reason", "text", "line", "shown"),
    [
        ("name is not known until run time", "loaded by name", "found = import_string(path)", "found = import_string("),
        ("URL name is not known until run time", "reverse(…)", "go(reverse(name))", "go(reverse(name))"),
        ("receiver is not known until run time", "orders.apps", "paid.connect(handler)", "paid.connect(handler)"),
        ("URL name is not declared here", "shop:cart", "return redirect(", "shop:cart"),
        ("import resolves to nothing", "from shop import b", "from shop import a, b", "from shop import b"),
    ],
)
def test_the_line_is_shown_unless_it_does_not_say_what_is_meant(
    tmp_path: Path, reason: str, text: str, line: str, shown: str
) -> None:
    (tmp_path / "a.py").write_text(f"    {line}\n")
    answer = answer_unseen(unseen(Unseen(reason, "a.py", 1, text)), Sources(tmp_path))
    assert f"  a.py:1  {shown}" in printed(answer)


def test_each_reason_says_what_it_means() -> None:
    answer = answer_unseen(unseen(Unseen("URL name is not declared here", "a.py", 1, "cart")), NOWHERE)
    assert "URL name that no URLconf here declares  1\n  A package from outside declares it, or" in printed(answer)


def test_places_files_and_notebooks_are_listed() -> None:
    files = Files(read=3, failed=(Failed("a\x1b.py", 0, "is no text"),), notebooks=2)
    shown = printed(answer_unseen(shop(files=files), NOWHERE))
    assert "  orders/views.py:3  render(r, name)\n" in shown
    assert "  a\\x1b.py  is no text\n" in shown
    assert "2 notebooks were not read" in shown
