from __future__ import annotations

from pathlib import Path

import pytest

from anabranch.evidence.additions import add_observed
from anabranch.evidence.domains import domains_of
from anabranch.evidence.observed import Observed, ObservedUnreadable, make_observed, observed_text, read_observed
from anabranch.evidence.recall import Recall, measure_recall
from anabranch.evidence.values import Header, Row, Seen, Side
from anabranch.reading.values import Map, Receiver, Unseen
from anabranch.reports.answers.selection import Selection, select
from tests.fakes.maps import project, reference, shop
from tests.fakes.records import row

READ = row("read", "orders.services.place", "catalog.models.Product", line=14, count=3)
MISSED = row("call", "catalog.views.show", "billing.tasks.charge", line=5)


def observed(*rows: Row) -> Observed:
    return make_observed(Seen(rows, (Header(1, tests=2, django="5.2", python="3.12.1", complete=True),)))


def recall(*rows: Row, project_map: Map | None = None, sample: int = 0, seed: int = 0) -> Recall:
    whole = project_map or shop()
    return measure_recall(observed(*rows), whole, domains_of(whole), sample=sample, seed=seed)


def test_nothing_that_ran_has_no_recall() -> None:
    assert (recall().ran, recall().kinds) == (0, ())


def test_pairs_that_ran_are_read_or_missed_by_kind() -> None:
    found = recall(READ, MISSED)
    assert [(one.kind, one.ran, one.read, one.missed) for one in found.kinds] == [("read", 1, 1, 0), ("call", 1, 0, 1)]
    assert [(one.file, one.line) for one in found.missed] == [("catalog/views.py", 5)]


def test_what_ran_at_one_place_in_several_ways_is_one_reference_that_ran_as_often_as_all() -> None:
    again = row("hop", MISSED.importer.symbol, MISSED.imported.symbol, line=5, count=4)
    (added,) = (one for one in add_observed(shop(), observed(MISSED, again), domains_of(shop())).references
                if one.certainty == "observed")  # fmt: skip
    assert added.observed == MISSED.count + 4


@pytest.mark.parametrize("roots", [(".", "a"), ("a", ".")])
def test_what_ran_is_of_the_project_nearest_around_its_file(roots: tuple[str, str]) -> None:
    projects = tuple(project(name=f"project in {root}", root=root) for root in roots)
    ran = row("call", "catalog.views.show", "billing.tasks.charge", file="a/catalog/views.py")
    known = shop(projects=projects)
    (added,) = (one for one in add_observed(known, observed(ran), domains_of(known)).references
                if one.certainty == "observed")  # fmt: skip
    assert added.project == "project in a"


def test_several_places_of_a_pair_are_judged_once_by_the_best() -> None:
    elsewhere = row("read", "orders.services.place", "catalog.models.Product", line=99)
    found = recall(elsewhere, READ)
    assert [(one.ran, one.by_match) for one in found.kinds] == [(1, {"line": 1})]


def test_likely_is_not_read() -> None:
    guess = reference("catalog.views.show", "billing.tasks.charge", line=5, certainty="likely")
    found = recall(MISSED, project_map=shop(references=(*shop().references, guess)))
    assert (found.read, found.kinds[0].likely) == (0, 1)


def test_place_that_the_map_lists_as_unseen_is_told_apart() -> None:
    listed = Unseen("name is not known until run time", "catalog/views.py", 5, "get(name)")
    assert recall(MISSED, project_map=shop(unseen=(listed,))).kinds[0].unseen == 1


def test_reference_the_other_way_is_inverted_not_read() -> None:
    uses = reference("billing.tasks.charge", "catalog.views.Base", line=2)
    found = recall(MISSED, project_map=shop(references=(*shop().references, uses)))
    assert (found.read, found.inverted) == (0, 1)


def test_reference_elsewhere_in_the_domain_is_not_read() -> None:
    found = recall(row("join", "orders.views.show", "catalog.models.Product", line=3))
    assert (found.ran, found.read, found.elsewhere, len(found.missed)) == (1, 0, 1, 1)


def test_receiver_of_any_sender_is_read_though_no_reference_names_the_sender() -> None:
    ran = row("signal", "catalog.views.note", "billing.models.Invoice", line=5)
    known = shop(receivers=(Receiver("post_save", "catalog.views.note", "*"),))
    assert recall(ran, project_map=known).kinds[0].by_match == {"receiver": 1}
    assert recall(ran).read == 0


def test_what_tests_bring_is_not_judged() -> None:
    assert recall(row("template", "catalog.views.show", "shop/test/app/templates/app/x.html")).ran == 0


def test_transactions_have_no_recall() -> None:
    assert recall(row("transaction", "orders.services.place", "catalog.models.Product")).ran == 0


def test_sample_of_what_did_not_run_is_the_same_for_the_same_seed() -> None:
    assert recall(READ, sample=2, seed=5).sample == recall(READ, sample=2, seed=5).sample
    found = recall(READ, sample=99)
    assert len(found.sample) == found.not_run
    assert ("orders/services.py", 14) not in {(one.file, one.line) for one in found.sample}


def test_observed_file_holds_no_test_names_and_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "observed.json"
    path.write_text(observed_text(observed(row("hop", "a.b.c", "d.e.f", tests=("secret",)))), encoding="utf-8")
    assert "secret" not in path.read_text()
    assert read_observed(path).sites[0].imported == "d.e.f"


@pytest.mark.parametrize("content", ["", "[]", '{"anabranch":"watch","schema":1}', "\x00"])
def test_other_file_is_refused_with_a_sentence(content: str, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(content)
    with pytest.raises(ObservedUnreadable, match="run it again"):
        read_observed(path)


def test_missing_file_is_refused_with_the_command_that_writes_it(tmp_path: Path) -> None:
    with pytest.raises(ObservedUnreadable, match="anabranch observe -- pytest"):
        read_observed(tmp_path / "x.json")


def test_map_counts_what_ran_and_gets_what_was_not_read() -> None:
    found = add_observed(shop(), observed(READ, MISSED), domains_of(shop()))
    assert [one.observed for one in found.references if one.line == 14] == [3]
    added = [one for one in found.references if one.certainty == "observed"]
    assert [(one.file, one.line, one.kind, one.counts) for one in added] == [("catalog/views.py", 5, "member", False)]
    assert len(found.references) == len(shop().references) + 1


def test_what_only_ran_makes_no_tie() -> None:
    found = add_observed(shop(), observed(MISSED), domains_of(shop()))
    chosen = select(found, Selection(certainties=("observed",), level="app"))
    assert [(one.importer, one.imported, one.ties.code) for one in chosen.dependencies] == [("catalog", "billing", 0)]


def test_place_in_test_code_is_not_kept() -> None:
    assert observed(Row("join", "t.py", 1, Side("", "t"), Side("billing", "billing.m.B"))).sites == ()
