from __future__ import annotations

from anabranch.rules.mending import find_stray, without_stray
from anabranch.rules.rule_file import read_rules

UNITS = {"orders", "boxes", "companies", "cms"}
TEXT = """\
layers = [
    "orders",  # ours
    "boxes | gone",  # 2 references run up from here
    "cms, companies",
    "lost",
]
undecided = [
    "boxes | cms",  # talk to Kim
    "boxes | companies",
    "companies | cms",
    "gone | cms",
]
pins = ["orders above gone", "orders above boxes"]

[domains]
content = ["boxes", "companies", "lost"]

[roles]
base = ["gone", "cms"]
"""
MENDED = """\
layers = [
    "orders",  # ours
    "content",  # 2 references run up from here
    "cms",
]
undecided = [
    "content | cms",  # talk to Kim
]
pins = ["orders above content"]

[domains]
content = ["boxes", "companies", ]

[roles]
base = ["cms"]
"""


def mended(text: str) -> str:
    rules = read_rules(text, "anabranch.toml")
    assert rules is not None
    return without_stray(text, rules, tuple(find_stray(rules, UNITS, ())))


def test_each_name_that_is_no_domain_is_found_with_its_line_and_what_it_belongs_to() -> None:
    rules = read_rules(TEXT, "anabranch.toml")
    assert rules is not None
    found = {(one.name, one.line, one.domain) for one in find_stray(rules, UNITS, ())}
    assert {("boxes", 3, "content"), ("gone", 3, ""), ("companies", 4, "content"), ("gone", 19, "")} <= found
    assert not {name for name, _, _ in found} - {"boxes", "companies", "gone", "lost"}


def test_domain_takes_the_highest_place_of_its_apps_and_names_of_nothing_go() -> None:
    assert mended(TEXT) == MENDED


def test_text_in_which_every_name_stands_for_a_domain_stays() -> None:
    assert mended(MENDED) == MENDED


def test_names_in_comments_stay() -> None:
    text = 'layers = [\n    "orders",  # not "gone"\n    "cms",\n]\n'
    assert mended(text) == text


def test_part_of_an_app_is_a_name_that_a_domain_may_have() -> None:
    rules = read_rules('layers = ["goods"]\n[domains]\ngoods = ["orders.models.Thing"]\n', "anabranch.toml")
    assert rules is not None
    assert not list(find_stray(rules, {"orders", "goods"}, {"orders.models.Thing"}))
