"""All references of one project, found anew or taken from an earlier map where they still hold."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from anabranch.facts.templates import TemplateFacts
from anabranch.facts.values import FileFacts
from anabranch.project.values import ProjectLayout
from anabranch.reading.kept import TEMPLATES, kept_parts, resolved_of
from anabranch.reading.model_list import list_models
from anabranch.reading.resolution import Resolution
from anabranch.reading.resolved import Earlier, Resolved
from anabranch.reading.run import Run
from anabranch.reading.telling_methods import resolve_open
from anabranch.reading.units import Units
from anabranch.reading.values import Bases, Model, Receiver, Reference, Task, Unseen, Url
from anabranch.reading.world_building import build_world


@dataclass(frozen=True, slots=True)
class ProjectReferences:
    """What resolving one project gives."""

    references: tuple[Reference, ...]
    models: tuple[Model, ...]
    urls: tuple[Url, ...]
    receivers: tuple[Receiver, ...]
    tasks: tuple[Task, ...]
    unseen: tuple[Unseen, ...]
    classes: tuple[Bases, ...]
    resolved: Resolved | None = None


def resolve_project(
    layout: ProjectLayout,
    facts: Mapping[str, FileFacts],
    templates: Mapping[str, TemplateFacts],
    units: Units,
    earlier: Earlier | None = None,
) -> ProjectReferences:
    """Resolve the facts of all files of a project into references and the model registry.

    `units` names the app-level unit of each module, and of what is set apart in one. Of an `earlier` map all is taken
    that still holds.
    """
    with _deep_recursion():
        run = Run(Resolution(build_world(layout, facts, units.of_module, units.apart)), templates)
        kept = kept_parts(earlier, run)
        found = run.resolve(kept)
        left_open = (row for part in found.values() for row in part.left_open)
        by_member = tuple(resolve_open(run.resolution, layout.name, left_open))
    parts = [*found.values(), kept.get(TEMPLATES) or run.resolve_templates()]
    return ProjectReferences(
        references=(*(reference for part in parts for reference in part.references), *by_member),
        models=list_models(run.resolution, layout.name),
        urls=tuple(run.urls.listed()),
        receivers=tuple(receiver for part in parts for receiver in part.receivers),
        tasks=tuple(run.tasks),
        unseen=tuple(unseen for part in parts for unseen in part.unseen),
        classes=tuple(sorted((row for part in parts for row in part.bases), key=lambda row: row.symbol)),
        resolved=resolved_of(run, found, earlier.keys) if earlier is not None else None,
    )


@contextmanager
def _deep_recursion() -> Iterator[None]:
    """Room for the longest chains of code that teams write; evaluation ends by itself where even that is not enough."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, _DEEPEST))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


_DEEPEST = 10_000
