"""`task`: work that is handed to a worker, by symbol or by registered name, and the list of tasks."""

from __future__ import annotations

from anabranch.facts.values import Argument, Op
from anabranch.reading.collector import Collector
from anabranch.reading.denotations import ClassValue, External, ExternalCall, FunctionValue, Text
from anabranch.reading.knowledge import SEND_BY_NAME, TASK_CALLS, TASK_DECORATORS
from anabranch.reading.resolver import Resolver
from anabranch.reading.world import ClassInfo, Found, FunctionInfo, ModuleInfo


def find_tasks(resolver: Resolver) -> dict[FunctionInfo | ClassInfo, str]:
    """Functions and classes of the project that are tasks, with the name workers know them by."""
    found: dict[FunctionInfo | ClassInfo, str] = {}
    for module in resolver.world.modules.values():
        for number, definition in enumerate(module.definitions):
            if definition.kind == "function" and definition.decorators:
                name = _task_name(resolver, module, number)
                if name is not None:
                    found[module.function_info(number)] = name
            elif definition.kind == "class" and definition.bases:
                info = module.class_info(number)
                if any(path.endswith(_TASK_CLASSES) for path in resolver.hierarchy.externals(info)):
                    found[info] = _given_name(resolver, info) or info.symbol
    return found


_TASK_CLASSES = ("celery.Task", "celery.app.task.Task", "celery.task.Task", "celery.task.base.Task")


def _given_name(resolver: Resolver, info: ClassInfo) -> str | None:
    attribute = resolver.hierarchy.attribute(info, "name")
    value = resolver.value(attribute[0].module, attribute[1]) if attribute is not None else None
    return value.text if isinstance(value, Text) else None


def _task_name(resolver: Resolver, module: ModuleInfo, number: int) -> str | None:
    for decorator in module.definitions[number].decorators:
        call = decorator if module.op[decorator] == Op.CALL else 0
        function = module.x[decorator] if call else decorator
        if not _is_task_decorator(resolver, module, function):
            continue
        for argument in module.arguments(call) if call else ():
            value = resolver.value(module, argument.value) if argument.keyword == "name" else None
            if isinstance(value, Text):
                return value.text
        return f"{module.name}.{module.definitions[number].name}"  # as celery's `gen_task_name` does
    return None


def _is_task_decorator(resolver: Resolver, module: ModuleInfo, function: int) -> bool:
    name = _last_name(resolver, module, function)
    if name not in TASK_DECORATORS:
        return False
    value = resolver.value(module, function)
    if isinstance(value, External):
        return not value.path.startswith(("invoke", "fabric", "locust", "builtins.", "prefect"))
    if module.op[function] == Op.ATTR:
        base = resolver.value(module, module.x[function])
        return base is None or isinstance(base, ExternalCall | External) or name != "task"
    return isinstance(value, FunctionValue | ClassValue | ExternalCall)


def _last_name(resolver: Resolver, module: ModuleInfo, function: int) -> str:
    op = module.op[function]
    if op == Op.ATTR:
        return module.texts[module.y[function]]
    if op == Op.NAME:
        return module.texts[module.x[function]]
    value = resolver.value(module, function)
    if isinstance(value, External):
        return value.path.rpartition(".")[2]
    return value.info.definition.name if isinstance(value, FunctionValue) else ""


class TaskKind:
    """Marks the places of a project where tasks are started."""

    def __init__(self, collector: Collector, tasks: dict[FunctionInfo | ClassInfo, str]) -> None:
        self._collector = collector
        self._tasks = tasks
        self._by_name = {name: info for info, name in tasks.items()}

    def collect(self, module: ModuleInfo) -> None:
        """Starts of tasks in one module: by symbol, by name, in beat schedules."""
        if TASK_CALLS.intersection(module.texts):
            for expression in module.of(Op.ATTR):
                if module.texts[module.y[expression]] in TASK_CALLS:
                    self._mark(module, module.x[expression])
        for call in module.of(Op.CALL):
            if module.y[call] >= 0:
                self._named(module, call)
        for expression in module.of(Op.DICT):
            self._scheduled(module, expression)

    def _mark(self, module: ModuleInfo, base: int) -> None:
        value = module.memo[base]
        if isinstance(value, FunctionValue | ClassValue) and value.info in self._tasks:
            module.roles[base] = "task"

    def _named(self, module: ModuleInfo, call: int) -> None:
        function = module.x[call]
        name = _last_name(self._collector.resolver, module, function)
        if name in _STARTERS:
            for argument in module.arguments(call)[:2]:
                self._mark(module, argument.value)
        if name in SEND_BY_NAME or name in _STARTERS:
            for argument in module.arguments(call)[:1]:
                self._refer(module, argument)

    def _refer(self, module: ModuleInfo, argument: Argument) -> None:
        value = self._collector.resolver.value(module, argument.value)
        if isinstance(value, Text):
            self._add(module, argument.value, value.text)

    def _scheduled(self, module: ModuleInfo, expression: int) -> None:
        members = module.members(expression)
        for key, value in zip(members[0::2], members[1::2], strict=True):
            if module.op[key] == Op.STR and module.texts[module.x[key]] == "task":
                denoted = self._collector.resolver.value(module, value)
                if isinstance(denoted, Text):
                    self._add(module, value, denoted.text)
                else:
                    self._mark(module, value)

    def _add(self, module: ModuleInfo, expression: int, name: str) -> None:
        info = self._by_name.get(name)
        if info is None:
            return
        module.roles[expression] = "task"
        if info.module is not module:
            at = module.line[expression], module.column[expression]
            imported = self._collector.imported(Found(info.module, info.definition.qualname))
            self._collector.add(module, module.scope[expression], at, "task", imported, note=f"registered as {name}")


_STARTERS = {
    "enqueue",
    "enqueue_at",
    "enqueue_in",
    "async_task",
    "on_commit_task",
    "chain",
    "group",
    "chord",
    "delay_task",
    "signature",
    "send_task",
}
