"""Makes the world of a project from the facts of its files: its modules, and packages without a file of their own."""

from __future__ import annotations

from collections.abc import Mapping

from anabranch.facts.values import WIDTH, Definition, FileFacts
from anabranch.project.values import Module, ProjectLayout
from anabranch.reading.world import ModuleInfo, World

_NOTHING = FileFacts(
    lines=0,
    texts=[],
    table=bytes(WIDTH * 4),
    arguments=b"",
    groups=b"",
    definitions=[
        Definition(
            "module", "", "", 0, 1, 1, 1, (), (), {}, (), (), 0, {}, {}, {}, (), is_async=False, is_generator=False
        )
    ],
    imports=[],
    problems=[],
)


def build_world(
    layout: ProjectLayout,
    facts: Mapping[str, FileFacts],
    units: Mapping[str, str],
    apart: Mapping[str, Mapping[str, str]] | None = None,
) -> World:
    """Unpack the facts of a project's modules. `units` names the app-level unit of each module, `apart` those of
    top-level definitions that belong to another one, by module.
    """
    modules = {
        unit.name: ModuleInfo(unit, facts[unit.path], units.get(unit.name, unit.app))
        for unit in layout.modules
        if unit.path in facts
    }
    for name, names in (apart or {}).items():
        if name in modules:
            modules[name].apart = names
    suffixes: dict[str, list[str]] = {}
    for name in sorted(modules, key=lambda name: (name.count("."), name)):
        suffixes.setdefault(name.rpartition(".")[2], []).append(name)
    return World(layout, modules, _namespaces(modules), suffixes)


def _namespaces(modules: Mapping[str, ModuleInfo]) -> dict[str, ModuleInfo]:
    found: dict[str, ModuleInfo] = {}
    importable = ((name, module) for name, module in modules.items() if "." not in _file_name(module))
    for name, module in importable:  # no import statement can name `gunicorn.conf.py`
        for depth in range(1, name.count(".") + 1):
            package = name.rsplit(".", depth)[0]
            if package not in modules and package not in found:
                unit = Module(package, module.path.rsplit("/", depth)[0], True, module.unit.app, False, False)
                found[package] = ModuleInfo(unit, _NOTHING, module.app)
    return found


def _file_name(module: ModuleInfo) -> str:
    return module.path.rpartition("/")[2].removesuffix(".py")
