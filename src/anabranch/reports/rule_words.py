"""Which rule a finding breaks, as one sentence that every report shows."""

from __future__ import annotations

from anabranch.reports.remedies import remedy
from anabranch.reports.texts.words import Words
from anabranch.rules.contracts.judging import CONTRACTS
from anabranch.rules.order.judging import ORDER_RULES
from anabranch.rules.smells.finding import SMELLS
from anabranch.rules.values import SMELL, Finding, Rules

RULES = (*ORDER_RULES, *(f"contract-{each}" for each in CONTRACTS), *(f"{SMELL}{each}" for each in SMELLS))
"""Every rule, by the name under which `docs/reference/rules.md` describes it."""


def tell_rule(finding: Finding, rules: Rules, words: Words) -> str:
    """What the rule says of this finding, and the line of the rule file that says so."""
    told = words(
        f"rule.{finding.rule}",
        importer=finding.importer,
        imported=finding.imported,
        imported_symbol=finding.reference.imported.symbol,
        contract=finding.contract,
        file=rules.file,
        line=finding.line,
    )
    return f"{told}: {' → '.join(finding.chain)}" if len(finding.chain) > 2 else told


def tell_remedy(finding: Finding, words: Words) -> str:
    """What to do about a finding: what its smell asks for, else what its kind of reference does."""
    if finding.rule.startswith(SMELL):
        return words(f"remedy.{finding.rule}")
    return remedy(finding.reference.kind, words.language)
