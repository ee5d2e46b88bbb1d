"""`task`: work that is handed to a worker, by symbol or by registered name, and the list of tasks."""

from __future__ import annotations

from anabranch.facts.values import Op
from anabranch.reading.collector import Collector
from anabranch.reading.denotations import ClassValue, External, ExternalCall, FunctionValue, Text
from anabranch.reading.knowledge import SEND_BY_NAME, TASK_CALLS, TASK_DECORATORS
from anabranch.reading.resolver import Resolver
from anabranch.reading.task_makers import TaskMakers, may_be_worker_app
from anabranch.reading.world import ClassInfo, Found, FunctionInfo, ModuleInfo


def find_tasks(resolver: Resolver) -> dict[FunctionInfo | ClassInfo, str]:
    """Functions and classes of the project that are tasks, with the name workers know them by."""
    found: dict[FunctionInfo | ClassInfo, str] = {}
    makers = TaskMakers(resolver)
    is_short = any(map(_names_by_function_alone, resolver.world.modules.values()))
    for module in resolver.world.modules.values():
        for number, definition in enumerate(module.definitions):
            if definition.kind == "function" and definition.decorators:
                name = _task_name(resolver, makers, module, number)
                if name is not None:
                    default = definition.name if is_short else f"{module.name}.{definition.name}"
                    found[module.function_info(number)] = name or default
            elif definition.kind == "class" and definition.bases:
                info = module.class_info(number)
                if any(path.endswith(_TASK_CLASSES) for path in resolver.hierarchy.externals(info)):
                    name = _given_name(resolver, info)
                    if name is not None or resolver.hierarchy.attribute(info, "run") is not None:
                        found[info] = name or info.symbol
    return found


_TASK_CLASSES = ("celery.Task", "celery.app.task.Task", "celery.task.Task", "celery.task.base.Task")


def _given_name(resolver: Resolver, info: ClassInfo) -> str | None:
    attribute = resolver.hierarchy.attribute(info, "name")
    value = resolver.value(attribute[0].module, attribute[1]) if attribute is not None else None
    return value.text if isinstance(value, Text) else None


def _names_by_function_alone(module: ModuleInfo) -> bool:
    """Whether a worker app of the project gives its tasks no name but the function's, where Celery puts the module's
    before it.
    """
    return any(
        definition.name == "gen_task_name" and [_parameter(module, each) for each in definition.returns] == [1]
        for definition in module.definitions
    )


def _parameter(module: ModuleInfo, expression: int) -> int:
    expression = module.x[expression] if module.op[expression] == Op.LOAD else expression
    return module.y[expression] if module.op[expression] == Op.PARAM else -1


def _task_name(resolver: Resolver, makers: TaskMakers, module: ModuleInfo, number: int) -> str | None:
    """The name that a decorator gives; "" where it gives none, and None where there is no task."""
    for decorator in module.definitions[number].decorators:
        call = decorator if module.op[decorator] == Op.CALL else 0
        function = module.x[decorator] if call else decorator
        if not (_is_task_decorator(resolver, module, function) or makers.makes_tasks(resolver.value(module, function))):
            continue
        for argument in module.arguments(call) if call else ():
            value = resolver.value(module, argument.value) if argument.keyword == "name" else None
            if isinstance(value, Text):
                return value.text
        return ""
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
        return name != "task" or may_be_worker_app(resolver, base)
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


class KnownTasks:
    """The tasks of a project, by what they are and by the name workers know them by."""

    def __init__(self, names: dict[FunctionInfo | ClassInfo, str]) -> None:
        self.names = names
        self.by_name = {name: info for info, name in names.items()}


def collect(collector: Collector, module: ModuleInfo, tasks: KnownTasks) -> None:
    """Starts of tasks in one module: by symbol, by name, in beat schedules."""
    if TASK_CALLS.intersection(module.texts):
        for expression in module.of(Op.ATTR):
            if module.texts[module.y[expression]] in TASK_CALLS:
                _mark(module, module.x[expression], tasks)
    for call in module.of(Op.CALL):
        if module.y[call] >= 0:
            _collect_named(collector, module, call, tasks)
    for expression in module.of(Op.DICT):
        _collect_scheduled(collector, module, expression, tasks)


def _mark(module: ModuleInfo, base: int, tasks: KnownTasks) -> None:
    value = module.memo[base]
    if isinstance(value, FunctionValue | ClassValue) and value.info in tasks.names:
        module.roles[base] = "task"


def _collect_named(collector: Collector, module: ModuleInfo, call: int, tasks: KnownTasks) -> None:
    name = _last_name(collector.resolver, module, module.x[call])
    if name in _STARTERS:
        for argument in module.arguments(call)[:2]:
            _mark(module, argument.value, tasks)
    if name in SEND_BY_NAME or name in _STARTERS:
        for argument in module.arguments(call)[:1]:
            value = collector.resolver.value(module, argument.value)
            if isinstance(value, Text):
                _add(collector, module, argument.value, value.text, tasks)


def _collect_scheduled(collector: Collector, module: ModuleInfo, expression: int, tasks: KnownTasks) -> None:
    members = module.members(expression)
    for key, value in zip(members[0::2], members[1::2], strict=True):
        if module.op[key] == Op.STR and module.texts[module.x[key]] == "task":
            denoted = collector.resolver.value(module, value)
            if isinstance(denoted, Text):
                _add(collector, module, value, denoted.text, tasks)
            else:
                _mark(module, value, tasks)


def _add(collector: Collector, module: ModuleInfo, expression: int, name: str, tasks: KnownTasks) -> None:
    info = tasks.by_name.get(name)
    if info is None:
        return
    module.roles[expression] = "task"
    if info.module is not module:
        at = module.line[expression], module.column[expression]
        imported = collector.imported(Found(info.module, info.definition.qualname))
        collector.add(module, module.scope[expression], at, "task", imported, note=f"registered as {name}")


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
