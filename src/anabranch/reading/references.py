"""All references of one project: every kind in turn, the most specific first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from anabranch.facts.templates import TemplateFacts
from anabranch.facts.values import FileFacts, Op
from anabranch.project.values import ProjectLayout
from anabranch.reading.collector import Collector
from anabranch.reading.evaluation import evaluate
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
from anabranch.reading.values import Model, Receiver, Reference, Task, Unseen, Url
from anabranch.reading.world import ClassInfo, ModuleInfo, build_world


@dataclass(frozen=True, slots=True)
class ProjectReferences:
    """What resolving one project gives."""

    references: tuple[Reference, ...]
    models: tuple[Model, ...]
    urls: tuple[Url, ...]
    receivers: tuple[Receiver, ...]
    tasks: tuple[Task, ...]
    unseen: tuple[Unseen, ...]


def resolve_project(
    layout: ProjectLayout,
    facts: Mapping[str, FileFacts],
    templates: Mapping[str, TemplateFacts],
    units: Mapping[str, str],
) -> ProjectReferences:
    """Resolve the facts of all files of a project into references and the model registry.

    `units` names the app-level unit of each module.
    """
    resolution = Resolution(build_world(layout, facts, units))
    return _Run(resolution, Collector(resolution, layout.name)).run(templates)


_OCCURRENCES = (Op.NAME, Op.LOAD, Op.ATTR, Op.CALL, Op.CONCAT, Op.FORMAT, Op.STR, Op.INDEX)
"""What stands in the source as an expression of its own; all else is evaluated where it is asked for."""


class _Run:
    """One pass over all modules, with what the kinds share."""

    def __init__(self, resolution: Resolution, collector: Collector) -> None:
        layout = resolution.world.layout
        self.resolution = resolution
        self.collector = collector
        self.modules = list(resolution.world.modules.values())
        self.templates = TemplateIndex(layout)
        self.settings = frozenset(layout.settings.modules)
        self.installed = frozenset(layout.settings.installed_apps)
        self.receivers: list[Receiver] = []

    def run(self, templates: Mapping[str, TemplateFacts]) -> ProjectReferences:
        for module in self.modules:
            for op in _OCCURRENCES:
                for expression in module.of(op):
                    evaluate(self.resolution, module, expression)
        urls = UrlNames(self.resolution)
        tasks = TaskKind(self.collector, find_tasks(self.resolution))
        tables = table_names(self.resolution)
        graph = migration.MigrationGraph(self.resolution.world.modules)
        relation.collect_relations(self.collector, self.resolution.models)
        for module in self.modules:
            self._collect(module, urls, tasks, tables, graph)
        self._collect_templates(urls, templates)
        return self._result(urls, tasks)

    def _collect(
        self,
        module: ModuleInfo,
        urls: UrlNames,
        tasks: TaskKind,
        tables: dict[str, ClassInfo],
        graph: migration.MigrationGraph,
    ) -> None:
        collector = self.collector
        relation.mark_bases(collector, module)
        model_meta.collect(collector, module)
        self.receivers += signal.collect(collector, module)
        tasks.collect(module)
        patch.collect(collector, module)
        content_type.collect(collector, module)
        get_model.collect(collector, module)
        lookup.collect(collector, module)
        url.collect(collector, module, urls)
        table.collect(collector, module, tables)
        template.collect(collector, module, self.templates)
        migration.collect(collector, module, graph)
        path.collect(collector, module, self.settings, self.installed)
        occurrences.collect(collector, module)
        access.collect(collector, module)
        imports.collect(collector, module)

    def _collect_templates(self, urls: UrlNames, facts: Mapping[str, TemplateFacts]) -> None:
        libraries = tag_libraries(self.resolution.world)
        reader = template.TemplateReader(self.collector, self.templates, libraries, urls)
        for each in self.templates.templates:
            if each.path in facts:
                reader.collect(each, facts[each.path])

    def _result(self, urls: UrlNames, tasks: TaskKind) -> ProjectReferences:
        return ProjectReferences(
            references=tuple(self.collector.references),
            models=list_models(self.resolution, self.collector.project),
            urls=tuple(urls.listed()),
            receivers=tuple(self.receivers),
            tasks=tuple(tasks.listed()),
            unseen=tuple(self.collector.unseen),
        )
