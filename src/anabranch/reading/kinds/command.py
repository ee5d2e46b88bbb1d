"""`path`: management commands that `call_command` is given by name.

Source: `django.core.management.get_commands`; of several commands of one name it runs that of the app installed first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from anabranch.facts.values import Op
from anabranch.reading.collector import Collector
from anabranch.reading.denotations import External, Text
from anabranch.reading.world import ModuleInfo
from anabranch.reading.written import writes_name

_CALLING = "call_command"
_FOLDER = "management.commands"


def find_commands(modules: Iterable[ModuleInfo]) -> dict[str, ModuleInfo]:
    """The modules of the project's management commands, each by a name that no other has."""
    found: dict[str, list[ModuleInfo]] = {}
    for module in modules:
        package, _, name = module.name.rpartition(".")
        if package.endswith(f".{_FOLDER}") and not name.startswith("_"):
            found.setdefault(name, []).append(module)
    return {name: each[0] for name, each in found.items() if len(each) == 1}


def collect(collector: Collector, module: ModuleInfo, commands: Mapping[str, ModuleInfo]) -> None:
    """Names of the project's own commands; those of Django and of packages lead nowhere."""
    if not writes_name(module, _CALLING):
        return
    for call in module.of(Op.CALL):
        arguments = module.arguments(call) if module.y[call] >= 0 and _is_calling(module, call) else []
        name = collector.resolver.value(module, arguments[0].value) if arguments else None
        owner = commands.get(name.text) if isinstance(name, Text) else None
        found = collector.resolver.by_dotted_name(f"{owner.name}.Command") if owner is not None else None
        if found is not None:
            module.roles[arguments[0].value] = "path"
            if found.module is not module:
                collector.add_found(module, arguments[0].value, "path", found)


def _is_calling(module: ModuleInfo, call: int) -> bool:
    """Whether Django's function is called, and no helper of that name."""
    function = module.memo[module.x[call]]
    return isinstance(function, External) and function.path == f"django.core.management.{_CALLING}"
