"""Each rule has a sentence in both languages and a page; a contract has its own file and tests too."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from anabranch.reports.rule_words import RULES
from anabranch.reports.texts.words import catalogue
from anabranch.rules.contracts.judging import CONTRACTS

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "reference" / "rules.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", RULES)
def test_rule_is_told_in_both_languages(rule: str) -> None:
    assert f"rule.{rule}" in catalogue("en")
    assert f"rule.{rule}" in catalogue("ko")


@pytest.mark.parametrize("rule", RULES)
def test_rule_has_a_section_of_the_page(rule: str) -> None:
    section = PAGE.partition(f"\n### {rule}\n")[2].partition("\n#")[0]
    assert len(section.split()) > 12


@pytest.mark.parametrize("name", CONTRACTS)
def test_contract_has_a_file_and_tests_that_begin_with_what_keeps_it(name: str) -> None:
    assert (ROOT / "src" / "anabranch" / "rules" / "contracts" / f"{name}.py").is_file()
    tests = (Path(__file__).parent / "contracts" / f"test_{name}.py").read_text(encoding="utf-8")
    first = re.search(r"^def test_.*?(?=^def |^@|\Z)", tests, re.M | re.S)
    assert first is not None
    assert "== []" in first[0]
    assert len(re.findall(r"^def test_", tests, re.M)) > 1
