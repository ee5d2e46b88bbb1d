"""`migration`: what migrations depend on and name by string; other references inside them take this kind as well."""

from __future__ import annotations

from anabranch.facts.values import Op
from anabranch.reading.collector import Collector
from anabranch.reading.denotations import Text
from anabranch.reading.world import Found, ModuleInfo


class MigrationGraph:
    """Migration modules by app label and name."""

    def __init__(self, modules: dict[str, ModuleInfo]) -> None:
        self._by_name = {
            (module.unit.app, name.rpartition(".")[2]): module
            for name, module in modules.items()
            if module.unit.is_migration
        }
        self._first: dict[str, ModuleInfo] = {}
        self._last: dict[str, ModuleInfo] = {}
        for (app, name), module in sorted(self._by_name.items(), key=lambda row: row[0]):
            if name[:1].isdigit():
                self._first.setdefault(app, module)
                self._last[app] = module

    def named(self, app: str, name: str) -> ModuleInfo | None:
        """The migration that a dependency means; `__first__` and `__latest__` are those of the app."""
        if name == "__latest__":
            return self._last.get(app)
        return self._first.get(app) if name == "__first__" else self._by_name.get((app, name))


def collect(collector: Collector, module: ModuleInfo, graph: MigrationGraph) -> None:
    """Dependencies of a migration, and models that its operations name."""
    if not module.unit.is_migration:
        return
    for number, definition in enumerate(module.definitions):
        if definition.kind == "class":
            for name in ("dependencies", "run_before"):
                _collect_dependencies(collector, module, number, definition.names.get(name, 0), graph)
    for expression in (*module.of(Op.STR), *module.of(Op.ATTR)):
        if expression not in module.roles:
            _collect_label(collector, module, expression)


def _collect_dependencies(
    collector: Collector, module: ModuleInfo, scope: int, expression: int, graph: MigrationGraph
) -> None:
    if not expression:
        return
    op = module.op[expression]
    if op == Op.CONCAT:
        _collect_dependencies(collector, module, scope, module.x[expression], graph)
        _collect_dependencies(collector, module, scope, module.y[expression], graph)
    if op == Op.CALL:
        _collect_swappable(collector, module, scope, expression, graph)
    members = module.members(expression) if op == Op.SEQ else []
    texts = [collector.resolver.value(module, member) for member in members]
    if len(texts) == 2 and isinstance(texts[0], Text) and isinstance(texts[1], Text):
        named = graph.named(texts[0].text, texts[1].text)
        if named is not None and named is not module:
            at = module.line[members[0]], module.column[members[0]]
            collector.add(module, scope, at, "migration", collector.imported(Found(named)))
        return
    for member in members:
        _collect_dependencies(collector, module, scope, member, graph)


def _collect_swappable(collector: Collector, module: ModuleInfo, scope: int, call: int, graph: MigrationGraph) -> None:
    """`swappable_dependency(settings.AUTH_USER_MODEL)`: the first migration of the model's app."""
    for argument in module.arguments(call)[:1]:
        value = collector.resolver.value(module, argument.value)
        named = graph.named(value.text.partition(".")[0], "__first__") if isinstance(value, Text) else None
        module.roles[argument.value] = "migration"
        if named is not None and named.unit.app != module.unit.app:
            at = module.line[argument.value], module.column[argument.value]
            collector.add(module, scope, at, "migration", collector.imported(Found(named)))


def _collect_label(collector: Collector, module: ModuleInfo, expression: int) -> None:
    """`to="catalog.Product"` of an operation: history, it names the model of that time."""
    value = module.memo[expression]
    if not isinstance(value, Text) or value.text.count(".") != 1:
        return
    model = collector.resolver.models.by_label(value.text)
    if model is None:
        return
    module.roles[expression] = "migration"
    if model.module.app != module.app:
        at = module.line[expression], module.column[expression]
        collector.add_class(module, module.scope[expression], at, "migration", model)
