"""Who makes up a team, by the commits of a history."""

from __future__ import annotations

from anabranch.evidence.changes import Change
from anabranch.evidence.coupling import Touch
from anabranch.plan.rows_past import count_authors


def commits(**by_author: int) -> list[Touch]:
    return [
        Touch(Change(f"{author}{number}", (), number, author, "", ("a.py",)), ("orders",))
        for author, count in by_author.items()
        for number in range(count)
    ]


def test_who_sent_one_commit_among_many_is_none_of_the_team() -> None:
    numbers, lines = count_authors(commits(one=60, two=30, passing=1), "orders")
    assert (numbers["authors"], numbers["regular"]) == (3, 2)
    assert [line.part for line in lines] == ["regular", "regular", "others"]


def test_of_few_commits_every_author_is_of_the_team() -> None:
    assert count_authors(commits(one=40, two=1), "orders")[0]["regular"] == 2


def test_programs_are_no_authors() -> None:
    assert count_authors([*commits(one=1), *commits(**{"1+ci[bot]@users.example": 9})], "orders")[0]["authors"] == 1
