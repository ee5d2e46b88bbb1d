"""The strongest argument against a verdict says something, or that there is none."""

from __future__ import annotations

import re

import pytest

from anabranch.plan.dossier import Row, Ruling, Verdict, counter_row
from anabranch.reports.dossier_text import counter_text
from anabranch.reports.texts.words import LANGUAGES, Language, Words

NONE = {
    "tangled": Row("tangled", {"share": 0.0}),
    "independent": Row("independent", {"independence": 0.0}),
    "transactions": Row("transactions", {"blocks": 0.0, "touching": 4.0, "cascades": 0.0}),
    "early": Row("early", {"across": 0.0}),
    "latency": Row("latency", {"mean": 0.0, "most": 0.0}),
}
SOME = {
    "tangled": Row("tangled", {"share": 0.5}),
    "independent": Row("independent", {"independence": 0.5}),
    "transactions": Row("transactions", {"blocks": 0.0, "touching": 4.0, "cascades": 7.0}),
    "early": Row("early", {"across": 0.5}),
    "latency": Row("latency", {"mean": 0.04, "most": 2.0}),
}


def told(row: Row | None, language: Language) -> str:
    name, numbers = (row.name, row.numbers) if row is not None else ("", {})
    return counter_text(Verdict("stay", "orders", (), {}, name, numbers), Words(language))


@pytest.mark.parametrize("ruling", ["stay", "merge", "free", "modularise"])
def test_rows_that_count_nothing_speak_against_nothing(ruling: Ruling) -> None:
    assert counter_row(ruling, NONE) is None
    assert told(None, "en").startswith("Nothing that was measured speaks against it")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SOME)
def test_an_argument_names_no_number_of_nothing(name: str, language: Language) -> None:
    assert not re.search(r"(?<![\d.])0(?![\d.])", told(SOME[name], language))


def test_of_transactions_and_cascades_only_those_that_there_are_are_told() -> None:
    assert told(SOME["transactions"], "en").startswith("7 cascades cross an edge")
    both = Row("transactions", {"blocks": 1.0, "touching": 1.0, "cascades": 1.0})
    assert told(both, "en").startswith("1 transaction writes in several domains")
    assert "1 cascade crosses an edge" in told(both, "en")
