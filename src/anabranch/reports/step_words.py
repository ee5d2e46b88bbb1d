"""What a step asks for, in the words of terminal and issue alike."""

from __future__ import annotations

from anabranch.plan.values import Step
from anabranch.reports.remedies import remedy
from anabranch.reports.texts.words import Words


def touching(step: Step) -> str:
    """The key of what is said of a step's symbols: that they are used no longer, offered otherwise, or changed."""
    if step.end == "importer":
        return "plan.change"
    return "plan.gone" if step.purpose == "free" else "plan.offer"


def how_to(step: Step, domain: str, words: Words) -> str:
    """How the step is done: by a facade where one is closed, unless the database knows the tie; else by its kind."""
    if step.purpose == "facade" and not step.facts.schema:
        return words("plan.facade.how", domain=domain)
    return remedy(step.kind, words.language)
