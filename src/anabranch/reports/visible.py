"""Text of the project made safe to show: what a terminal would obey is written out instead."""

from __future__ import annotations

import re
from html import escape

_OBEYED = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f"  # C0 and C1 controls, escape and line ends among them
    "\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"  # bidi controls, invisible and line-breaking characters
    "\ud800-\udfff"  # halves of surrogate pairs: bytes of file names that are no text
    "\U000e0000-\U000e007f"  # invisible tag characters
    "]"
)


def is_plain(text: str) -> bool:
    """Whether a text is shown as it is."""
    return _OBEYED.search(text) is None


def visible(text: str) -> str:
    """The same text, with every character that changes a terminal's state or a line's direction spelled out."""
    return _OBEYED.sub(_spelled_out, text) if _OBEYED.search(text) else text


def in_html(text: str) -> str:
    """The same inside HTML and SVG, where it stands for itself as well."""
    return escape(visible(text))


def _spelled_out(match: re.Match[str]) -> str:
    code = ord(match.group())
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
