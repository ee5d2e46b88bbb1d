from __future__ import annotations

import pytest

from anabranch.cli.language import choose_language, language_typed


@pytest.mark.parametrize(
    ("asked", "environment", "chosen"),
    [
        (None, {}, "en"),
        (None, {"LANG": "ko_KR.UTF-8"}, "ko"),
        (None, {"LANG": "ko_KR.UTF-8", "LC_ALL": "C"}, "en"),
        (None, {"LANG": "en_US.UTF-8", "LC_MESSAGES": "ko_KR"}, "ko"),
        (None, {"LC_ALL": "", "LANG": "ko"}, "ko"),
        (None, {"LANG": "kok_IN"}, "en"),
        ("en", {"LANG": "ko_KR.UTF-8"}, "en"),
        ("ko", {"LANG": "de_DE"}, "ko"),
    ],
)
def test_the_language_asked_for_comes_before_the_locale(
    asked: str | None, environment: dict[str, str], chosen: str
) -> None:
    assert choose_language(asked, environment) == chosen


@pytest.mark.parametrize(
    ("arguments", "typed"),
    [
        ("map --nosuch", None),
        ("map --lang=ko --nosuch", "ko"),
        ("map --nosuch --lang ko", "ko"),
        ("map --lang", None),
        ("observe --seed x -- pytest --lang=ko", None),
    ],
)
def test_the_language_of_a_line_that_cannot_be_read_is_the_one_typed_for_this_tool(
    arguments: str, typed: str | None
) -> None:
    assert language_typed(arguments.split()) == typed
