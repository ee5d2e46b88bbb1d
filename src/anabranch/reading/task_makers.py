"""Decorators and worker apps of the project's own that make tasks: built on those of a library."""

from __future__ import annotations

from anabranch.facts.values import Op
from anabranch.reading.denotations import ClassValue, Denotation, External, ExternalCall, FunctionValue, Instance
from anabranch.reading.knowledge import TASK_DECORATORS
from anabranch.reading.resolver import Resolver
from anabranch.reading.world import ClassInfo, FunctionInfo, ModuleInfo

_APPS = ("Celery", "Huey")
_LIBRARIES = ("celery", "huey", "dramatiq", "django_rq", "rq", "django.tasks")


def may_be_worker_app(resolver: Resolver, value: Denotation) -> bool:
    """Whether `value.task` can make a task: an app of a library, of an own class built on one, or of unknown type."""
    if isinstance(value, Instance):
        return any(path.rpartition(".")[2] in _APPS for path in resolver.hierarchy.externals(value.info))
    return value is None or isinstance(value, ExternalCall | External)


class TaskMakers:
    """Which functions and classes of the project hand what they decorate on to a library that makes it a task."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._known: dict[FunctionInfo | ClassInfo, bool] = {}

    def makes_tasks(self, value: Denotation) -> bool:
        """`class retryable_task: def __call__(self, f): return shared_task(**self.options)(f)`."""
        if not isinstance(value, FunctionValue | ClassValue):
            return False
        known = self._known.get(value.info)
        if known is None:
            known = self._known[value.info] = self._hands_on(value.info)
        return known

    def _hands_on(self, info: FunctionInfo | ClassInfo) -> bool:
        module = info.module
        if not any(each.name in TASK_DECORATORS and each.module.startswith(_LIBRARIES) for each in module.imports):
            return False
        called = (module.x[call] for call in module.of(Op.CALL) if _is_in(module, module.scope[call], info.number))
        decorating = (
            each
            for number, definition in enumerate(module.definitions)
            if number != info.number and _is_in(module, number, info.number)
            for each in definition.decorators
        )
        return any(self._is_of_library(module, each) for each in (*called, *decorating))

    def _is_of_library(self, module: ModuleInfo, function: int) -> bool:
        value = self._resolver.value(module, function)
        return (
            isinstance(value, External)
            and value.path.startswith(_LIBRARIES)
            and value.path.rpartition(".")[2] in TASK_DECORATORS
        )


def _is_in(module: ModuleInfo, number: int, outer: int) -> bool:
    """Whether a definition is another one or stands inside it."""
    while number and number != outer:
        number = module.definitions[number].parent
    return number == outer
