"""What the layers below say in English is said in Korean too."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import anabranch
from anabranch.errors import NothingToRead, sentence
from anabranch.reports.texts.korean.sentences import SENTENCES
from anabranch.reports.texts.words import Words
from tests.unit.reports.test_texts import placeholders

TREES = [ast.parse(path.read_text(encoding="utf-8")) for path in Path(anabranch.__file__).parent.rglob("*.py")]
ERRORS = {
    node.name
    for tree in TREES
    for node in ast.walk(tree)
    if isinstance(node, ast.ClassDef) and "AnabranchError" in map(ast.unparse, node.bases)
}
SAYING = {"sentence", "_at", "_wrong", *ERRORS}


def texts_said(function: ast.AST) -> Iterator[str]:
    """The first text that each call hands over, written in it or named just before."""
    named: dict[str, list[str]] = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            named.setdefault(ast.unparse(node.targets[0]), []).append(node.value.value)
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in SAYING:
            for argument in node.args:
                yield from named.get(ast.unparse(argument), ())
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value


def all_said() -> set[str]:
    return {text for tree in TREES for text in texts_said(tree) if " " in text}


def test_every_sentence_of_the_layers_below_has_its_korean() -> None:
    assert all_said() == set(SENTENCES)


@pytest.mark.parametrize("text", SENTENCES)
def test_both_languages_fill_in_the_same_values(text: str) -> None:
    assert placeholders(text) == placeholders(SENTENCES[text])


def test_a_sentence_within_a_sentence_is_said_in_the_language_too() -> None:
    told = sentence(
        "{where}: pins contradict each other: {why}; delete one of them.",
        where="anabranch.toml:3",
        why=sentence("{units} is a circle", units="a above b above a"),
    )
    assert str(told) == Words("en").say(told)
    assert "순환" in Words("ko").say(told)
    assert "circle" not in Words("ko").say(told)


def test_braces_of_a_value_are_no_places_for_values() -> None:
    assert str(NothingToRead("There is no {folder}.", folder="{x}")) == "There is no {x}."
