"""What a check says of the rule file itself, as sentences that every report shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from anabranch.reports.texts.words import Words
from anabranch.rules.debt import total
from anabranch.rules.values import Rules, Verdict


class Remark(NamedTuple):
    """A sentence about a line of the rule file; 0 where it is about the file. An error fails the check."""

    level: Literal["error", "warning"]
    line: int
    text: str


def check_remarks(verdict: Verdict, rules: Rules, words: Words, *, init: str) -> Iterator[Remark]:
    """Units in no layer, what matches nothing, and what has ended. `init` is the command that adds units."""
    file = rules.file
    if verdict.unassigned:
        units = ", ".join(verdict.unassigned)
        yield Remark("warning", 0, words("check.unassigned", file=file, units=units, command=init))
    if waiting := total(verdict.waiting):
        yield Remark("warning", 0, words.count("check.waiting", waiting))
    for each in verdict.idle:
        yield Remark("warning", each.line, words("check.idle", file=file, line=each.line))
    for name in verdict.missing:
        told = words("check.missing", file=file, line=name.line, contract=name.contract, module=name.module)
        yield Remark("warning", name.line, told)
    for each in verdict.expired:
        told = words("check.expired", file=file, line=each.line, until=each.until)
        yield Remark("error", each.line, told)
