"""Every rule has a file, tests that begin with what it must not report, a page, and a sentence in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from anabranch.reports.rule_words import RULES
from anabranch.reports.texts.words import catalogue
from anabranch.rules.values import SMELL

ROOT = Path(__file__).parents[3]
PAGES = ROOT / "docs" / "reference" / "rules"
SECTIONS = ("Why", "Example", "Remedy", "To allow it")


def home(rule: str) -> tuple[str, str]:
    """The folder of a rule and the name of its module."""
    for start, folder in (("contract-", "contracts"), (SMELL, "smells")):
        if rule.startswith(start):
            return folder, rule.removeprefix(start).replace("-", "_")
    return "order", rule


@pytest.mark.parametrize("rule", RULES)
def test_rule_is_told_in_both_languages(rule: str) -> None:
    assert f"rule.{rule}" in catalogue("en")
    assert f"rule.{rule}" in catalogue("ko")


@pytest.mark.parametrize("rule", RULES)
def test_rule_has_a_page_that_says_what_why_an_example_the_remedy_and_how_to_allow(rule: str) -> None:
    text = (PAGES / f"{rule}.md").read_text(encoding="utf-8")
    what = re.match(rf"# {rule}\n\n(.+?)\n\n## ", text, re.S)
    assert what is not None
    assert len(what[1].split()) > 6
    parts = dict(re.findall(r"^## (.+?)\n(.+?)(?=^## |\Z)", text, re.M | re.S))
    assert tuple(parts) == SECTIONS
    assert all(len(part.split()) > 2 for part in parts.values())
    assert "[[allow]]" in parts["To allow it"]


def test_every_page_is_of_a_rule_and_listed() -> None:
    listed = set(re.findall(r"\]\(rules/([\w-]+)\.md\)", (PAGES.parent / "rules.md").read_text(encoding="utf-8")))
    assert {page.stem for page in PAGES.glob("*.md")} == set(RULES) == listed


@pytest.mark.parametrize("rule", RULES)
def test_rule_has_a_file_of_its_own(rule: str) -> None:
    folder, name = home(rule)
    assert (ROOT / "src" / "anabranch" / "rules" / folder / f"{name}.py").is_file()


@pytest.mark.parametrize("rule", RULES)
def test_tests_of_a_rule_begin_with_what_it_must_not_report(rule: str) -> None:
    folder, name = home(rule)
    tests = (Path(__file__).parent / folder / f"test_{name}.py").read_text(encoding="utf-8")
    bodies = re.findall(r"^def test_.*?(?=^def |^@|\Z)", tests, re.M | re.S)
    assert "== []" in bodies[0]
    assert any("== []" not in body for body in bodies[1:])
