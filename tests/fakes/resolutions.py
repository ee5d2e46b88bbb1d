"""Projects in memory that are resolved again after a change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from anabranch.facts.python import read_python
from anabranch.facts.templates import TemplateFacts, read_template
from anabranch.facts.values import FileFacts
from anabranch.project.layout import lay_out
from anabranch.reading.assembly import assemble
from anabranch.reading.fact_store import content_key
from anabranch.reading.kept import TEMPLATES, kept_parts
from anabranch.reading.resolution import Resolution
from anabranch.reading.resolved import Earlier, Part, Resolved
from anabranch.reading.run import Run
from anabranch.reading.solved import Solved
from anabranch.reading.units import units_of_modules
from anabranch.reading.values import Map
from anabranch.reading.world_building import build_world
from tests.fakes.projects import listed


@dataclass(frozen=True)
class Reading:
    """A map, with what belongs to it for the next."""

    map: Map
    resolved: dict[str, Resolved]
    facts: dict[bytes, FileFacts]


def read(sources: Mapping[str, str], before: Reading | None = None) -> Reading:
    """The map of sources, with the help of an earlier one."""
    python, templates = facts_of(sources), templates_of(sources)
    files = listed(sources, python, templates)
    by_key = {content_key(sources[path].encode()): facts for path, facts in python.items()}
    found, resolved = assemble(
        files, lay_out(files, python), python, templates, Solved(), earlier(sources, before), free_modules=True
    )
    return Reading(found, resolved, by_key)


def earlier(sources: Mapping[str, str], before: Reading | None) -> Earlier:
    """What is known before sources are read."""
    keys = {path: content_key(text.encode()) for path, text in sources.items()}
    if before is None:
        return Earlier(None, {}, dict[bytes, FileFacts]().get, keys)
    return Earlier(before.map, before.resolved, before.facts.get, keys)


def resolved_anew(before: Reading, sources: Mapping[str, str]) -> set[str]:
    """The files that are resolved anew after a change."""
    run = run_of(sources)
    return {module.path for module in run.modules} - set(kept_parts(earlier(sources, before), run))


def keeps_templates(before: Reading, sources: Mapping[str, str]) -> bool:
    """Whether what templates refer to still holds after a change."""
    return TEMPLATES in kept_parts(earlier(sources, before), run_of(sources))


def run_of(sources: Mapping[str, str]) -> Run:
    """The only project of sources, ready to be resolved."""
    python, templates = facts_of(sources), templates_of(sources)
    (layout,) = lay_out(listed(sources, python, templates), python)
    return Run(Resolution(build_world(layout, python, units_of_modules(layout, ()).of_module)), templates)


def parts_of(sources: Mapping[str, str], order: Sequence[int]) -> dict[str, Part]:
    """What each module refers to, resolved in an order, which gives the rank of each."""
    run = run_of(sources)
    ranked = sorted(zip(order, run.modules, strict=False), key=lambda row: row[0])
    return {module.path: run.resolve_module(module) for _, module in ranked}


def facts_of(sources: Mapping[str, str]) -> dict[str, FileFacts]:
    """Facts of all Python files."""
    return {path: read_python(text.encode()) for path, text in sorted(sources.items()) if path.endswith(".py")}


def templates_of(sources: Mapping[str, str]) -> dict[str, TemplateFacts]:
    """Facts of all templates."""
    return {path: read_template(text.encode()) for path, text in sorted(sources.items()) if path.endswith(".html")}
