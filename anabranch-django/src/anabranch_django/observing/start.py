"""Starts the observation of this process: reads the watch file, wraps Django, and has the record kept."""

from __future__ import annotations

import atexit
import sys
import warnings

from anabranch_django.observing import lifetime, running_tests
from anabranch_django.observing.gates import ALWAYS, Gate
from anabranch_django.observing.hooks import install
from anabranch_django.observing.observer import Observer
from anabranch_django.observing.records import SECONDS_BETWEEN, Record
from anabranch_django.observing.rows import MOST_ROWS
from anabranch_django.observing.watch import Watch, WatchUnreadable, read_watch

_started: list[Observer] = []


def current() -> Observer | None:
    """The observer of this process, where there is one."""
    return _started[0] if _started else None


def start_once(path: str) -> None:
    """Start by a watch file; whatever is wrong with it is said on stderr, and the process goes on unobserved."""
    if _started:
        return
    try:
        start(read_watch(path))
    except WatchUnreadable as error:
        print(f"anabranch: not observed: {error}", file=sys.stderr)


def start(
    watch: Watch, gate: Gate = ALWAYS, *, most_rows: int = MOST_ROWS, seconds_between: float = SECONDS_BETWEEN
) -> Observer:
    """Wrap Django and begin a record."""
    detect, notes = _possible(watch)
    record = Record(watch, detect, notes, seconds_between=seconds_between)
    observer = Observer(watch, record, gate, most_rows)
    _started.append(observer)
    record.begin()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        install(observer)
    observer.safely("lifetime", lifetime.install, observer)
    if gate is ALWAYS:
        # A server's signals are its own, and it runs no tests.
        observer.safely("test names", running_tests.install, observer)
        observer.safely("lifetime", lifetime.write_when_terminated, observer)
    atexit.register(observer.write, complete=True)
    return observer


def _possible(watch: Watch) -> tuple[tuple[str, ...], list[str]]:
    detect = set(watch.detect)
    if "call" in detect and sys.version_info < (3, 12) and not watch.slow_calls:
        detect.discard("call")
        version = ".".join(map(str, sys.version_info[:2]))
        return tuple(sorted(detect)), [f"call: off, Python {version}; below 3.12 observing calls is slow"]
    return tuple(sorted(detect)), []
