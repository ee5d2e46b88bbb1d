"""All references of one project: every kind in turn, the most specific first."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import msgspec

from anabranch.facts.templates import TemplateFacts
from anabranch.facts.values import FileFacts, Op
from anabranch.project.values import ProjectLayout
from anabranch.reading.class_list import list_classes
from anabranch.reading.collector import Collector
from anabranch.reading.evaluation import evaluate
from anabranch.reading.forked import can_fork, run_beside
from anabranch.reading.kinds import (
    access,
    content_type,
    get_model,
    imports,
    lookup,
    migration,
    model_meta,
    occurrences,
    patch,
    path,
    relation,
    signal,
    table,
    template,
    url,
)
from anabranch.reading.kinds.task import TaskKind, find_tasks
from anabranch.reading.model_list import list_models, table_names
from anabranch.reading.resolution import Resolution
from anabranch.reading.template_index import TemplateIndex, tag_libraries
from anabranch.reading.urlconf import UrlNames
from anabranch.reading.values import Bases, Model, Receiver, Reference, Task, Unseen, Url
from anabranch.reading.world import ModuleInfo, build_world


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


def resolve_project(
    layout: ProjectLayout,
    facts: Mapping[str, FileFacts],
    templates: Mapping[str, TemplateFacts],
    units: Mapping[str, str],
) -> ProjectReferences:
    """Resolve the facts of all files of a project into references and the model registry.

    `units` names the app-level unit of each module.
    """

    def fresh() -> Run:
        return Run(Resolution(build_world(layout, facts, units)), templates)

    with _deep_recursion():
        run = fresh()
        parts = run.resolve(fresh)
    return ProjectReferences(
        references=tuple(reference for part in parts for reference in part.references),
        models=list_models(run.resolution, layout.name),
        urls=tuple(run.urls.listed()),
        receivers=tuple(receiver for part in parts for receiver in part.receivers),
        tasks=tuple(run.tasks),
        unseen=tuple(unseen for part in parts for unseen in part.unseen),
        classes=list_classes(run.resolution),
    )


_OCCURRENCES = frozenset((Op.NAME, Op.LOAD, Op.ATTR, Op.CALL, Op.CONCAT, Op.FORMAT, Op.STR, Op.INDEX))
"""What stands in the source as an expression of its own; all else is evaluated where it is asked for."""
_WORTH_A_PROCESS = 60_000
"""Expressions below which a second process costs more than it saves (measured: half a second of work)."""


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


class Part(msgspec.Struct, frozen=True, array_like=True):
    """What the resolution of some modules gives."""

    references: list[Reference]
    receivers: list[Receiver]
    unseen: list[Unseen]


_DECODE = msgspec.msgpack.Decoder(Part).decode


class Run:
    """One project's resolution: what the kinds share, found once, then module after module."""

    def __init__(self, resolution: Resolution, templates: Mapping[str, TemplateFacts]) -> None:
        layout = resolution.world.layout
        self.resolution = resolution
        self.modules = list(resolution.world.modules.values())
        self.settings = frozenset(layout.settings.modules)
        self.installed = frozenset(layout.settings.installed_apps)
        self.index = TemplateIndex(layout)
        self.template_facts = templates
        self.urls = UrlNames(resolution)
        self.known_tasks = find_tasks(resolution)
        self.tables = table_names(resolution)
        self.graph = migration.MigrationGraph(resolution.world.modules)

    @property
    def tasks(self) -> list[Task]:
        """The tasks for the map."""
        return [Task(name, info.module.name) for info, name in self.known_tasks.items()]

    def resolve(self, fresh: Callable[[], Run]) -> list[Part]:
        """Resolve all modules: large projects in two parts, whether or not there are processes for both.

        What an expression denotes can depend on where a circle of calls is entered, so the parts are the same on
        every machine, and neither sees what the other evaluated: without a process of its own, the second part is
        resolved by a `fresh` run.
        """
        if sum(len(module.op) for module in self.modules) < _WORTH_A_PROCESS:
            return [self._resolve_part(self.modules, with_templates=True)]
        here, there = _halves(self.modules)
        results: list[Part] = []
        packed = None
        if can_fork():
            packed = run_beside(
                lambda: results.append(self._resolve_part(here, with_templates=True)),
                lambda: msgspec.msgpack.encode(self._resolve_part(there, with_templates=False)),
            )
        else:
            results.append(self._resolve_part(here, with_templates=True))
        return [*results, _DECODE(packed) if packed is not None else fresh().second_part()]

    def second_part(self) -> Part:
        """The second of the two parts, alone."""
        return self._resolve_part(_halves(self.modules)[1], with_templates=False)

    def _resolve_part(self, modules: list[ModuleInfo], *, with_templates: bool) -> Part:
        collector = Collector(self.resolution, self.resolution.world.layout.name)
        for module in modules:
            # In the order of the source, so that what an expression is made of is known before it.
            for expression, op in enumerate(module.op):
                if op in _OCCURRENCES:
                    evaluate(self.resolution, module, expression)
        relation.collect_relations(collector, self.resolution.models, frozenset(modules))
        starts = TaskKind(collector, self.known_tasks)
        receivers = [receiver for module in modules for receiver in self._collect(collector, module, starts)]
        if with_templates:
            self._collect_templates(collector)
        return Part(collector.references, receivers, collector.unseen)

    def _collect(self, collector: Collector, module: ModuleInfo, starts: TaskKind) -> list[Receiver]:
        relation.mark_bases(collector, module)
        model_meta.collect(collector, module)
        receivers = signal.collect(collector, module)
        starts.collect(module)
        patch.collect(collector, module)
        content_type.collect(collector, module)
        get_model.collect(collector, module)
        lookup.collect(collector, module)
        url.collect(collector, module, self.urls)
        table.collect(collector, module, self.tables)
        template.collect(collector, module, self.index)
        migration.collect(collector, module, self.graph)
        path.collect(collector, module, self.settings, self.installed)
        occurrences.collect(collector, module)
        access.collect(collector, module)
        imports.collect(collector, module)
        return receivers

    def _collect_templates(self, collector: Collector) -> None:
        libraries = tag_libraries(self.resolution.world)
        reader = template.TemplateReader(collector, self.index, libraries, self.urls)
        for each in self.index.templates:
            if each.path in self.template_facts:
                reader.collect(each, self.template_facts[each.path])


def _halves(modules: list[ModuleInfo]) -> tuple[list[ModuleInfo], list[ModuleInfo]]:
    """Two parts of about as many expressions, neighbours together."""
    half = sum(len(module.op) for module in modules) / 2
    size = 0
    for number, module in enumerate(modules):
        size += len(module.op)
        if size >= half:
            return modules[: number + 1], modules[number + 1 :]
    return modules, []
