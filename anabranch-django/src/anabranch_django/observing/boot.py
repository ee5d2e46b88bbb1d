"""What the `.pth` file runs when Python starts and `ANABRANCH_WATCH` is set: it waits for Django to be ready.

Nothing of Django is imported here: most processes that a test command starts are no Django processes.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from anabranch_django.observing.imports import when_imported
from anabranch_django.observing.lines import watch_lines

if TYPE_CHECKING:
    from types import ModuleType

VARIABLE = "ANABRANCH_WATCH"
SAMPLE_VARIABLE = "ANABRANCH_OBSERVE"


def wait_for_django() -> None:
    """Begin to observe once the app registry is full. A server that samples begins by its middleware instead."""
    path = os.environ.get(VARIABLE)
    if path and not os.environ.get(SAMPLE_VARIABLE):
        watch_lines(path)
        when_imported("django.apps.registry", _watch_registry)


def _watch_registry(module: ModuleType) -> None:
    populate = module.Apps.populate

    def populated(self: Any, *args: object, **kwargs: object) -> None:
        populate(self, *args, **kwargs)
        if self is module.apps and module.apps.ready:
            from anabranch_django.observing.start import start_once

            start_once(os.environ.get(VARIABLE, ""))

    module.Apps.populate = populated
