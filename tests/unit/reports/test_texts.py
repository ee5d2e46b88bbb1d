from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import anabranch
from anabranch.evidence import affected
from anabranch.reading.telling_methods import ONLY_CLASS
from anabranch.reading.values import CLASS_OF_KIND, UNDER_TYPE_CHECKING
from anabranch.reports.remedies import REMEDIES, remedy
from anabranch.reports.terminal.place_lines import tell_note
from anabranch.reports.texts.korean.sentences import SENTENCES
from anabranch.reports.texts.words import LANGUAGES, Language, Words, catalogue

ENGLISH = catalogue("en")
KOREAN = catalogue("ko")
SOURCES = [*Path(anabranch.__file__).parent.glob("reports/**/*.py"), *Path(anabranch.__file__).parent.glob("cli/*.py")]


def placeholders(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def used_keys() -> Iterator[tuple[str, bool]]:
    for path in SOURCES:
        for count, key in re.findall(r"words(\.count)?\(\s*\"([a-z_.]+)\"", path.read_text(encoding="utf-8")):
            yield key, bool(count)


def test_both_languages_say_the_same_things() -> None:
    assert list(ENGLISH) == list(KOREAN)


@pytest.mark.parametrize("key", ENGLISH)
def test_both_languages_fill_in_the_same_values(key: str) -> None:
    extra = {"number"} if key.endswith(".one") else set()
    assert placeholders(ENGLISH[key]) | extra == placeholders(KOREAN[key]) | extra


def test_every_key_that_the_code_uses_exists() -> None:
    wanted = {f"{key}.{form}" for key, counts in used_keys() if counts for form in ("one", "many")}
    wanted |= {key for key, counts in used_keys() if not counts}
    assert wanted
    assert wanted <= set(ENGLISH)


def test_one_and_many_always_come_together() -> None:
    assert {key[:-4] for key in ENGLISH if key.endswith(".one")} >= {key[:-5] for key in ENGLISH if ".many" in key}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_a_remedy_of_one_line(language: str) -> None:
    assert set(REMEDIES["ko" if language == "ko" else "en"]) == set(CLASS_OF_KIND)


def test_a_remedy_is_a_sentence() -> None:
    assert all(remedy(kind, "en").endswith(".") and remedy(kind, "ko").endswith(".") for kind in CLASS_OF_KIND)


def test_values_from_the_project_cannot_carry_escapes_or_placeholders() -> None:
    assert "\\x1b[0m{lines}" in Words("en")("problem.unknown", name="\x1b[0m{lines}")


@pytest.mark.parametrize(("number", "said"), [(1, "1 tie"), (2, "2 ties"), (12345, "12,345 ties")])
def test_a_number_chooses_the_form(number: int, said: str) -> None:
    assert Words("en").count("ties", number) == said


def test_noun_beside_a_number_fits_it() -> None:
    assert Words("en")("weight.code", code=1) == "1 code tie"
    assert Words("en")("weight.code", code=1200) == "1,200 code ties"
    assert Words("en")("row.scale.value", lines="1", share="2 %", domain="orders", units="3").startswith("1 line (2 %)")


NOUNS = {text.rpartition(" ")[2] for key, text in ENGLISH.items() if re.fullmatch(r"\{number:,\} [a-z ]*s", text)} | {
    many for text in ENGLISH.values() for many in re.findall(r"\{\w+:[^|}]*\|(?:[^}]* )?([a-z-]+s)\}", text)
}


@pytest.mark.parametrize("key", [key for key in ENGLISH if not key.endswith(".many")])
def test_no_sentence_says_one_of_many(key: str) -> None:
    said = Words("en")(key, **{str(name): 1 for name in placeholders(ENGLISH[key]) - {"domain", "line"}},
                       domain="orders", line="1:")  # fmt: skip
    assert not re.search(
        rf"\b1 (?:(?!between|against)[a-z-]+ )?(?:{'|'.join(sorted(NOUNS - {'cross', 'writes'}))})\b", said
    )


@pytest.mark.parametrize(
    ("note", "korean"),
    [
        ("resolves to accounts.User", "실제 대상 accounts.User"),
        ("from orders.Order", "orders.Order에서"),
        ("table orders_order", "테이블 orders_order"),
        ("registered as orders.close", "등록된 이름 orders.close"),
        ("field user of accounts.Owned", "accounts.Owned의 필드 user"),
        ("could be hoisted: no import circle", "상단으로 올릴 수 있음: import 순환 없음"),
        (ONLY_CLASS, "이 멤버를 가진 유일한 클래스"),
        (UNDER_TYPE_CHECKING, "TYPE_CHECKING 아래의 import"),
        ("orders.Order.customer", "orders.Order.customer"),
    ],
)
def test_how_a_reference_was_resolved_is_said_in_the_language(note: str, korean: str) -> None:
    assert tell_note(note, Words("ko")) == korean
    assert tell_note(note, Words("en")) == note


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_to_do_about_a_smell_is_true_of_every_place_that_has_it(language: Language) -> None:
    remedies = [text for key, text in catalogue(language).items() if key.startswith("remedy.")]
    assert remedies
    assert not any(placeholders(text) for text in remedies)


@pytest.mark.parametrize("text", [*KOREAN.values(), *SENTENCES.values()])
def test_korean_needs_no_choice_of_particles_after_a_name(text: str) -> None:
    assert not re.search(r"[은는이가을를와과로]\([은는이가을를와과]\)|\((?:으|이)\)[로라]|\}이라는", text)


def test_every_reason_to_run_all_tests_is_said_in_the_language() -> None:
    source = Path(affected.__file__).read_text(encoding="utf-8")
    reasons = [key.removeprefix("affected.why.") for key in ENGLISH if key.startswith("affected.why.")]
    told = re.findall(r'^        \(.*, "([^"]+)"\),$', source, re.MULTILINE)
    assert sorted(told) == sorted(reasons) != []
