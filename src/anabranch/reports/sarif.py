"""Findings as SARIF 2.1.0 (OASIS), which code hosts and editors read."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec

from anabranch.reading.values import Tool
from anabranch.reports.rule_words import RULES, tell_remedy, tell_rule
from anabranch.reports.texts.words import Words
from anabranch.reports.visible import visible
from anabranch.rules.values import Finding, Rules, Verdict

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def check_sarif(verdict: Verdict, rules: Rules, tool: Tool, *, words: Words) -> str:
    """One run; a new finding is an error, one that the debt accepts is unchanged from its baseline."""
    new = set(map(id, verdict.new))
    results = [_result(one, rules, words, is_new=id(one) in new) for one in verdict.findings]
    driver = {"name": tool.name, "version": tool.version, "rules": [{"id": rule} for rule in RULES]}
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }
    return msgspec.json.format(msgspec.json.encode(log), indent=1).decode() + "\n"


def _result(finding: Finding, rules: Rules, words: Words, *, is_new: bool) -> dict[str, Any]:
    one = finding.reference
    told = f"{visible(one.importer.symbol)} → {visible(one.imported.symbol)} ({one.kind}): "
    told += f"{tell_rule(finding, rules, words)}. {tell_remedy(finding, words)}"
    place = {"artifactLocation": {"uri": _uri(one.file)}, "region": {"startLine": one.line, "startColumn": one.column}}
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
