from __future__ import annotations

import pytest

from anabranch.reports.visible import visible


def test_plain_text_in_any_language_stays_as_it_is() -> None:
    assert visible("주문 → Größe 🎉") == "주문 → Größe 🎉"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "\\x1b[31mred"),
        ("a\nb\tc\r", "a\\x0ab\\x09c\\x0d"),
        ("\x9b2J", "\\x9b2J"),
        ("user\u202etxt", "user\\u202etxt"),
        ("zero\u200bwidth", "zero\\u200bwidth"),
        ("\udcff.py", "\\xff.py"),
        ("\U000e0041", "\\U000e0041"),
    ],
)
def test_what_a_terminal_obeys_is_spelled_out(text: str, shown: str) -> None:
    assert visible(text) == shown
