"""Findings as SARIF 2.1.0 (OASIS), which code hosts and editors read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from anabranch.reading.values import Tool
from anabranch.reports.check_remarks import Remark
from anabranch.reports.rule_words import RULES, tell_remedy, tell_rule
from anabranch.reports.sarif_log import sarif_log, sarif_place
from anabranch.reports.texts.words import Words
from anabranch.reports.visible import visible
from anabranch.rules.values import Finding, Rules, Verdict


def check_sarif(
    verdict: Verdict, rules: Rules, tool: Tool, *, words: Words, prefix: str = "", remarks: Iterable[Remark] = ()
) -> str:
    """One run; a new finding is an error, one that the debt accepts is unchanged from its baseline.

    Remarks about the rule file are notifications of the configuration. `prefix` is the path of the folder that was
    checked in its repository, which code hosts show files by.
    """
    new = set(map(id, verdict.new))
    results = [_result(one, rules, words, prefix, is_new=id(one) in new) for one in verdict.findings]
    notes = [_notification(remark, prefix + rules.file) for remark in remarks]
    return sarif_log(
        name=tool.name,
        version=tool.version,
        rules=[{"id": rule} for rule in RULES],
        results=results,
        invocation={"executionSuccessful": True, "toolConfigurationNotifications": notes},
    )


def _notification(remark: Remark, file: str) -> dict[str, Any]:
    place = sarif_place(file, line=remark.line)
    return {"level": remark.level, "message": {"text": remark.text}, "locations": [place]}


def _result(finding: Finding, rules: Rules, words: Words, prefix: str, *, is_new: bool) -> dict[str, Any]:
    one = finding.reference
    told = f"{visible(one.importer.symbol)} → {visible(one.imported.symbol)} ({one.kind}): "
    told += f"{tell_rule(finding, rules, words)}. {tell_remedy(finding, words)}"
    return {
        "ruleId": finding.rule,
        "ruleIndex": RULES.index(finding.rule),
        "level": "error" if is_new else "note",
        "baselineState": "new" if is_new else "unchanged",
        "message": {"text": told},
        "locations": [sarif_place(prefix + one.file, line=one.line, column=one.column)],
        "partialFingerprints": {"anabranch/1": _fingerprint(finding)},
    }


def _fingerprint(finding: Finding) -> str:
    return hashlib.blake2b(" ".join((finding.rule, *finding.key)).encode(), digest_size=16).hexdigest()
