"""Findings as SARIF 2.1.0 (OASIS), which code hosts and editors read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

import msgspec

from anabranch.reading.values import Tool
from anabranch.reports.check_remarks import Remark
from anabranch.reports.rule_words import RULES, tell_remedy, tell_rule
from anabranch.reports.texts.words import Words
from anabranch.reports.visible import visible
from anabranch.rules.values import Finding, Rules, Verdict

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


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
    driver = {"name": tool.name, "version": tool.version, "rules": [{"id": rule} for rule in RULES]}
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "invocations": [{"executionSuccessful": True, "toolConfigurationNotifications": notes}],
                "results": results,
            }
        ],
    }
    return msgspec.json.format(msgspec.json.encode(log), indent=1).decode() + "\n"


def _notification(remark: Remark, file: str) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(file)}}
    if remark.line:
        place["region"] = {"startLine": remark.line}
    return {"level": remark.level, "message": {"text": remark.text}, "locations": [{"physicalLocation": place}]}


def _result(finding: Finding, rules: Rules, words: Words, prefix: str, *, is_new: bool) -> dict[str, Any]:
    one = finding.reference
    told = f"{visible(one.importer.symbol)} → {visible(one.imported.symbol)} ({one.kind}): "
    told += f"{tell_rule(finding, rules, words)}. {tell_remedy(finding, words)}"
    region = {"startLine": one.line, "startColumn": one.column}
    place = {"artifactLocation": {"uri": _uri(prefix + one.file)}, "region": region}
    return {
        "ruleId": finding.rule,
        "ruleIndex": RULES.index(finding.rule),
        "level": "error" if is_new else "note",
        "baselineState": "new" if is_new else "unchanged",
        "message": {"text": told},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"anabranch/1": _fingerprint(finding)},
    }


def _fingerprint(finding: Finding) -> str:
    return hashlib.blake2b(" ".join((finding.rule, *finding.key)).encode(), digest_size=16).hexdigest()


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(path.encode("utf-8", "surrogateescape"))
