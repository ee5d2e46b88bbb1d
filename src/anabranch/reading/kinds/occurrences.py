"""`use`, `import-local`, `import-type`, `get-model` and `patch`: names that lead to a definition elsewhere."""

from __future__ import annotations

from anabranch.facts.values import Flag, Op
from anabranch.reading.collector import Collector
from anabranch.reading.denotations import ClassValue, ModuleValue
from anabranch.reading.evaluation import is_annotation
from anabranch.reading.kinds.signal import is_signal
from anabranch.reading.values import UNDER_TYPE_CHECKING
from anabranch.reading.world import Found, ModuleInfo


def collect(collector: Collector, module: ModuleInfo) -> None:
    """Every name and attribute of a module that leads to a definition of another."""
    _mark_patches(module)
    dotted = _dotted_imports(module)
    for expression, named in sorted(module.found.items()):
        if expression in module.consumed:
            continue
        found = _through_longest(named, dotted) if len(dotted) > 1 and named.imported_by in dotted else named
        if found.imported_by >= 0:
            module.used_imports.add(found.imported_by)
        if not module.line[expression]:
            continue
        if found.module is module and not collector.is_apart(module, module.scope[expression], found.name):
            continue
        note = UNDER_TYPE_CHECKING if _import_flags(module, found) & Flag.TYPE_CHECKING else ""
        collector.add_found(module, expression, kind_of(collector, module, expression, found), found, note=note)


def _dotted_imports(module: ModuleInfo) -> dict[int, str]:
    """`import a.b` and `import a.c` bind the same name: their numbers, with what they name."""
    return {number: each.module for number, each in enumerate(module.imports) if each.flags & Flag.FIRST}


def _through_longest(found: Found, dotted: dict[int, str]) -> Found:
    """The same, through the import that names most of the way to it."""
    leading = [(len(name), number) for number, name in dotted.items() if f"{found.symbol}.".startswith(f"{name}.")]
    number = max(leading)[1] if leading else found.imported_by
    return found.through(dotted[number], number)


def kind_of(collector: Collector, module: ModuleInfo, expression: int, found: Found) -> str:
    """The most specific kind of a name: what it takes part in, else how it was bound."""
    role = module.roles.get(expression)
    if role is not None:
        return role
    flags = _import_flags(module, found)
    if is_annotation(module, expression) or flags & Flag.TYPE_CHECKING:
        return "import-type"
    if found.loaded_as:
        return found.loaded_as
    if _is_signal(collector, found):
        return "signal"
    return "import-local" if flags & Flag.LOCAL else "use"


def _import_flags(module: ModuleInfo, found: Found) -> int:
    return module.imports[found.imported_by].flags if found.imported_by >= 0 else 0


def _is_signal(collector: Collector, found: Found) -> bool:
    if found.definition >= 0 or not found.name:
        return False
    return is_signal(collector.resolver, collector.resolver.value(found.module, found.expression))


def _mark_patches(module: ModuleInfo) -> None:
    """An attribute set on something imported: the base is what is patched."""
    for expression in module.of(Op.ATTR):
        if module.flags[expression] & Flag.STORE:
            base = module.x[expression]
            if expression in module.found:
                module.roles.setdefault(expression, "patch")
            if base in module.found and isinstance(module.memo[base], ClassValue | ModuleValue):
                module.roles.setdefault(base, "patch")
