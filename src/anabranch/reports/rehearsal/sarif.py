"""A rehearsal as SARIF 2.1.0, which code hosts and editors read."""

from __future__ import annotations

from typing import Any

from anabranch.reading.assembly import version
from anabranch.reports.answers.rehearsed import Rehearsed
from anabranch.reports.rehearsal.findings import Finding, findings
from anabranch.reports.rehearsal.phrases import summary
from anabranch.reports.rehearsal.remedies import breaks, crossing_remedy
from anabranch.reports.sarif_log import sarif_log, sarif_place
from anabranch.reports.texts.words import Words
from anabranch.reports.visible import visible


def rehearsal_sarif(answer: Rehearsed, words: Words, *, prefix: str = "") -> str:
    """One run with one result a crossing. `prefix` is the path of the folder that was read in its repository."""
    return sarif_log(
        name="anabranch",
        version=version(),
        rules=[_rule(one.kind, words) for one in answer.kinds],
        results=[_result(one, prefix) for one in findings(answer, words)],
        invocation={"executionSuccessful": not answer.exit_code, "exitCode": answer.exit_code},
        properties={"summary": visible(summary(answer, words))},
    )


def _rule(kind: str, words: Words) -> dict[str, Any]:
    text = f"{words.known(f'crossing.{kind}', kind)}: {breaks(kind, words)}"
    return {
        "id": f"crossing/{kind}",
        "shortDescription": {"text": text},
        "help": {"text": crossing_remedy(kind, words.language) or text},
    }


def _result(one: Finding, prefix: str) -> dict[str, Any]:
    crossing = one.crossing
    return {
        "ruleId": f"crossing/{crossing.kind}",
        "level": one.level,
        "message": {"text": visible(one.message)},
        "locations": [sarif_place(prefix + crossing.file, line=max(crossing.line, 1))],
        # No line: moving code does not make it another finding.
        "partialFingerprints": {
            "crossing/v1": visible(f"{crossing.kind} {crossing.importer.symbol} {crossing.imported.symbol}")
        },
    }
