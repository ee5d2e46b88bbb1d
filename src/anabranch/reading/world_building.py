"""Makes the world of a project from the facts of its files: its modules, and packages without a file of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from anabranch.facts.values import WIDTH, Definition, FileFacts
from anabranch.project.conventions import is_source, is_test
from anabranch.project.values import Module, ProjectLayout
from anabranch.reading.world import ModuleInfo, World, absolute_module

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
    world = World(layout, modules, _namespaces(modules), suffixes)
    world.shared = _shared(world)
    return world


def _shared(world: World) -> frozenset[str]:
    """Top-level packages of which the rest of the project imports more that they do not hold than what they do.

    A folder of plugins, of patches or of stubs is called like the distribution that it is for; one of apps is not.
    """
    tops = {name.partition(".")[0] for name in world.modules}
    tops -= {app.name.partition(".")[0] for app in world.layout.apps if app.is_app}
    found, lacking = Counter[str](), Counter[str]()
    for top, target in {each for module in world.modules.values() for each in _imported_modules(world, module, tops)}:
        (found if world.module_named(target) is not None else lacking)[top] += 1
    return frozenset(top for top, times in lacking.items() if times > found[top])


def _imported_modules(world: World, module: ModuleInfo, tops: Collection[str]) -> Iterator[tuple[str, str]]:
    """The modules below other top-level packages that a module imports or imports from, each with its package.

    What `from tools import name` lacks may be a name that the package makes: such a statement speaks only for it.
    """
    own = module.name.partition(".")[0]
    for statement in module.imports:
        top, dot, _ = statement.module.partition(".")
        if statement.level or top not in tops or top == own or _is_left_out(statement.module):
            continue
        target = absolute_module(module, statement)
        if dot:
            yield top, target
        elif world.module_named(f"{target}.{statement.name}") is not None:
            yield top, f"{target}.{statement.name}"


def _is_left_out(target: str) -> bool:
    """Whether a module is one that is not read, wherever it lies: test code, and what a compiler writes."""
    path = f"{target.replace('.', '/')}.py"
    return is_test(path) or not is_source(path)


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
