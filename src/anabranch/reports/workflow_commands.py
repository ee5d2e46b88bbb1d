"""Annotations that GitHub Actions puts on the lines of a pull request, as its workflow commands:
`::error file=…,line=…,col=…,title=…::message`.
"""

from __future__ import annotations

from anabranch.reports.visible import visible


def annotation(level: str, message: str, **properties: str | int) -> str:
    """One command; of the properties those that are empty or 0 are left out."""
    told = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items() if value)
    return f"::{level} {told}::{_data(message)}"


def _data(text: str) -> str:
    shown = "\n".join(visible(line) for line in text.split("\n"))
    return shown.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
