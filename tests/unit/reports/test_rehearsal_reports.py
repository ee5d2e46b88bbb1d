from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from msgspec.structs import replace

from anabranch.evidence.debt import Comparison, Growth
from anabranch.evidence.domains import domains_of
from anabranch.evidence.kinds import KINDS
from anabranch.evidence.rehearsal import make_rehearsal
from anabranch.evidence.values import Header, Problem, Row, Seen, Side
from anabranch.reports.answers.rehearsed import Rehearsed, answer_rehearsal
from anabranch.reports.rehearsal.remedies import CROSSING_REMEDIES
from anabranch.reports.rehearsal.render import render
from anabranch.reports.terminal.page import Look
from anabranch.reports.texts.words import LANGUAGES, Words, catalogue
from tests.fakes.maps import shop
from tests.fakes.records import row

CHARGE = row("call", "orders.services.place", "billing.tasks.charge", line=22, tests=("t.py::a", "t.py::b"),
             test_count=9, count=12, detail={"arguments": ["instance", "plain"], "result": ["queryset"]})  # fmt: skip
HOP = row("hop", "billing.tasks.charge", "orders.models.Order", line=7, detail={"loop": True})
NO_TEXT = Row("hop", "caf\udce9.py", 3, Side("billing", "caf\udce9.x"), Side("orders", "orders.m"))
HOSTILE = Row("hop", "a\x1b[31m|<b>.py", 3, Side("billing", "billing.x\n::error::y"), Side("orders", "orders.`m`"))


def answer(*rows: Row, code: int = 0, debt: Comparison | None = None, **changes: Any) -> Rehearsed:  # noqa: ANN401
    head = Header(1, tests=changes.pop("tests", 4), complete=True, **changes)
    seen = Seen(rows, (head,), (Problem("9.jsonl", "version", "7"),) if changes.get("dropped") else ())
    found = make_rehearsal(seen, shop(), domains_of(shop()), "billing")
    return answer_rehearsal(found, command=("pytest",), code=code, debt=debt)


def told(answered: Rehearsed, form: str = "text", language: str = "en", **options: Any) -> str:  # noqa: ANN401
    words = Words("ko" if language == "ko" else "en")
    return render(answered, form, words=words, look=Look(), folder=Path("/nowhere"), **options)


def last(text: str) -> str:
    return text.rstrip("\n").splitlines()[-1]


def test_nothing_that_crosses_is_said_in_one_line() -> None:
    assert last(told(answer())) == "billing: 0 crossing sites"


def test_last_line_counts_sites_by_kind() -> None:
    assert last(told(answer(CHARGE, HOP))) == "billing: 2 crossing sites (1 hop, 1 call)"


def test_debt_ends_the_line() -> None:
    fewer = Comparison("x.txt", 14, 12, ())
    assert last(told(answer(CHARGE, HOP, debt=fewer))).endswith("(1 hop, 1 call) · 12 fewer than the debt file")


@pytest.mark.parametrize("language", LANGUAGES)
def test_package_s_table_is_said_to_stay_and_not_to_be_unread(language: str) -> None:
    user = Side("(packages)", "django.contrib.auth.models.User")
    crossing = Row("constraint", "billing/models.py", 3, Side("billing", "billing.models.Invoice"), user)
    text = told(answer(crossing), language=language)
    words = Words("ko" if language == "ko" else "en")
    assert words("rehearse.package") in text
    assert words("rehearse.unread") not in text


def test_crossing_that_no_test_is_known_of_leaves_no_line_empty() -> None:
    lines = told(answer(HOP, replace(HOP, line=8))).splitlines()
    first = next(number for number, line in enumerate(lines) if "tasks.py:7" in line)
    assert "" not in lines[first : next(number for number, line in enumerate(lines) if "tasks.py:8" in line)]


def test_crossing_is_told_with_count_tests_reference_and_remedy() -> None:
    text = " ".join(told(answer(CHARGE)).split())
    assert "orders.services.place → billing.tasks.charge orders/services.py:22" in text
    assert "12 times in 9 tests · takes a model instance · gives a queryset" in text
    assert "t.py::a, t.py::b" in text
    assert CROSSING_REMEDIES["en"]["call"] in text


def test_loop_is_named() -> None:
    assert "in a loop, one query a row" in told(answer(HOP))


def test_share_of_the_edge_and_what_was_not_reached_are_told() -> None:
    text = told(answer(HOP), unreached=True)
    assert "2 references over the edge of billing show when they run; the tests reached 1 (50 %)." in text
    assert "orders/services.py:22" in text


def test_growth_names_both_ends() -> None:
    grown = Comparison("x.txt", 0, -1, (Growth("billing", "orders:Order", 0, 1, answer(HOP).crossings),))
    text = told(answer(HOP, debt=grown))
    assert "More crossings from billing to orders:Order: 1, where the debt allows 0." in text


@pytest.mark.parametrize(
    ("answered", "sentence"),
    [
        (answer(code=3), "The command ended with exit code 3"),
        (answer(tests=0), "No test ran"),
        (answer(HOP, tests=0), "No test was named"),
        (answer(dropped=2), "2 sites were dropped"),
        (answer(dropped=2), "A record is of version 7"),
        (answer(notes=("call: off, Python 3.10",)), "call: off, Python 3.10"),
        (answer(), "The domain has no tables of its own"),
    ],
)
def test_what_limits_the_figures_is_said(answered: Rehearsed, sentence: str) -> None:
    assert sentence in " ".join(told(answered).split())


def test_json_holds_everything_with_its_version() -> None:
    value = json.loads(told(answer(CHARGE, HOP, HOSTILE), "json"))
    assert (value["schema"], value["question"], value["sites"]) == (1, "rehearse", 3)
    assert [one["kind"] for one in value["crossings"]] == ["hop", "hop", "call"]
    assert value["crossings"][2]["references"][0]["kind"] == "task"


def test_sarif_has_a_rule_a_kind_and_a_result_a_site() -> None:
    (run,) = json.loads(told(answer(CHARGE, HOP), "sarif"))["runs"]
    assert [one["id"] for one in run["tool"]["driver"]["rules"]] == ["crossing/hop", "crossing/call"]
    place = run["results"][1]["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]) == ("orders/services.py", {"startLine": 22})


@pytest.mark.parametrize("rows", [(), (CHARGE, HOP), (HOSTILE,), (NO_TEXT,)], ids=["none", "two", "hostile", "no text"])
def test_sarif_is_as_its_standard_says(rows: tuple[Row, ...]) -> None:
    schema = json.loads((Path(__file__).parents[2] / "schemas" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    jsonschema.Draft4Validator(schema).validate(json.loads(told(answer(*rows), "sarif")))


def test_file_name_that_is_no_text_keeps_its_bytes_in_sarif_below_the_folder_s_own_path() -> None:
    (run,) = json.loads(told(answer(NO_TEXT), "sarif", prefix="b\udcff/"))["runs"]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "b%FF/caf%E9.py"


def test_growth_alone_is_an_error_for_code_hosts() -> None:
    found = answer(CHARGE, HOP)
    grown = Comparison("x.txt", 1, -1, (Growth("billing", "orders:Order", 0, 1, found.crossings[:1]),))
    lines = told(answer(CHARGE, HOP, debt=grown), "github").splitlines()
    assert [line.split(" ")[0] for line in lines[:2]] == ["::error", "::notice"]


def test_names_of_the_project_cannot_command_a_terminal_a_host_or_markdown() -> None:
    text, github, markdown = (told(answer(HOSTILE), form) for form in ("text", "github", "markdown"))
    assert "\x1b" not in text + github + markdown
    assert sum(line.startswith("::") for line in github.splitlines()) == 1
    assert "<b>" not in markdown
    assert markdown.count("\n|") == 3


@pytest.mark.parametrize("form", ["text", "markdown", "github", "sarif"])
def test_korean_has_the_same_sites(form: str) -> None:
    text = told(answer(CHARGE, HOP), form, "ko")
    assert "orders/services.py" in text
    assert "billing: 경계를 넘는 자리 2곳 (관계 접근 1곳, 호출 1곳)" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_crossing_has_its_words_and_remedy(language: str) -> None:
    texts = catalogue("ko" if language == "ko" else "en")
    keys = {f"{head}.{kind}" for kind in KINDS for head in ("crossing", "breaks")}
    assert keys <= set(texts)
    assert set(CROSSING_REMEDIES["ko" if language == "ko" else "en"]) == set(KINDS)
