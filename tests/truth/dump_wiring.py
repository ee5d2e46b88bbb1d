"""Boot a Django project and write its URL names, signal receivers and Celery tasks.

DJANGO_SETTINGS_MODULE=… python dump_wiring.py PACKAGE[,PACKAGE] OUTPUT
"""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Any

from boot import Arguments, boot, write

if TYPE_CHECKING:
    from collections.abc import Iterator

SIGNALS = (
    "pre_save",
    "post_save",
    "pre_delete",
    "post_delete",
    "m2m_changed",
    "pre_init",
    "post_init",
    "class_prepared",
    "post_migrate",
    "pre_migrate",
)


def url_rows(arguments: Arguments, resolver: Any, namespaces: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Yield each URL name with its namespaces, and the view that answers."""
    from django.urls.resolvers import URLPattern

    for pattern in resolver.url_patterns:
        if not isinstance(pattern, URLPattern):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from url_rows(arguments, pattern, inner)
        elif pattern.name and arguments.owns(_view(pattern).__module__):
            view = _view(pattern)
            yield ":".join([*namespaces, pattern.name]), f"{view.__module__}.{getattr(view, '__qualname__', '?')}"


def _view(pattern: Any) -> Any:
    call = pattern.callback
    return getattr(call, "view_class", None) or getattr(call, "cls", None) or call


def receiver_rows(arguments: Arguments) -> Iterator[tuple[str, str, str]]:
    """Yield signal, receiver and sender: a model label, `*` for any, `?` where the sender is no model."""
    from django.apps import apps
    from django.db.models import signals

    labels = {id(model): model._meta.label for model in apps.get_models(include_auto_created=True)}
    for name in SIGNALS:
        for entry in getattr(signals, name).receivers:
            sender = entry[0][1]
            receiver = entry[1]() if isinstance(entry[1], weakref.ReferenceType) else entry[1]
            if receiver is not None and arguments.owns(getattr(receiver, "__module__", None)):
                function = f"{receiver.__module__}.{getattr(receiver, '__qualname__', '?')}"
                yield name, function, labels.get(sender) or ("*" if sender == id(None) else "?")


def task_rows(arguments: Arguments) -> Iterator[tuple[str, str]]:
    """Yield each Celery task's name with its module; nothing where there is no Celery."""
    try:
        from celery import current_app
    except ImportError:
        return
    current_app.loader.import_default_modules()
    for name, task in current_app.tasks.items():
        if arguments.owns(task.__module__):
            yield name, task.__module__


def main() -> None:
    """Write the file."""
    arguments = boot()
    from django.urls import get_resolver

    content = {
        "urls": sorted(set(url_rows(arguments, get_resolver()))),
        "receivers": sorted(set(receiver_rows(arguments))),
        "tasks": sorted(set(task_rows(arguments))),
    }
    write(arguments.output, content)


if __name__ == "__main__":
    main()
