"""Which rule a finding breaks, as one sentence that every report shows."""

from __future__ import annotations

from anabranch.reports.texts.words import Words
from anabranch.rules.contracts.judging import CONTRACTS
from anabranch.rules.order.judging import ORDER_RULES
from anabranch.rules.values import Finding, Rules

RULES = (*ORDER_RULES, *(f"contract-{each}" for each in CONTRACTS))
"""Every rule, by the name under which `docs/reference/rules.md` describes it."""


def tell_rule(finding: Finding, rules: Rules, words: Words) -> str:
    """What the rule says of this finding, and the line of the rule file that says so."""
    told = words(
        f"rule.{finding.rule}",
        importer=finding.importer,
        imported=finding.imported,
        contract=finding.contract,
        file=rules.file,
        line=finding.line,
    )
    return f"{told}: {' → '.join(finding.chain)}" if len(finding.chain) > 2 else told
