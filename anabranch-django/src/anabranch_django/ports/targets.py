"""What protects a caller from a peer: so many calls at once, a breaker, a budget for calls that are sent again."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

Clock = Callable[[], float]


class Breaker:
    """Opens after so many failures in a row; after `rest` seconds lets one call try."""

    def __init__(self, *, failures: int, rest: float, clock: Clock = time.monotonic) -> None:
        self._allowed = failures
        self._rest = rest
        self._clock = clock
        self._failed = 0
        self._opened = 0.0
        self._lock = threading.Lock()

    def admit(self) -> bool:
        """A call may be tried now. While open, one call every `rest` seconds."""
        if self._failed < self._allowed:
            return True
        with self._lock:
            if self._failed < self._allowed:
                return True
            now = self._clock()
            if now - self._opened < self._rest:
                return False
            self._opened = now
            return True

    def succeeded(self) -> None:
        """The peer answered, whatever it answered."""
        if self._failed:
            with self._lock:
                self._failed = 0

    def failed(self) -> None:
        """The peer did not answer."""
        with self._lock:
            self._failed += 1
            if self._failed == self._allowed:
                self._opened = self._clock()

    @property
    def is_open(self) -> bool:
        """It keeps calls away."""
        return self._failed >= self._allowed


class Bulkhead:
    """So many calls to one peer at once, so that a slow one cannot take all threads."""

    def __init__(self, size: int) -> None:
        self._free = threading.BoundedSemaphore(size)

    def enter(self) -> bool:
        """Take a place, without waiting for one."""
        return self._free.acquire(blocking=False)

    def leave(self) -> None:
        """Give the place back."""
        self._free.release()


class Budget:
    """Calls sent again are a share of calls: a peer in trouble is not given more work than it had."""

    def __init__(self, share: float, *, saved: float = 3.0) -> None:
        self._share = share
        self._most = saved
        self._saved = saved if share > 0 else 0.0
        self._lock = threading.Lock()

    def called(self) -> None:
        """A first attempt pays in."""
        if self._saved < self._most:
            with self._lock:
                self._saved = min(self._most, self._saved + self._share)

    def take(self) -> bool:
        """Another attempt may be paid for."""
        with self._lock:
            # A sum of tenths may fall short of one by a rounding.
            if self._saved < 1.0 - 1e-9:
                return False
            self._saved -= 1.0
            return True
