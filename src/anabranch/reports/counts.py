"""Countable facts and weights as phrases."""

from __future__ import annotations

from anabranch.plan.values import Facts
from anabranch.reading.values import Weight
from anabranch.reports.texts.words import Words


def facts_text(facts: Facts, words: Words) -> str:
    """What a change takes: migrations first, for they decide."""
    schema = words.count("migrations", facts.schema) if facts.schema else words("migrations.none")
    parts = [schema, *([words.count("tables", facts.tables)] if facts.tables else [])]
    parts += [words.count("symbols", facts.symbols), words.count("files", facts.files)]
    return ", ".join([*parts, words.count("places", facts.lines)])


def weight_text(weight: Weight, words: Words) -> str:
    """Schema and code ties; schema only where there are some."""
    if weight.schema:
        return words("weight.schema", schema=weight.schema, code=weight.code)
    return words("weight.code", code=weight.code)
