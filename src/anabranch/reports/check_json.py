"""What a check found, for programs. Its schema is `docs/reference/check.schema.json`."""

from __future__ import annotations

import msgspec

from anabranch.reports.json_report import answer_json
from anabranch.rules.values import Allowance, Finding, Missing, Verdict


class Found(msgspec.Struct, frozen=True):
    """A finding as programs read it."""

    rule: str
    importer: str
    imported: str
    is_new: bool
    tie_class: str = msgspec.field(name="class")
    kind: str
    importer_symbol: str
    imported_symbol: str
    file: str
    line: int
    column: int
    contract: str = ""
    chain: tuple[str, ...] = ()


class Checked(msgspec.Struct, frozen=True):
    """The whole answer."""

    kept: bool
    findings: tuple[Found, ...]
    debt: int
    paid: int
    allowed: int
    unassigned: tuple[str, ...]
    idle: tuple[Allowance, ...]
    expired: tuple[Allowance, ...]
    missing: tuple[Missing, ...]


def check_json(verdict: Verdict) -> str:
    """The answer of `check`, one finding a line."""
    new = set(map(id, verdict.new))
    return answer_json(
        "check",
        Checked(
            kept=not verdict.new and not verdict.expired,
            findings=tuple(_found(one, is_new=id(one) in new) for one in verdict.findings),
            debt=verdict.owed - verdict.paid,
            paid=verdict.paid,
            allowed=verdict.allowed,
            unassigned=verdict.unassigned,
            idle=verdict.idle,
            expired=verdict.expired,
            missing=verdict.missing,
        ),
    )


def _found(finding: Finding, *, is_new: bool) -> Found:
    one = finding.reference
    return Found(
        rule=finding.rule,
        importer=finding.importer,
        imported=finding.imported,
        is_new=is_new,
        tie_class=one.tie_class,
        kind=one.kind,
        importer_symbol=one.importer.symbol,
        imported_symbol=one.imported.symbol,
        file=one.file,
        line=one.line,
        column=one.column,
        contract=finding.contract,
        chain=finding.chain,
    )
