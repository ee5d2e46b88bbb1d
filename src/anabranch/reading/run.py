"""One project under resolution: what the kinds share, found once; then each module, the most specific kind first."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from anabranch.facts.templates import TemplateFacts
from anabranch.reading.asked import asked_of, remember
from anabranch.reading.class_list import list_bases
from anabranch.reading.collector import Collector
from anabranch.reading.evaluation import evaluate
from anabranch.reading.forked import can_fork, run_beside
from anabranch.reading.implied_templates import may_imply
from anabranch.reading.kinds import (
    access,
    command,
    content_type,
    get_model,
    imports,
    lookup,
    made_class,
    migration,
    model_meta,
    occurrences,
    patch,
    path,
    permission,
    relation,
    signal,
    table,
    task,
    template,
    template_access,
    url,
)
from anabranch.reading.model_list import table_names
from anabranch.reading.resolution import Resolution
from anabranch.reading.resolved import Asked, Part
from anabranch.reading.template_context import TemplateContexts, is_for_contexts
from anabranch.reading.template_index import TemplateIndex, is_library, tag_libraries
from anabranch.reading.urlconf import UrlNames
from anabranch.reading.values import Receiver, Task
from anabranch.reading.world import ModuleInfo

_WORTH_A_PROCESS = 60_000
"""Expressions below which a second process costs more than it saves (measured: half a second of work)."""


_DECODE = msgspec.msgpack.Decoder(tuple[list[Part], Asked]).decode


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
        self.tasks_known = task.KnownTasks(task.find_tasks(resolution))
        self.commands = command.find_commands(self.modules)
        self.permissions = permission.find_permissions(resolution)
        self.tables = table_names(resolution)
        self.graph = migration.MigrationGraph(resolution.world.modules)
        self.relations = relation.relations_by_module(resolution.models)
        self.asked: set[ModuleInfo] = set()
        """Modules that its templates were resolved with, as a module has those that it asked."""
        resolution.circles.forget()

    @property
    def tasks(self) -> list[Task]:
        """The tasks for the map."""
        return [Task(name, info.module.name) for info, name in self.tasks_known.names.items()]

    def resolve(self, kept: Mapping[str, Part]) -> dict[str, Part]:
        """What each module refers to, by path, in two processes where that pays; what is `kept` is as it was."""
        wanted = [module for module in self.modules if module.path not in kept]
        here, there = _halves(wanted)
        if not can_fork() or sum(module.size for module in wanted) < _WORTH_A_PROCESS:
            here, there = wanted, []
        parts: list[Part] = []
        if there:
            packed = run_beside(lambda: parts.extend(map(self.resolve_module, here)), lambda: self._packed(there))
            if packed is not None:
                parts += self._unpacked(packed)
        else:
            parts.extend(map(self.resolve_module, here))
        parts += map(self.resolve_module, wanted[len(parts) :])
        found = {module.path: part for module, part in zip(wanted, parts, strict=True)}
        return {module.path: found.get(module.path) or kept[module.path] for module in self.modules}

    def _packed(self, modules: list[ModuleInfo]) -> bytes:
        parts = [self.resolve_module(module) for module in modules]
        return msgspec.msgpack.encode((parts, asked_of(self.resolution.world)))

    def _unpacked(self, packed: bytes) -> list[Part]:
        parts, asked = _DECODE(packed)
        remember(self.resolution.world, asked)
        return parts

    def resolve_module(self, module: ModuleInfo) -> Part:
        """What one module refers to: the same whichever others were resolved before it."""
        collector = Collector(self.resolution, self.resolution.world.layout.name)
        self.resolution.circles.asking = module
        # In the order of the source, so that what an expression is made of is known before it.
        for expression in range(1, module.size):
            evaluate(self.resolution, module, expression)
        self.resolution.circles.settle(module)
        relation.collect(collector, module, self.relations)
        receivers = self._collect(collector, module)
        bases = list(list_bases(self.resolution, module))
        self.resolution.circles.forget()
        self.resolution.circles.asking = None
        return Part(collector.references, receivers, collector.unseen, bases, collector.left_open)

    def _collect(self, collector: Collector, module: ModuleInfo) -> list[Receiver]:
        relation.mark_bases(collector, module)
        model_meta.collect(collector, module)
        receivers = signal.collect(collector, module)
        task.collect(collector, module, self.tasks_known)
        command.collect(collector, module, self.commands)
        patch.collect(collector, module)
        content_type.collect(collector, module)
        get_model.collect(collector, module)
        made_class.collect(collector, module)
        lookup.collect(collector, module)
        url.collect(collector, module, self.urls)
        table.collect(collector, module, self.tables)
        template.collect(collector, module, self.index)
        permission.collect(collector, module, self.permissions)
        migration.collect(collector, module, self.graph)
        path.collect(collector, module, self.settings, self.installed)
        occurrences.collect(collector, module)
        access.collect(collector, module)
        imports.collect(collector, module)
        return receivers

    def resolve_templates(self) -> Part:
        """What all templates refer to."""
        collector = Collector(self.resolution, self.resolution.world.layout.name)
        libraries = tag_libraries(self.resolution.world)
        self.resolution.circles.asking = self
        self.asked.update(module for module in self.modules if self.serves_templates(module))
        contexts = TemplateContexts(self.resolution, self.index, self.template_facts)
        walker = template_access.ValueWalker(self.resolution, contexts)
        reader = template.TemplateReader(collector, self.index, libraries, self.urls, self.permissions, walker)
        for each in self.index.templates:
            if each.path in self.template_facts:
                reader.collect(each, self.template_facts[each.path])
        self.resolution.circles.asking = None
        return Part(collector.references, [], collector.unseen, [], [])

    def serves_templates(self, module: ModuleInfo) -> bool:
        """Whether templates look into a file itself: it names one, or what it defines is given to all of them."""
        if is_library(module.name) or is_for_contexts(module) or may_imply(self.index, module):
            return True
        return not self.index.names().isdisjoint(module.texts)


def _halves(modules: list[ModuleInfo]) -> tuple[list[ModuleInfo], list[ModuleInfo]]:
    """Two parts of about as many expressions, neighbours together."""
    half = sum(module.size for module in modules) / 2
    size = 0
    for number, module in enumerate(modules):
        size += module.size
        if size >= half:
            return modules[: number + 1], modules[number + 1 :]
    return modules, []
