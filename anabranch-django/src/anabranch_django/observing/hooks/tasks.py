"""Tasks: work that one domain's code puts into a queue for another's function, by whichever library."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable
from types import ModuleType
from typing import Any, NamedTuple

from anabranch_django.observing.imports import when_imported
from anabranch_django.observing.observer import Observer
from anabranch_django.observing.patching import wrap
from anabranch_django.observing.rows import Symbol
from anabranch_django.observing.sites import frame_at

Function = Callable[..., Any]


class Queue(NamedTuple):
    """A method by which a library takes work, and how its arguments name the function that will do it."""

    module: str
    owner: str
    method: str
    function: Callable[[Any, tuple[Any, ...], dict[str, Any]], Any]


def _named_task(app: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    task = app.tasks.get(args[0] if args else kwargs.get("name"))
    return getattr(task, "run", None)


def _first(_self: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    found = args[0] if args else kwargs.get("f") or kwargs.get("func")
    if isinstance(found, str):
        module, _, name = found.rpartition(".")
        return getattr(importlib.import_module(module), name, None)
    return found


QUEUES = (
    Queue("celery.app.task", "Task", "apply_async", lambda task, _args, _kwargs: task.run),
    Queue("celery.app.base", "Celery", "send_task", _named_task),
    Queue("django.tasks.base", "Task", "enqueue", lambda task, _args, _kwargs: task.func),
    Queue("django.tasks.base", "Task", "aenqueue", lambda task, _args, _kwargs: task.func),
    Queue("django_tasks.task", "Task", "enqueue", lambda task, _args, _kwargs: task.func),
    Queue("django_tasks.task", "Task", "aenqueue", lambda task, _args, _kwargs: task.func),
    Queue("django_tasks.base", "Task", "enqueue", lambda task, _args, _kwargs: task.func),
    Queue("django_tasks.base", "Task", "aenqueue", lambda task, _args, _kwargs: task.func),
    Queue("rq.queue", "Queue", "enqueue_call", _first),
    Queue("dramatiq.actor", "Actor", "send_with_options", lambda actor, _args, _kwargs: actor.fn),
    Queue("huey.api", "TaskWrapper", "__call__", lambda task, _args, _kwargs: task.func),
    Queue("django_q.tasks", "", "async_task", lambda function, args, kwargs: _first(None, (function, *args), kwargs)),
)


def install(observer: Observer) -> None:
    """Wrap the queues of the libraries that the project imports, now or later."""
    for queue in QUEUES:
        when_imported(queue.module, _watching(observer, queue))


def _watching(observer: Observer, queue: Queue) -> Callable[[ModuleType], None]:
    def watch(module: ModuleType) -> None:
        observer.safely("task", _watch, observer, queue, getattr(module, queue.owner) if queue.owner else module)

    return watch


def _watch(observer: Observer, queue: Queue, owner: Any) -> None:
    def around(put: Callable[..., Any]) -> Callable[..., Any]:
        def observed(self: Any, *args: Any, **kwargs: Any) -> Any:
            if observer.gate.is_open():
                observer.safely("task", _record, observer, queue, frame_at(1), self, args, kwargs)
            return put(self, *args, **kwargs)

        return observed

    wrap(owner, queue.method, around)


def _record(observer: Observer, queue: Queue, frame: Any, self: Any, args: Any, kwargs: Any) -> None:
    function = queue.function(self, args, kwargs)
    if function is None:
        return
    function = inspect.unwrap(getattr(function, "__func__", function))
    module = getattr(function, "__module__", "") or ""
    domain = observer.domains.of_module(module)
    site = observer.sites.find(frame, (domain,)) if domain else None
    if site is not None and observer.crosses(site, domain):
        name = getattr(function, "__qualname__", type(function).__qualname__)
        observer.add("task", site, Symbol(domain, f"{module}.{name}"), {"by": queue.module.partition(".")[0]})
