"""Findings as annotations of GitHub Actions."""

from __future__ import annotations

from collections.abc import Iterable

from anabranch.reports.check_remarks import Remark
from anabranch.reports.rule_words import tell_remedy, tell_rule
from anabranch.reports.texts.words import Words
from anabranch.reports.workflow_commands import annotation
from anabranch.rules.values import Finding, Rules, Verdict


def check_github(
    verdict: Verdict, rules: Rules, *, words: Words, prefix: str = "", remarks: Iterable[Remark] = (),
    notices: Iterable[str] = (),
) -> str:  # fmt: skip
    """One line a new finding, a remark about the rule file, and a notice.

    `prefix` is the path of the folder that was checked in its repository, which GitHub's paths begin with.
    """
    lines = [_on_line(finding, rules, words, prefix) for finding in verdict.new]
    lines += [
        annotation(remark.level, remark.text, file=prefix + rules.file, line=remark.line, title="anabranch")
        for remark in remarks
    ]
    lines += [annotation("notice", notice, title="anabranch") for notice in notices]
    return "".join(f"{line}\n" for line in lines)


def _on_line(finding: Finding, rules: Rules, words: Words, prefix: str) -> str:
    one = finding.reference
    title = f"anabranch: {finding.importer} → {finding.imported}"
    rule = tell_rule(finding, rules, words)
    told = f"{one.importer.symbol} → {one.imported.symbol} ({one.kind}): {rule}\n{tell_remedy(finding, words)}"
    return annotation("error", told, file=prefix + one.file, line=one.line, col=one.column, title=title)
