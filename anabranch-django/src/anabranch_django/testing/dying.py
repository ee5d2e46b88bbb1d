"""Processes that kill themselves, as `kill -9` would, at a named point: what a crash leaves behind, tried for real.

    python -m anabranch_django.testing.dying relay POINT COUNT [DOMAIN…]
    python -m anabranch_django.testing.dying server PORT [POINT COUNT]

A caller or publisher that should die calls `die_at(CALLER_POINTS[POINT], COUNT)` itself.

The library's functions run unchanged; what is wrapped around one of them is the end of the process, when it is reached
for the COUNT-th time.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from importlib import import_module
from socketserver import ThreadingMixIn
from typing import Any, Literal, NamedTuple
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import django


class Point(NamedTuple):
    """A function of the library, and the moment before it or after it."""

    module: str
    function: str
    when: Literal["before", "after"]


POINTS = {
    "before reading": Point("events.outbox", "read", "before"),
    "after reading": Point("events.outbox", "read", "after"),
    "shards taken": Point("events.leases", "Leases._claim", "after"),
    "inbox entered, not handled": Point("events.inbox", "take", "after"),
    "handled, not committed": Point("events.handling", "_call", "after"),
    "failure deferred, not committed": Point("events.deferred", "add", "after"),
    "delivered, not deleted": Point("events.outbox", "delete", "before"),
    "deleted, not committed": Point("events.outbox", "delete", "after"),
    "deferred handled, not resolved": Point("events.deferred", "resolve", "before"),
    "deferred resolved, not committed": Point("events.deferred", "resolve", "after"),
}
SERVER_POINTS = {
    "inbox entered, not handled": POINTS["inbox entered, not handled"],
    "handled, not committed": POINTS["handled, not committed"],
    "committed, not answered": Point("events.sending", "accept", "after"),
}
"""Of a server that takes events."""
PUBLISHER_POINTS = {
    "event not written": Point("events.publishing", "_write", "before"),
    "event written, not committed": Point("events.publishing", "_write", "after"),
    "committed, nobody woken": Point("events.wakeup", "wake", "before"),
}
"""Of whoever publishes."""
CALL_POINTS = {
    "call arrived": Point("ports.views", "answer", "before"),
    "key taken, not carried out": Point("ports.answering", "first_answer", "after"),
    "carried out, answer not kept": Point("ports.answering", "keep_answer", "before"),
    "answer kept, not committed": Point("ports.answering", "keep_answer", "after"),
    "call committed, not answered": Point("ports.views", "answer", "after"),
}
"""Of a server that carries out calls."""
CALLER_POINTS = {
    "not sent": Point("ports.carriers", "Remote._send", "before"),
    "sent, answer not read": Point("ports.exchange", "Response.read", "before"),
    "answer read, not taken up": Point("ports.carriers", "Remote._send", "after"),
}
"""Of whoever calls."""


def die_at(point: Point, count: int) -> None:
    """Let this process die when it comes to the point for the nth time."""
    owner: Any = import_module(f"anabranch_django.{point.module}")
    *classes, name = point.function.split(".")
    for each in classes:
        owner = getattr(owner, each)
    setattr(owner, name, _dying(getattr(owner, name), point.when, count))


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


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the standard library's name
        pass


def main() -> None:
    """Do what the arguments say, until the end."""
    django.setup(set_prefix=False)
    kind, *arguments = sys.argv[1:]
    if kind == "relay":
        _relay(*arguments)
    else:
        _serve(*arguments)


def _relay(point: str, count: str, *domains: str) -> None:
    from anabranch_django.events.relay import Relay, domains_to_relay

    die_at(POINTS[point], int(count))
    Relay(domains_to_relay(domains)).run()


def _serve(port: str, point: str = "", count: str = "1") -> None:
    from anabranch_django.ports.handlers import PortsHandler

    if point:
        die_at({**SERVER_POINTS, **CALL_POINTS}[point], int(count))
    server = _Server(("127.0.0.1", int(port)), _Quiet)
    server.set_app(PortsHandler())
    server.serve_forever()


if __name__ == "__main__":
    main()
