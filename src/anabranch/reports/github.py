"""Findings as annotations that GitHub Actions puts on the lines of a pull request.

The form is that of GitHub's workflow commands: `::error file=…,line=…,col=…,title=…::message`.
"""

from __future__ import annotations

from collections.abc import Iterable

from anabranch.reports.check_remarks import Remark
from anabranch.reports.rule_words import tell_remedy, tell_rule
from anabranch.reports.texts.words import Words
from anabranch.reports.visible import visible
from anabranch.rules.values import Finding, Rules, Verdict


def check_github(
    verdict: Verdict, rules: Rules, *, words: Words, prefix: str = "", remarks: Iterable[Remark] = (),
    notices: Iterable[str] = (),
) -> str:  # fmt: skip
    """One line a new finding, a remark about the rule file, and a notice.

    `prefix` is the path of the folder that was checked in its repository, which GitHub's paths begin with.
    """
    lines = [_annotation(finding, rules, words, prefix) for finding in verdict.new]
    for remark in remarks:
        line = f",line={remark.line}" if remark.line else ""
        lines.append(
            f"::{remark.level} file={_property(prefix + rules.file)}{line},title=anabranch::{_data(remark.text)}"
        )
    lines += [f"::notice title=anabranch::{_data(notice)}" for notice in notices]
    return "".join(f"{line}\n" for line in lines)


def _annotation(finding: Finding, rules: Rules, words: Words, prefix: str) -> str:
    one = finding.reference
    place = f"file={_property(prefix + one.file)},line={one.line},col={one.column}"
    title = _property(f"anabranch: {finding.importer} → {finding.imported}")
    rule = tell_rule(finding, rules, words)
    told = f"{one.importer.symbol} → {one.imported.symbol} ({one.kind}): {rule}\n{tell_remedy(finding, words)}"
    return f"::error {place},title={title}::{_data(told)}"


def _data(text: str) -> str:
    shown = "\n".join(visible(line) for line in text.split("\n"))
    return shown.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
