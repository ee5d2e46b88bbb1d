"""Names the test that pytest runs, and writes the record where its workers end. Not watched, it does nothing."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from anabranch_django.observing.observer import Observer


def pytest_configure(config: pytest.Config) -> None:
    """Take part in runs that are watched; others get no hook at all."""
    if os.environ.get("ANABRANCH_WATCH"):
        config.pluginmanager.register(_Naming(), "anabranch-observing-naming")


class _Naming:
    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        observer = _observer()
        if observer is None:
            yield
            return
        observer.begin_test(item.nodeid)
        yield
        observer.end_test()

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self) -> None:
        # Then a worker of xdist says that it has finished, and is ended where it takes more than five seconds to go.
        _write()

    def pytest_unconfigure(self) -> None:
        _write()


def _write() -> None:
    observer = _observer()
    if observer is not None:
        observer.write(complete=True)


def _observer() -> Observer | None:
    # Looked up, not imported: a run without Django never starts an observer.
    start = sys.modules.get("anabranch_django.observing.start")
    return start.current() if start is not None else None
