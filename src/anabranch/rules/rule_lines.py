"""Where in the text of a rule file something stands, so that every sentence names its line."""

from __future__ import annotations

import re
from typing import NamedTuple

_CODE = re.compile(r"""(?:"(?:\\.|[^"\\])*"|'[^']*'|[^#"'])*""")
_HEADER = re.compile(r"\s*(?P<many>\[)?\[\s*(?P<name>[\w.\"'-]+)\s*\]\]?\s*")


def code_of(line: str) -> str:
    """A line without its comment."""
    return _CODE.match(line)[0]  # type: ignore[index]  # matches everything, if only with nothing


class _Row(NamedTuple):
    number: int
    code: str


class _Section(NamedTuple):
    """A table of the rules with its header and the tables in it; of no name what stands before all others."""

    name: str
    rows: list[_Row]


class RuleLines:
    """The lines of a file by the tables they stand in, as far as these hold rules."""

    def __init__(self, text: str, table: str) -> None:
        """`table` is the one in which the rules stand, `tool.anabranch`; empty where the file holds nothing else."""
        rows = [_Row(number, code_of(line)) for number, line in enumerate(text.split("\n"), 1)]
        self._sections = _sections(rows, table) or [_Section("", rows)]

    def line_of(self, text: str, under: str = "", number: int = 0) -> int:
        """The first line, from 1, that has a text as a value or as a key: below the setting or in the table `under`, of
        several of that name in the one of that `number`, from 0. Where none has it, the line at which these begin.
        """
        word = re.compile(rf"(?<![\w.-]){re.escape(text)}(?![\w.-])")
        rows = self._below(under, number)
        return next((row.number for row in rows if word.search(row.code)), rows[0].number)

    def _below(self, under: str, number: int) -> list[_Row]:
        tables = [section for section in self._sections if under and section.name == under]
        if tables:
            return tables[min(number, len(tables) - 1)].rows
        rows = [row for section in self._sections for row in section.rows]
        setting = re.compile(rf"[\s\"']*(?:[\w.]+\.)?{under}[\"']?\s*=")
        return rows[next((index for index, row in enumerate(rows) if under and setting.match(row.code)), 0) :]


def _sections(rows: list[_Row], table: str) -> list[_Section]:
    found = [] if table else [_Section("", [])]
    is_ours = not table
    for row in rows:
        header = _HEADER.fullmatch(row.code)
        if header:
            name = _inside(header["name"], table)
            is_ours = name is not None
            if name is not None and (header["many"] or "." not in name):
                found.append(_Section(name, []))
        if is_ours:
            found[-1].rows.append(row)
    return found


def _inside(name: str, table: str) -> str | None:
    """The name of a table below the one of the rules, empty for that itself; None for one elsewhere."""
    if not table or name == table:
        return name.removeprefix(table)
    return name.removeprefix(f"{table}.") if name.startswith(f"{table}.") else None
