"""`import`, `import-local`, `import-type`: bindings that their file never uses, and imports that lead nowhere."""

from __future__ import annotations

from anabranch.facts.values import Flag, Import, Op
from anabranch.project.conventions import is_test
from anabranch.reading.collector import Collector
from anabranch.reading.names import follow_import
from anabranch.reading.values import UNDER_TYPE_CHECKING
from anabranch.reading.world import Found, ModuleInfo, absolute_module


def collect(collector: Collector, module: ModuleInfo) -> None:
    """Imports of a module whose names were not used; run after all uses are known."""
    for number, statement in enumerate(module.imports):
        if number in module.used_imports:
            continue
        found = _target(collector, module, number, statement)
        if found is not None:
            at = statement.line, statement.column
            note = UNDER_TYPE_CHECKING if statement.flags & Flag.TYPE_CHECKING else ""
            collector.add(module, statement.scope, at, _kind(statement), collector.imported(found), note=note)


def _kind(statement: Import) -> str:
    if statement.flags & Flag.TYPE_CHECKING:
        return "import-type"
    return "import-local" if statement.flags & Flag.LOCAL else "import"


def _target(collector: Collector, module: ModuleInfo, number: int, statement: Import) -> Found | None:
    target = absolute_module(module, statement)
    world = collector.resolver.world
    named = world.module_named(target)
    if statement.name == "*" or statement.name is None:
        found = Found(named, via=target) if named is not None else None
    else:
        outcome = follow_import(collector.resolver, module, number)
        found = outcome if isinstance(outcome, Found) else Found(named, via=target) if named is not None else None
        if found is not None and statement.name.endswith("_pb2"):
            found = found.through(f"{target}.{statement.name}", number)  # generated, so left out, and yet named
        if found is not None and outcome is None:
            text = f"from {target} import {statement.name}"
            collector.add_unseen(module, statement.line, _reason_of_name(named, target, statement.name), text)
    if found is None and world.is_own(target):
        collector.add_unseen(module, statement.line, _reason(target), f"import {target}")
    return found


def _reason_of_name(source: ModuleInfo | None, target: str, name: str) -> str:
    """Why a module does not have a name: it may itself take the name from test code."""
    bound = source.definitions[0].names.get(name, 0) if source is not None else 0
    if source is not None and bound and source.op[bound] == Op.IMPORT:
        return _reason(absolute_module(source, source.imports[source.x[bound]]))
    return _reason(f"{target}.{name}")


def _reason(target: str) -> str:
    """Why an import has no target: an answer that lies in test code can be had with `--tests`."""
    return "import of test code" if is_test(f"{target.replace('.', '/')}.py") else "import resolves to nothing"
