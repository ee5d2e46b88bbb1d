from __future__ import annotations

from pathlib import Path

from anabranch.reading.values import Freeing, Weight
from anabranch.reports.answers.free import Free, answer_free
from anabranch.reports.answers.places import Sources
from anabranch.reports.terminal.free_page import free_text
from anabranch.reports.terminal.page import Look
from anabranch.reports.texts.words import Words
from tests.fakes.maps import PROJECT, freeing, shop

FK = ("orders.models.Order", "catalog.models.Product", "schema")
OTHER_CALL = ("orders.services.place", "catalog.models.Brand", "code")
CALL = ("orders.services.place", "catalog.models.Product", "code")


def ask(cut: Freeing) -> Free:
    return answer_free(shop(), cut, project=PROJECT, sources=Sources(Path("/nowhere")))


def ask_both(cut: Freeing, other: Freeing) -> Free:
    return answer_free(shop(), cut, project=PROJECT, sources=Sources(Path("/nowhere")), other=other)


def text(answer: Free) -> str:
    return free_text(shop(), answer, words=Words("en"), look=Look(100))


def test_a_unit_without_ties_in_the_way_is_free_already() -> None:
    answer = ask(freeing("reports"))
    assert answer.side == "free"
    assert text(answer) == "reports is free already: no circle goes through it.\n"


def test_each_tie_comes_with_all_its_places_and_its_kinds() -> None:
    (arrow,) = ask(freeing("orders", CALL)).arrows
    (tie,) = arrow.ties
    assert (arrow.importer, arrow.imported) == ("orders", "catalog")
    assert tie.kinds == ("use", "lookup")
    assert [place.line for place in tie.places] == [14, 15]


def test_schema_ties_come_first_and_mean_migrations() -> None:
    answer = ask(freeing("orders", CALL, FK))
    assert [tie.tie_class for tie in answer.arrows[0].ties] == ["schema", "code"]
    assert "cut 2 ties, 1 of them schema (each means a migration)" in text(answer)


def test_the_remedy_of_each_kind_is_said_once() -> None:
    printed = text(ask(freeing("orders", CALL, FK)))
    assert printed.count("relation (schema): Let the other model own the field") == 1
    assert printed.count("use (code): Move what uses it up") == 1


def test_side_and_what_else_becomes_free_are_said() -> None:
    printed = text(ask(freeing("orders", CALL, side="top", also_frees=("billing", "reports"))))
    assert "orders is then at the top" in printed
    assert "Also free then: billing, reports" in printed


def test_a_tie_whose_references_are_left_out_is_still_listed() -> None:
    printed = text(ask(freeing("orders", ("a.b.c", "d.e.f", "code"))))
    assert "not in this selection" in printed
    assert "a.b.c → d.e.f" in printed


def test_where_fewer_ties_would_do_with_more_migrations_both_cuts_are_told() -> None:
    least, fewest = freeing("orders", CALL, OTHER_CALL), freeing("orders", FK)
    shown, other = ask_both(least, fewest), ask_both(fewest, least)
    assert (shown.least, shown.fewest) == (other.least, other.fewest) == (Weight(0, 2), Weight(1, 0))
    assert "With the fewest ties of all it is 1 tie, 1 of them schema:" in " ".join(text(shown).split())
    assert "anabranch free orders --fewest" in text(shown)
    assert "With the fewest migrations it is 2 ties, 0 of them schema:" in " ".join(text(other).split())
    assert "--fewest" not in text(other)


def test_where_both_counts_agree_one_cut_is_told() -> None:
    cut = freeing("orders", FK)
    assert "fewest" not in text(ask_both(cut, cut))
