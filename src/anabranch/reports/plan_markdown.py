"""The plan of a domain as issues: one text a step, ready to be pasted."""

from __future__ import annotations

from collections.abc import Iterator

from anabranch.plan.values import DomainPlan, Entry, Step
from anabranch.reports.counts import facts_text, weight_text
from anabranch.reports.markdown import code, escaped
from anabranch.reports.step_words import how_to, touching
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
    if plan.likely:
        command = code("anabranch map --certainty likely --format csv")
        lines += ["", f"{escaped(words.count('likely', plan.likely))} {command}"]
    return "\n".join(lines) + "\n"


def _issue(plan: DomainPlan, step: Step, words: Words) -> Iterator[str]:
    importers = ", ".join(sorted({tie.importer_unit for tie in step.ties}))
    imported = ", ".join(sorted({tie.imported_unit for tie in step.ties}))
    head = words(f"plan.issue.{step.purpose}", importers=importers, imported=imported)
    yield f"## {escaped(f'{plan.domain} {step.number}/{len(plan.steps)}: {head}')}"
    yield ""
    yield f"{words(f'plan.purpose.{step.purpose}')} · {facts_text(step.facts, words)}"
    yield ""
    touched = ", ".join(code(symbol) for symbol in step.touched)
    yield escaped(words(touching(step), symbols="")) + touched
    yield ""
    yield escaped(how_to(step, plan.domain, words))
    proposed = list(_proposed(plan, step))
    if proposed:
        yield ""
        hooks = any(entry.offer == "hook" for entry in proposed)
        yield escaped(words("plan.proposed.hooks" if hooks else "plan.proposed", domain=plan.domain))
        yield ""
        yield from (f"- {code(entry.name)}: {words(f'plan.offer.{entry.offer}')}" for entry in proposed)
    yield ""
    yield from dict.fromkeys(
        f"- [ ] {code(f'{spot.file}:{spot.line}')} {code(spot.importer)} → {code(spot.imported)} ({spot.kind})"
        for spot in step.spots
    )
    if step.foretold:
        yield ""
        yield escaped(words("plan.foretold", files="")) + ", ".join(code(file) for file in step.foretold)
    if step.frees:
        yield ""
        yield escaped(words("plan.frees", units=", ".join(step.frees)))
    yield ""
    yield words("plan.done", command=code(f"anabranch plan {plan.domain}"))


def _proposed(plan: DomainPlan, step: Step) -> Iterator[Entry]:
    """The entries of the proposed facade that would replace ties of the step."""
    ties = [(tie.importer, tie.imported) for tie in step.ties]
    for entry in plan.facade:
        if any(importer in entry.callers and imported in entry.replaces for importer, imported in ties):
            yield entry
