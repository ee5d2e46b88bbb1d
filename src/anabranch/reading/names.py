"""How names lead to definitions: imports, re-exports, star imports, aliases, dotted strings."""

from __future__ import annotations

from anabranch.facts.values import Flag, Op
from anabranch.reading.denotations import ClassValue, FunctionValue, ModuleValue, Several, Text
from anabranch.reading.lazy_exports import find_lazily
from anabranch.reading.loaders import how_loaded
from anabranch.reading.resolver import Resolver
from anabranch.reading.world import Found, ModuleInfo, Outcome, absolute_module


def find_name(resolver: Resolver, module: ModuleInfo, name: str) -> Outcome:
    """What a name of a module's top level leads to, followed through imports to its definition."""
    known = module.lookups
    resolver.circles.note(module)
    if name in known:
        return known[name]
    # A circle of re-exports leads nowhere.
    return resolver.circles.answer(known, name, (module, name), lambda: _find(resolver, module, name), meanwhile=None)


def _find(resolver: Resolver, module: ModuleInfo, name: str) -> Outcome:
    bound = module.definitions[0].names.get(name)
    if bound is None:
        return _find_elsewhere(resolver, module, name)
    return _find_in_later_star(resolver, module, name, bound) or _trace(resolver, module, name, bound)


def _find_elsewhere(resolver: Resolver, module: ModuleInfo, name: str) -> Outcome:
    module.missed.add(name)
    outside: Outcome = None
    for number in reversed(module.definitions[0].stars):
        outcome = _find_through_star(resolver, module, number, name)
        if isinstance(outcome, Found):
            return outcome
        outside = outside or outcome
    submodule = resolver.world.module_named(f"{module.name}.{name}")
    if submodule is not None:
        return Found(submodule)
    return find_lazily(resolver, module, name) or outside


def _find_in_later_star(resolver: Resolver, module: ModuleInfo, name: str, bound: int) -> Outcome:
    """What a star import below a name's own binding puts in its place; one under `try:` may not."""
    for number in reversed(module.definitions[0].stars):
        statement = module.imports[number]
        if statement.line > module.line[bound] > 0 and not statement.flags & Flag.OPTIONAL:
            outcome = _find_through_star(resolver, module, number, name)
            if isinstance(outcome, Found):
                return outcome
    return None


def find_early(resolver: Resolver, module: ModuleInfo, name: str) -> Outcome:
    """What a name leads to that is read before its module binds it: `class Product(Product)` means the imported one."""
    for number in reversed(module.definitions[0].stars):
        outcome = _find_through_star(resolver, module, number, name)
        if outcome is not None:
            return outcome
    return find_name(resolver, module, name)


def _find_through_star(resolver: Resolver, module: ModuleInfo, number: int, name: str) -> Outcome:
    target = absolute_module(module, module.imports[number])
    source = resolver.world.module_named(target)
    if source is None or source is module or name.startswith("__"):
        return None
    outcome = find_name(resolver, source, name)
    if not isinstance(outcome, Found) or not _exports(resolver, source, name, outcome):
        return outcome if isinstance(outcome, str) else None
    return outcome.through(target, number)


def _exports(resolver: Resolver, module: ModuleInfo, name: str, found: Found) -> bool:
    listed = module.definitions[0].names.get("__all__")
    if listed == 0:
        return False
    if listed:
        value = resolver.value(module, listed)
        if isinstance(value, Several) and all(isinstance(item, Text) for item in value.items):
            return Text(name) in value.items
    return not name.startswith("_") and (bool(found.name) or bool(found.via) or name in module.definitions[0].names)


def _trace(resolver: Resolver, module: ModuleInfo, name: str, expression: int) -> Outcome:
    op = module.op[expression]
    if op == Op.DEF:
        return _definition(module, module.x[expression])
    if op == Op.IMPORT:
        return follow_import(resolver, module, module.x[expression])
    if op == Op.UNION and module.x[expression] != 1:
        return _trace_union(resolver, module, name, expression)
    if op in _ALIASES:
        value = resolver.value(module, expression)
        if isinstance(value, ClassValue | FunctionValue) and value.info.module is not module:
            call = module.x[expression] if op == Op.INDEX else expression
            loaded_as = how_loaded(resolver, module, call) if module.op[call] == Op.CALL else ""
            return _definition(value.info.module, value.info.number).loaded(loaded_as)
        if isinstance(value, ModuleValue):
            return Found(value.module, loaded_as=how_loaded(resolver, module, expression) if op == Op.CALL else "")
    return Found(module, name, expression)


_ALIASES = {Op.LOAD, Op.ATTR, Op.CALL, Op.INDEX}


def _definition(module: ModuleInfo, number: int) -> Found:
    return Found(module, module.definitions[number].qualname, definition=number)


def _trace_union(resolver: Resolver, module: ModuleInfo, name: str, expression: int) -> Outcome:
    """The first member that is first-party, else what is outside, else the variable itself."""
    outside: Outcome = None
    for member in module.members(expression):
        outcome = _trace(resolver, module, name, member)
        if isinstance(outcome, Found) and (outcome.module is not module or outcome.definition >= 0):
            return outcome
        outside = outside or (outcome if isinstance(outcome, str) else None)
    return outside or Found(module, name, expression)


def follow_import(resolver: Resolver, module: ModuleInfo, number: int) -> Outcome:
    """What an imported name leads to."""
    statement = module.imports[number]
    target = absolute_module(module, statement)
    if statement.name is None:
        named = target.partition(".")[0] if statement.flags & Flag.FIRST else target
        whole = resolver.world.module_named(named)
        return Found(whole, via=target, imported_by=number) if whole is not None else named
    source = resolver.world.module_named(target)
    if source is None:
        return f"{target}.{statement.name}" if not resolver.world.is_own(target) else None
    # At its top a module that imports from itself can only mean a module below; a function finds what is there by then.
    is_unbound = source is module and not statement.flags & Flag.LOCAL
    outcome = find_name(resolver, source, statement.name) if not is_unbound else None
    submodule = f"{target}.{statement.name}"
    if not isinstance(outcome, Found):
        whole = resolver.world.module_named(submodule)
        if whole is not None:
            return Found(whole, via=submodule, imported_by=number)
        return outcome or _starred_outside(resolver, source, statement.name, set())
    # Where a package has both a name and a module called so, the statement names the module too.
    via = submodule if resolver.world.module_named(submodule) is not None else target
    return outcome.through(via, number)


def _starred_outside(resolver: Resolver, module: ModuleInfo, name: str, seen: set[ModuleInfo]) -> str | None:
    """What a name that a module does not have is where it takes all names of a package from outside: one of those."""
    seen.add(module)
    for number in reversed(module.definitions[0].stars):
        target = absolute_module(module, module.imports[number])
        source = resolver.world.module_named(target)
        if source is None and not resolver.world.is_own(target):
            return f"{target}.{name}"
        found = _starred_outside(resolver, source, name, seen) if source is not None and source not in seen else None
        if found is not None:
            return found
    return None


def find_member(resolver: Resolver, found: Found, name: str) -> Outcome:
    """What an attribute of a module leads to."""
    outcome = find_name(resolver, found.module, name)
    if isinstance(outcome, Found):
        return outcome.through(found.via, found.imported_by)
    return outcome


def find_dotted(resolver: Resolver, path: str) -> Found | None:
    """What a dotted string names: the longest module prefix, then names in it."""
    parts = path.split(".")
    for size in range(len(parts), 0, -1):
        module = resolver.world.module_named(".".join(parts[:size]))
        if module is not None:
            return _descend(resolver, module, parts[size:])
    return None


def _descend(resolver: Resolver, module: ModuleInfo, names: list[str]) -> Found | None:
    if not names:
        return Found(module)
    outcome = find_name(resolver, module, names[0])
    if not isinstance(outcome, Found):
        return None
    if len(names) == 1 or outcome.definition < 0:
        return outcome if outcome.name or len(names) == 1 else _descend(resolver, outcome.module, names[1:])
    definition = outcome.module.definitions[outcome.definition]
    if len(names) == 2 and (names[1] in definition.names or names[1] in definition.attributes):
        return outcome
    return outcome if definition.kind == "class" and definition.bases else None
