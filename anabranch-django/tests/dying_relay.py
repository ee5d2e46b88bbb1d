"""A relay that kills itself, as `kill -9` would, at a named point: `python -m tests.dying_relay POINT COUNT`.

The functions of the library run unchanged; what is wrapped around one of them is the end of the process.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import django

POINTS = {
    "before reading": ("outbox", "read", "before"),
    "after reading": ("outbox", "read", "after"),
    "shards taken": ("leases", "Leases._claim", "after"),
    "inbox entered, not handled": ("inbox", "take", "after"),
    "handled, not committed": ("handling", "_call", "after"),
    "failure deferred, not committed": ("deferred", "add", "after"),
    "delivered, not deleted": ("outbox", "delete", "before"),
    "deleted, not committed": ("outbox", "delete", "after"),
    "deferred handled, not resolved": ("deferred", "resolve", "before"),
    "deferred resolved, not committed": ("deferred", "resolve", "after"),
}


def die_at(point: str, count: int) -> None:
    """Let this process die when it comes to the point for the nth time."""
    module_name, path, when = POINTS[point]
    owner: Any = __import__(f"anabranch_django.events.{module_name}", fromlist=["_"])
    *classes, name = path.split(".")
    for each in classes:
        owner = getattr(owner, each)
    setattr(owner, name, _dying(getattr(owner, name), when, count))


def _dying(function: Callable[..., Any], when: str, count: int) -> Callable[..., Any]:
    left = [count]

    def wrapper(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  it stands for any function
        left[0] -= 1
        if when == "before" and left[0] <= 0:
            os.kill(os.getpid(), signal.SIGKILL)
        result = function(*args, **kwargs)
        if when == "after" and left[0] <= 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return wrapper


def main() -> None:
    django.setup()
    from anabranch_django.events.relay import Relay

    die_at(sys.argv[1], int(sys.argv[2]))
    Relay(["sales", "shipping"]).run()


if __name__ == "__main__":
    main()
