"""The map put together from the projects of a folder."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec
from msgspec.structs import replace

from anabranch.facts.templates import TemplateFacts
from anabranch.facts.values import FileFacts, Problem
from anabranch.graph.pins import Pin
from anabranch.project.file_list import FileList
from anabranch.project.values import ProjectLayout
from anabranch.reading.analysis import (
    LevelAnalysis,
    ModuleLevel,
    analyse_apps,
    analyse_modules,
    arrange_modules,
    as_domains,
    import_tangles,
    of_project,
)
from anabranch.reading.declared import NOTHING_DECLARED, Declared
from anabranch.reading.forked import can_fork, run_beside
from anabranch.reading.hoisting import note_hoisting
from anabranch.reading.reader import UNOPENED
from anabranch.reading.references import ProjectReferences, resolve_project
from anabranch.reading.resolved import Earlier, Resolved
from anabranch.reading.roles import find_roles
from anabranch.reading.solved import Solved
from anabranch.reading.units import Units, split_apps, units_of_modules
from anabranch.reading.values import (
    SCHEMA,
    App,
    Failed,
    Files,
    Map,
    Model,
    Project,
    Reference,
    Tangle,
    Tool,
)


@dataclass(frozen=True, slots=True)
class ReadProject:
    """One project, resolved and analysed."""

    project: Project
    found: ProjectReferences
    levels: tuple[LevelAnalysis, ...]
    import_tangles: tuple[Tangle, ...]


def assemble(
    files: FileList,
    layouts: Sequence[ProjectLayout],
    python: Mapping[str, FileFacts],
    templates: Mapping[str, TemplateFacts],
    solved: Solved,
    earlier: Earlier | None = None,
    *,
    free_modules: bool,
    declared: Declared = NOTHING_DECLARED,
) -> tuple[Map, dict[str, Resolved]]:
    """The map of all projects, and what the next one can use of it.

    `solved` knows graphs of earlier maps, and learns those of this one; `declared` is what a team has declared.
    """
    read = [
        _read_project(layout, python, templates, solved, earlier, free_modules=free_modules, declared=declared)
        for layout in layouts
    ]
    resolved = {each.project.name: each.found.resolved for each in read if each.found.resolved is not None}
    tool = earlier.map.tool if earlier is not None and earlier.map is not None else Tool("anabranch", version())
    return _put_together(files, python, templates, read, tool), resolved


def _put_together(
    files: FileList,
    python: Mapping[str, FileFacts],
    templates: Mapping[str, TemplateFacts],
    read: Sequence[ReadProject],
    tool: Tool,
) -> Map:
    levels = [level for each in read for level in each.levels]
    return Map(
        schema=SCHEMA,
        tool=tool,
        projects=tuple(each.project for each in read),
        models=tuple(model for each in read for model in each.found.models),
        urls=tuple(sorted((url for each in read for url in each.found.urls), key=lambda url: (url.name, url.module))),
        receivers=tuple(row for each in read for row in each.found.receivers),
        tasks=tuple(sorted((task for each in read for task in each.found.tasks), key=lambda task: task.name)),
        references=tuple(reference for each in read for reference in each.found.references),
        dependencies=tuple(row for level in levels for row in level.dependencies),
        orders=tuple(level.order for level in levels),
        tangles=tuple(tangle for level in levels for tangle in level.tangles),
        free=tuple(freeing for level in levels for freeing in level.free),
        unseen=tuple(unseen for each in read for unseen in each.found.unseen),
        files=_files(files, python, templates),
        import_tangles=tuple(tangle for each in read for tangle in each.import_tangles),
        classes=tuple(row for each in read for row in each.found.classes),
    )


def version() -> str:
    """The version of this tool."""
    from importlib import metadata  # takes a tenth of a second answer, and an earlier map says the same

    try:
        return metadata.version("anabranch")
    except metadata.PackageNotFoundError:
        return "0"


def _read_project(
    layout: ProjectLayout,
    python: Mapping[str, FileFacts],
    templates: Mapping[str, TemplateFacts],
    solved: Solved,
    earlier: Earlier | None,
    *,
    free_modules: bool,
    declared: Declared,
) -> ReadProject:
    lines = {module.path: python[module.path].lines for module in layout.modules if module.path in python}
    split = split_apps(layout, lines, declared)
    cut = units_of_modules(layout, split, declared.parts)
    units = cut.of_module
    found = resolve_project(layout, python, templates, cut, earlier)
    found = _sorted(found)
    of_unit = _lines_of_units(layout, lines, units)
    _set_lines_apart(of_unit, layout, python, cut)
    # A template beside all apps can be the only thing in its unit, which then has no lines.
    of_unit |= dict.fromkeys(sorted({one.importer.app for one in found.references} - of_unit.keys()), 0)
    of_module = {module.name: lines.get(module.path, 0) for module in layout.modules}
    apps, modules = _analyse(
        found.references, of_unit, units, of_module, solved, free_modules=free_modules, pins=declared.pins
    )
    roles = find_roles(of_unit, apps.dependencies, shells=_shells(layout, units), owners=_owners(found.models, cut))
    project = Project(
        name=layout.name,
        root=layout.root,
        settings=layout.settings.modules,
        apps=tuple(_apps(layout, of_unit, roles)),
        modules=len(layout.modules),
        lines=sum(lines.values()),
        split=tuple(app.label for app in split),
    )
    levels = (apps, as_domains(apps), modules)
    by_imports = tuple(replace(tangle, project=layout.name) for tangle in import_tangles(found.references, of_unit))
    return ReadProject(project, found, tuple(of_project(level, layout.name) for level in levels), by_imports)


_WORTH_A_PROCESS = 5_000
"""References below which a second process costs more than it saves."""


def _analyse(
    references: Sequence[Reference],
    of_unit: Mapping[str, int],
    units: Mapping[str, str],
    of_module: Mapping[str, int],
    solved: Solved,
    *,
    free_modules: bool,
    pins: Iterable[Pin] = (),
) -> tuple[LevelAnalysis, LevelAnalysis]:
    """The app level and, beside it where there is a processor for it, the module level."""

    def modules() -> ModuleLevel:
        return analyse_modules(references, units, of_module, solved, free_modules=free_modules)

    if not can_fork() or len(references) < _WORTH_A_PROCESS:
        apps = analyse_apps(references, of_unit, solved, pins=pins)
        return apps, arrange_modules(modules(), apps.order.units, units)
    here: list[LevelAnalysis] = []
    packed = run_beside(
        lambda: here.append(analyse_apps(references, of_unit, solved, pins=pins)),
        lambda: msgspec.msgpack.encode((modules(), solved.made)),
    )
    level = modules() if packed is None else _learnt(packed, solved)
    return here[0], arrange_modules(level, here[0].order.units, units)


def _learnt(packed: bytes, solved: Solved) -> ModuleLevel:
    level, made = msgspec.msgpack.decode(packed, type=tuple[ModuleLevel, dict[bytes, bytes]])
    solved.made.update(made)
    return level


def _sorted(found: ProjectReferences) -> ProjectReferences:
    references = note_hoisting(sorted(found.references, key=_place))
    unseen = sorted(found.unseen, key=lambda row: (row.reason, row.file, row.line, row.text))
    receivers = sorted(found.receivers, key=lambda row: (row.signal, row.function, row.sender))
    return dataclasses.replace(found, references=tuple(references), receivers=tuple(receivers), unseen=tuple(unseen))


def _place(reference: Reference) -> tuple[str, int, int, str, str]:
    return reference.file, reference.line, reference.column, reference.imported.symbol, reference.kind


def _lines_of_units(layout: ProjectLayout, lines: Mapping[str, int], units: Mapping[str, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for module in layout.modules:
        unit = units[module.name]
        found[unit] = found.get(unit, 0) + lines.get(module.path, 0)
    return dict(sorted(found.items()))


def _set_lines_apart(
    of_unit: dict[str, int], layout: ProjectLayout, python: Mapping[str, FileFacts], cut: Units
) -> None:
    """Lines of what is set apart in a module belong to its own unit."""
    for module in layout.modules:
        apart = cut.apart.get(module.name, {})
        for definition in python[module.path].definitions if apart and module.path in python else ():
            unit = apart.get(definition.qualname)
            if unit is not None:
                size = definition.end_line - definition.line + 1
                of_unit[cut.of_module[module.name]] -= size
                of_unit[unit] = of_unit.get(unit, 0) + size


def _shells(layout: ProjectLayout, units: Mapping[str, str]) -> frozenset[str]:
    composing = [*layout.settings.modules, layout.settings.strings.get("ROOT_URLCONF", "")]
    return frozenset(["(project)", *(units[name] for name in composing if name in units)])


def _owners(models: Iterable[Model], cut: Units) -> frozenset[str]:
    """The units that have a table of their own."""
    concrete = [model for model in models if not (model.abstract or model.proxy) and model.module in cut.of_module]
    return frozenset(cut.apart.get(model.module, {}).get(model.name, cut.of_module[model.module]) for model in concrete)


def _apps(layout: ProjectLayout, lines: Mapping[str, int], roles: Mapping[str, str]) -> list[App]:
    known = {app.label: app for app in layout.apps}
    apps = []
    for unit, size in lines.items():
        own = known.get(unit)
        whole = own or known.get(unit.partition(".")[0])
        part = "" if own is not None else unit.partition(".")[2]
        name = f"{whole.name}.{part}" if whole is not None and part else whole.name if whole is not None else unit
        path = f"{whole.path}/{part}" if whole is not None and part else whole.path if whole is not None else ""
        is_app = own is not None and own.is_app
        apps.append(App(unit, name, path, unit, roles.get(unit, "domain"), size, is_app))  # type: ignore[arg-type]
    return apps


def _failure(problem: Problem) -> str:
    return f"not readable as Python: {problem.text}" if problem.line else problem.text


def _files(files: FileList, python: Mapping[str, FileFacts], templates: Mapping[str, TemplateFacts]) -> Files:
    failed = [
        Failed(path, problem.line, _failure(problem)) for path, facts in python.items() for problem in facts.problems
    ]
    failed += [Failed(path, 0, reason) for path, reason in files.unreadable]
    failed += [Failed(file.path, 0, UNOPENED) for file in files.templates if file.path not in templates]
    return Files(read=len(python), failed=tuple(failed), notebooks=len(files.notebooks))
