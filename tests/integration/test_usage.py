"""Command lines that say nothing, or contradict themselves, are refused in the person's language."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from anabranch.cli.main import main

Told = Callable[..., str]
ENGLISH_WORDS = re.compile(r"\b(is|the|no|not|has|there|missing|invalid|value)\b", re.IGNORECASE)


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Told:
    """What a refused command line is answered with."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> str:
        monkeypatch.setattr("sys.argv", ["anabranch", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        printed = capsys.readouterr()
        assert (left.value.code, printed.out, printed.err.count("\n")) == (2, "", 1)
        return printed.err

    return call


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "--since", ""),
        ("map", ""),
        ("map", "-o", ""),
        ("map", "--observed", " "),
        ("plan", "--in", ""),
        ("why", "orders", ""),
        ("unit", ""),
        ("history", "--explain", ""),
    ],
)
def test_an_empty_value_is_a_variable_that_is_not_set(told: Told, arguments: tuple[str, ...]) -> None:
    assert "is empty" in told(*arguments)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("plan", "orders", "--until", "2"), "--until has no effect beside DOMAIN"),
        (("plan", "orders", "--only", "orders"), "--only has no effect beside DOMAIN"),
        (("plan", "--since", "2y"), "--since has no effect without --backtest"),
        (("plan", "--backtest", "orders"), "DOMAIN has no effect beside --backtest"),
        (("plan", "--backtest", "--explain", "1"), "--explain has no effect beside --backtest"),
        (("plan", "--json", "--markdown"), "--markdown has no effect beside --json"),
        (("plan", "--json", "--format", "svg"), "--format has no effect beside --json"),
        (("plan", "--markdown"), "name a DOMAIN"),
        (("plan", "orders", "--format", "svg"), "leave DOMAIN"),
        (("page", "--since", "2y"), "--since has no effect without --plots"),
        (("page", "--open", "-o", "-"), "--open has no effect beside -o -"),
        (("check", "--advice", "--format", "json"), "--advice has no effect beside --format json"),
        (("map", "--focus", "orders"), "--focus has no effect without --format svg"),
        (("map", "--level", "module", "--format", "csv"), "--level has no effect beside --format csv"),
        (("history", "--explain", "2026", "--format", "svg"), "--explain has no effect beside --format svg"),
        (("history", "--explain", "2026", "--movers", "1"), "--movers has no effect beside --explain"),
        (("dossier", "--explain", "early", "--format", "html"), "--explain has no effect beside --format html"),
        (("rehearse", "orders", "--strict", "--", "true"), "--strict has no effect without --debt"),
        (("rehearse", "orders", "--frozen", "--", "true"), "--frozen has no effect without --debt"),
        (("rehearse", "orders", "--accept", "--frozen", "--", "true"), "--frozen has no effect beside --accept"),
        (("rehearse", "orders", "--accept", "--strict", "--", "true"), "--strict has no effect beside --accept"),
        (("debt", "--tests"), "--tests has no effect without --accept"),
        (("rehearse", "orders", "--unreached", "--format", "json", "--", "true"), "--unreached has no effect beside"),
        (("observe", "--recall", "--seed", "1"), "--seed has no effect without --not-run"),
        (("observe", "--seed", "1", "--", "true"), "--seed has no effect without --recall"),
        (("observe", "--recall", "--calls"), "--calls has no effect without COMMAND"),
        (("map", "a", "--in", "b"), "The folder is given twice: a and --in b."),
    ],
)
def test_an_option_that_would_be_ignored_is_refused(told: Told, arguments: tuple[str, ...], sentence: str) -> None:
    assert sentence in told(*arguments)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("plan", "--until", "0"), "--until is a whole number, 1 or more. Try: anabranch plan --help"),
        (("plan", "--backtest", "--most", "x"), "--most is a whole number, 1 or more."),
        (("history", "--movers", "-1"), "--movers is a whole number, 0 or more."),
        (("map", "--format", "xml"), "--format is one of: text, json, svg, dot, mermaid, csv."),
        (("map", "-o"), "Try: anabranch map --help"),
        (("map", "a", "b"), "Unexpected: b."),
    ],
)
def test_a_value_that_does_not_fit_is_told_with_those_that_do(
    told: Told, arguments: tuple[str, ...], sentence: str
) -> None:
    assert sentence in told(*arguments)


@pytest.mark.parametrize(
    "arguments",
    [
        ("frobnicate",), ("mapp",), ("map", "--frmt"), ("map", "--format", "xml"), ("map", "-o"), ("map", "a", "b"),
        ("why", "orders"), ("plan", "--until", "x"), ("observe", "--seed", "x"), ("map", ""), ("check", "--since", ""),
        ("map", "nowhere"), ("map", "-o", "nowhere/x"), ("map", "--observed", "nowhere"), ("history", "--since", "x"),
        ("diff", "main"), ("check",), ("import",), ("rehearse", "orders"), ("plan", "--json", "--markdown"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("asked", ["option", "locale"])
def test_whoever_speaks_korean_is_answered_in_korean(
    told: Told, arguments: tuple[str, ...], asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C" if asked == "option" else "ko_KR.UTF-8")
    command, *rest = arguments
    sentence = told(command, *(["--lang=ko"] if asked == "option" else []), *rest)
    assert not ENGLISH_WORDS.search(sentence)
    assert any("가" <= letter <= "힣" for letter in sentence)
