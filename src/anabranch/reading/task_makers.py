"""Decorators and worker apps of the project's own that make tasks: built on those of a library."""

from __future__ import annotations

from collections.abc import Iterator

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
    """Which functions, classes and objects of the project hand what they decorate on to a library that makes tasks."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._known: dict[FunctionInfo | ClassInfo, bool] = {}

    def makes_tasks(self, value: Denotation) -> bool:
        """`class retryable_task: def __call__(self, f): return shared_task(**self.options)(f)`."""
        if not isinstance(value, FunctionValue | ClassValue | Instance):
            return False
        known = self._known.get(value.info)
        if known is None:
            known = self._known[value.info] = self._hands_on(value.info)
        return known

    def _hands_on(self, info: FunctionInfo | ClassInfo) -> bool:
        module = info.module
        if not any(each.name in TASK_DECORATORS and each.module.startswith(_LIBRARIES) for each in module.imports):
            return False
        maker = _Maker(info)
        return any(self._is_of_library(module, each) and is_it for each, is_it in maker.applied())

    def _is_of_library(self, module: ModuleInfo, function: int) -> bool:
        value = self._resolver.value(module, function)
        return (
            isinstance(value, External)
            and value.path.startswith(_LIBRARIES)
            and value.path.rpartition(".")[2] in TASK_DECORATORS
        )


class _Maker:
    """What a decorator, written as a function or a class, does to what it is given."""

    def __init__(self, info: FunctionInfo | ClassInfo) -> None:
        module = self._module = info.module
        inside = [number for number, _ in enumerate(module.definitions) if _is_in(module, number, info.number)]
        self._inner = {number for number in inside if number != info.number}
        self._calls = [call for call in module.of(Op.CALL) if module.scope[call] in inside]
        self._returned = {self._bound(each) for number in inside for each in module.definitions[number].returns}

    def applied(self) -> Iterator[tuple[int, bool]]:
        """What is called or decorates inside, and whether that is done to what was decorated, or is what is given back
        in its place.
        """
        definitions = self._module.definitions
        decorating = {each for number in self._inner for each in definitions[number].decorators}
        for number in self._inner:
            is_it = self._calls_it(number) or any(self._defined(each) == number for each in self._returned)
            yield from ((self._called(each), is_it) for each in definitions[number].decorators)
        for call in self._calls:
            if call not in decorating:
                is_it = call in self._returned or any(map(self._is_it, self._given(call)))
                yield self._called(call), is_it

    def _called(self, expression: int) -> int:
        """`shared_task` of `shared_task(bind=True)(f)`."""
        while self._module.op[expression] == Op.CALL:
            expression = self._bound(self._module.x[expression])
        return expression

    def _given(self, call: int) -> Iterator[int]:
        return (each.value for each in self._module.arguments(call) if not each.keyword)

    def _is_it(self, expression: int) -> bool:
        """Whether a value is what was decorated, is held by the decorator, or calls it."""
        expression = self._bound(expression)
        op = self._module.op[expression]
        if op == Op.CALL:
            return any(map(self._is_it, self._given(expression)))
        if op == Op.ATTR:
            return self._is_it(self._module.x[expression])
        return op == Op.PARAM or self._calls_it(self._defined(expression))

    def _calls_it(self, number: int) -> bool:
        """Whether an inner function calls what a function around it was given."""
        called = (self._bound(self._module.x[call]) for call in self._calls if self._is_within(call, number))
        return any(self._module.op[each] == Op.PARAM and self._module.x[each] != number for each in called)

    def _is_within(self, call: int, number: int) -> bool:
        return number in self._inner and _is_in(self._module, self._module.scope[call], number)

    def _defined(self, expression: int) -> int:
        return self._module.x[expression] if self._module.op[expression] == Op.DEF else 0

    def _bound(self, expression: int) -> int:
        """What a variable holds."""
        while self._module.op[expression] == Op.LOAD:
            expression = self._module.x[expression]
        return expression


def _is_in(module: ModuleInfo, number: int, outer: int) -> bool:
    """Whether a definition is another one or stands inside it."""
    while number and number != outer:
        number = module.definitions[number].parent
    return number == outer
