"""A rehearsal as SARIF 2.1.0, which code hosts and editors read."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from anabranch.reading.assembly import version
from anabranch.reports.answers.rehearsed import Rehearsed
from anabranch.reports.rehearsal.findings import Finding, findings
from anabranch.reports.rehearsal.phrases import summary
from anabranch.reports.rehearsal.remedies import breaks, crossing_remedy
from anabranch.reports.texts.words import Words
from anabranch.reports.visible import visible

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def rehearsal_sarif(answer: Rehearsed, words: Words) -> str:
    """One run with one result a crossing."""
    driver = {
        "name": "anabranch",
        "version": version(),
        "rules": [_rule(one.kind, words) for one in answer.kinds],
    }
    run = {
        "tool": {"driver": driver},
        "results": [_result(one) for one in findings(answer, words)],
        "invocations": [{"executionSuccessful": not answer.exit_code, "exitCode": answer.exit_code}],
        "properties": {"summary": visible(summary(answer, words))},
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1, ensure_ascii=False) + "\n"


def _rule(kind: str, words: Words) -> dict[str, Any]:
    text = f"{words.known(f'crossing.{kind}', kind)}: {breaks(kind, words)}"
    return {
        "id": f"crossing/{kind}",
        "shortDescription": {"text": text},
        "help": {"text": crossing_remedy(kind, words.language) or text},
    }


def _result(one: Finding) -> dict[str, Any]:
    crossing = one.crossing
    place = {"artifactLocation": {"uri": quote(crossing.file), "uriBaseId": "%SRCROOT%"},
             "region": {"startLine": max(crossing.line, 1)}}  # fmt: skip
    return {
        "ruleId": f"crossing/{crossing.kind}",
        "level": one.level,
        "message": {"text": visible(one.message)},
        "locations": [{"physicalLocation": place}],
        # No line: moving code does not make it another finding.
        "partialFingerprints": {
            "crossing/v1": f"{crossing.kind} {crossing.importer.symbol} {crossing.imported.symbol}"
        },
    }
