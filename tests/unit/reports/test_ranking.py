from __future__ import annotations

import json

from anabranch.reports.answers.ranking import RankedUnit, rank_units
from anabranch.reports.json_report import answer_json
from anabranch.reports.terminal.page import Look
from anabranch.reports.terminal.ranking_page import ranking_text
from anabranch.reports.texts.words import Words
from tests.fakes.maps import app, project, shop


def ranked() -> dict[str, RankedUnit]:
    return {row.unit: row for row in rank_units(shop()).units}


def test_a_map_of_nothing_ranks_nothing() -> None:
    assert rank_units(shop(projects=())).units == ()


def test_the_unit_with_most_ties_in_its_circle_comes_first_and_the_free_ones_last() -> None:
    units = [row.unit for row in rank_units(shop()).units]
    assert units[0] == "orders"
    assert units[-1] == "reports"


def test_ties_count_both_ways_inside_the_circle_alone() -> None:
    """reports refers to orders from outside of it."""
    assert (ranked()["orders"].joined, ranked()["orders"].ties) == (2, 5)
    assert (ranked()["reports"].joined, ranked()["reports"].ties) == (0, 0)


def test_a_free_unit_has_nothing_to_cut() -> None:
    assert (ranked()["catalog"].to_free, ranked()["catalog"].schema_to_free) == (1, 0)
    assert ranked()["reports"].to_free is None


def test_models_count_where_they_lie() -> None:
    assert {row.unit: row.models for row in rank_units(shop()).units if row.models} == {"orders": 1, "catalog": 1}


def test_modules_beside_the_apps_are_explained_where_there_are_any() -> None:
    plain = shop()
    beside = shop(projects=(project(apps=(*plain.projects[0].apps, app("(project)"))),))
    told = "(project): modules beside the apps"
    assert told in ranking_text(beside, rank_units(beside), words=Words("en"), look=Look())
    assert told not in ranking_text(plain, rank_units(plain), words=Words("en"), look=Look())


def test_text_and_json_say_the_same() -> None:
    ranking = rank_units(shop())
    printed = ranking_text(shop(), ranking, words=Words("en"), look=Look(), folder="backend")
    answer = json.loads(answer_json("units", ranking))
    assert [row["unit"] for row in answer["units"]] == [line.split()[0] for line in printed.splitlines()[2:6]]
    assert "anabranch free X --in backend  what is in the way" in printed
