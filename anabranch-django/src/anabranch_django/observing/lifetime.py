"""Keeps the record where a process ends without exit handlers: by a signal, or as the worker of a pool."""

from __future__ import annotations

import os
import signal
import threading
from multiprocessing import util
from types import FrameType

from anabranch_django.observing.observer import Observer


def install(observer: Observer) -> None:
    """Write at the end of this process and of its forked children."""
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=observer.forget)
    # Workers of multiprocessing end by os._exit, after its finalizers and without atexit. A forked one has dropped
    # the finalizers of its parent by then, so it is asked again.
    util.register_after_fork(observer, _write_when_worker_ends)
    _write_when_worker_ends(observer)


def _write_when_worker_ends(observer: Observer) -> None:
    util.Finalize(None, observer.write, kwargs={"complete": True}, exitpriority=100)


def write_when_terminated(observer: Observer) -> None:
    """A pool ends its workers by SIGTERM. Only where nobody else handles it: the process dies by it all the same."""
    if threading.current_thread() is not threading.main_thread():
        return
    if signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        return

    def terminated(number: int, _frame: FrameType | None) -> None:
        observer.write(complete=False)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    signal.signal(signal.SIGTERM, terminated)
