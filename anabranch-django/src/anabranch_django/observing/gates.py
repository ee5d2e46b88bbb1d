"""When to look: always in a test run, in a server only during sampled requests."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol


class Gate(Protocol):
    """Asked before anything else is done."""

    def is_open(self) -> bool:
        """Whether what happens now is to be observed."""


class Always:
    """The gate of a test run."""

    def is_open(self) -> bool:
        """Yes."""
        return True


ALWAYS = Always()


class Budget:
    """How much of one request is looked at: so many looks, for so many seconds."""

    __slots__ = ("looks", "until")

    def __init__(self, looks: int, seconds: float) -> None:
        self.looks = looks
        self.until = time.monotonic() + seconds

    def take(self) -> bool:
        """Take one look, if one is left."""
        self.looks -= 1
        return self.looks >= 0 and time.monotonic() < self.until


class Sampled:
    """Open in the context of a sampled request, and in the threads that asgiref starts for it."""

    def __init__(self, looks: int = 5_000, seconds: float = 5.0) -> None:
        self._looks = looks
        self._seconds = seconds
        self._budget: ContextVar[Budget | None] = ContextVar("anabranch_budget", default=None)

    def is_open(self) -> bool:
        """Whether the request is sampled, and its budget not spent."""
        budget = self._budget.get()
        return budget is not None and budget.take()

    @contextmanager
    def open(self) -> Iterator[None]:
        """Look at what happens inside, within a new budget."""
        token = self._budget.set(Budget(self._looks, self._seconds))
        try:
            yield
        finally:
            self._budget.reset(token)

    def share(self, other: Sampled) -> None:
        """Be one gate with another."""
        self._budget = other._budget
