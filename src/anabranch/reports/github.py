"""Findings as annotations that GitHub Actions puts on the lines of a pull request.

The form is that of GitHub's workflow commands: `::error file=…,line=…,col=…,title=…::message`.
"""

from __future__ import annotations

from anabranch.reports.rule_words import tell_remedy, tell_rule
from anabranch.reports.texts.words import Words
from anabranch.reports.visible import visible
from anabranch.rules.values import Finding, Rules, Verdict


def check_github(verdict: Verdict, rules: Rules, *, words: Words) -> str:
    """One line a new finding."""
    return "".join(f"{_annotation(finding, rules, words)}\n" for finding in verdict.new)


def _annotation(finding: Finding, rules: Rules, words: Words) -> str:
    one = finding.reference
    place = f"file={_property(one.file)},line={one.line},col={one.column}"
    title = _property(f"anabranch: {finding.importer} → {finding.imported}")
    rule = tell_rule(finding, rules, words)
    told = f"{one.importer.symbol} → {one.imported.symbol} ({one.kind}): {rule}\n{tell_remedy(finding, words)}"
    return f"::error {place},title={title}::{_data(told)}"


def _data(text: str) -> str:
    shown = "\n".join(visible(line) for line in text.split("\n"))
    return shown.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
