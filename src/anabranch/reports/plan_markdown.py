"""The plan of a domain as issues: one text a step, ready to be pasted."""

from __future__ import annotations

from collections.abc import Iterator

from anabranch.plan.values import DomainPlan, Step
from anabranch.reports.counts import facts_text, weight_text
from anabranch.reports.markdown import code, escaped
from anabranch.reports.remedies import remedy
from anabranch.reports.texts.words import Words


def plan_markdown(plan: DomainPlan, *, words: Words) -> str:
    """A heading with the sums, then one section a step with a list to tick off."""
    if not plan.steps:
        return escaped(words("plan.nothing", domain=plan.domain)) + "\n"
    title = words("plan.title", domain=plan.domain, steps=words.count("steps", len(plan.steps)))
    lines = [f"# {escaped(title)}", "", escaped(words("plan.total", facts=facts_text(plan.total, words)))]
    if plan.to_free != plan.least:
        least, declared = weight_text(plan.least, words), weight_text(plan.to_free, words)
        command = f"anabranch free {plan.domain}"
        lines += ["", escaped(words("plan.longer", least=least, declared=declared, command=command))]
    for step in plan.steps:
        lines += ["", *_issue(plan, step, words)]
    return "\n".join(lines) + "\n"


def _issue(plan: DomainPlan, step: Step, words: Words) -> Iterator[str]:
    symbols = ", ".join(code(symbol) for symbol in step.touched)
    head = words("plan.offer" if step.end == "imported" else "plan.change", symbols="")
    yield f"## {escaped(plan.domain)} {step.number}/{len(plan.steps)}: {escaped(head)}{symbols}"
    yield ""
    yield f"{words(f'plan.purpose.{step.purpose}')} · {facts_text(step.facts, words)}"
    yield ""
    yield remedy(step.kind, words.language)
    yield ""
    for spot in step.spots:
        yield f"- [ ] {code(f'{spot.file}:{spot.line}')} {code(spot.importer)} → {code(spot.imported)} ({spot.kind})"
    if step.foretold:
        yield ""
        yield escaped(words("plan.foretold", files="")) + ", ".join(code(file) for file in step.foretold)
    if step.frees:
        yield ""
        yield escaped(words("plan.frees", units=", ".join(step.frees)))
