"""How calls get to where a port is: as they are, encoded, or over HTTP."""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Callable
from typing import Any, Protocol

import msgspec

from anabranch_django.by_value import encode
from anabranch_django.errors import (
    BreakerOpen,
    CallError,
    DeadlineExceeded,
    OutcomeUnknown,
    PoolFull,
    Unavailable,
    UnknownMethod,
    Unreachable,
)
from anabranch_django.ports import headers
from anabranch_django.ports.answering import answer, answer_value, require_size
from anabranch_django.ports.domains import is_here
from anabranch_django.ports.exchange import Answered
from anabranch_django.ports.methods import Method
from anabranch_django.ports.replies import read_reply
from anabranch_django.ports.targets import Breaker, Budget, Bulkhead
from anabranch_django.ports.transport import Connections, NoAnswer, NotSent
from anabranch_django.ports.values import Call, Reply
from anabranch_django.settings import PortSettings, current
from anabranch_django.tracing import add, names

Instead = Callable[[str], "Carrier | None"]
Post = Callable[[str, bytes, dict[str, str], float], Answered]


class Carrier(Protocol):
    """One way to get a call to a port and its reply back."""

    placement: str
    """The name in measures: local or remote."""
    leaves: bool
    """Calls leave this process, or behave so: a command needs a key."""

    def carry(self, method: Method, call: Call, arguments: msgspec.Struct) -> Any:  # noqa: ANN401
        """The value that the method returns, or raise what the reply says."""

    def exchange(self, call: Call) -> Reply:
        """The reply to a call."""


def with_body(call: Call, arguments: msgspec.Struct) -> Call:
    """The call with its arguments encoded. Raises `NotByValue`, `TooLarge`."""
    body = encode(arguments)
    require_size(len(body), f"{call.port}.{call.method}: what it is called with")
    return msgspec.structs.replace(call, body=body)


class Copy:
    """In this process, by value: everything crosses as bytes."""

    placement = "local"
    leaves = False

    def carry(self, method: Method, call: Call, arguments: msgspec.Struct) -> Any:  # noqa: ANN401
        """See `Carrier`."""
        return read_reply(method, call, answer(with_body(call, arguments)))

    def exchange(self, call: Call) -> Reply:
        """See `Carrier`."""
        return answer(call)


class Share(Copy):
    """In this process, with the very objects: only to see in tests what encoding changes."""

    def carry(self, method: Method, call: Call, arguments: msgspec.Struct) -> Any:  # noqa: ANN401
        """See `Carrier`. A call with a key is encoded, for its answer has to be kept."""
        return super().carry(method, call, arguments) if call.key else answer_value(method, call, arguments)


class Remote:
    """Over HTTP, behind a breaker and a bulkhead, sent again where that is safe and there is budget for it."""

    placement = "remote"
    leaves = True

    def __init__(self, name: str, port: PortSettings, *, post: Post, path: str = "") -> None:
        """`post` sends one request; `name` is the peer in sentences; `path` goes before that of the call."""
        self.name = name
        self._post = post
        self._path = path
        self.breaker = Breaker(failures=port.failures, rest=port.rest)
        self.bulkhead = Bulkhead(port.pool)
        self.budget = Budget(current().limits.retry_share)

    def carry(self, method: Method, call: Call, arguments: msgspec.Struct) -> Any:  # noqa: ANN401
        """See `Carrier`."""
        return read_reply(method, call, self.exchange(with_body(call, arguments)))

    def exchange(self, call: Call) -> Reply:
        """See `Carrier`. Raises `Unavailable`, `OutcomeUnknown`."""
        self.budget.called()
        perhaps = False
        while True:
            try:
                return self._try(call)
            except NotSent as error:
                failure: Exception = error
            except NoAnswer as error:
                failure, perhaps = error, True
            except Unavailable as error:
                if not perhaps:
                    raise
                raise self._given_up(call, error, perhaps=True) from error
            if not self._may_send_again(call):
                raise self._given_up(call, failure, perhaps=perhaps) from failure
            add(names.RETRIES, {names.SERVICE: call.port, names.METHOD: call.method})

    def _try(self, call: Call) -> Reply:
        if not self.breaker.admit():
            raise BreakerOpen(f"{self.name} failed so often that it is left alone for a moment; nothing was sent.")
        if not self.bulkhead.enter():
            raise PoolFull(f"As many calls to {self.name} are under way as its pool allows; nothing was sent.")
        try:
            return self._send(call)
        except (NotSent, NoAnswer):
            self.breaker.failed()
            raise
        finally:
            self.bulkhead.leave()

    def _send(self, call: Call) -> Reply:
        path = self._path + headers.path_of(call)
        answered = self._post(path, call.body, headers.write_headers(call, path), call.deadline)
        status = answered.headers.get(headers.STATUS)
        if status is None:
            raise NoAnswer(f"{self.name} answered {answered.status}, and not as a port does")
        self.breaker.succeeded()
        return Reply(status, answered.body, answered.headers.get(headers.SCHEMA) or "")

    def _may_send_again(self, call: Call) -> bool:
        """One layer sends again, the first, or each would multiply the others' attempts."""
        wait = random.uniform(0.005, 0.05)
        if call.hop > 1 or call.deadline - time.monotonic() <= wait or not self.budget.take():
            return False
        time.sleep(wait)
        return True

    def _given_up(self, call: Call, failure: Exception, *, perhaps: bool) -> CallError:
        label = f"{call.port}.{call.method}"
        if perhaps and call.key:
            return OutcomeUnknown(
                f"{label} was sent to {self.name} and no answer came ({failure}). It may have taken effect: call again "
                f"with idempotency_key={call.key!r} to get its answer.",
                idempotency_key=call.key,
            )
        if call.deadline <= time.monotonic():
            return DeadlineExceeded(f"{self.name} did not answer {label} in time ({failure}).")
        return Unreachable(f"{self.name} could not be asked for {label}: {failure}.")


_lock = threading.Lock()
_remotes: dict[tuple[str, PortSettings], Remote] = {}
COPY: Carrier = Copy()
SHARE: Carrier = Share()


def carrier_to(key: str) -> Carrier:
    """How a port is reached from this process now."""
    instead = _instead(key) if _instead is not None else None
    if instead is not None:
        return instead
    port = current().port(key)
    if is_here(key):
        return COPY
    if port.url != "local":
        return _remote(key, port)
    raise UnknownMethod(
        f"{key!r} is not in this process, which serves {current().serve!r}. Say where it is: "
        f"ANABRANCH['ports'][{key!r}] = {{'url': 'http://...'}}."
    )


def reach_by(instead: Instead | None) -> Instead | None:
    """Reach ports in another way: for tests at another distance. None takes it back, and for a port leaves it.

    Gives the way in which they were reached instead until now.
    """
    global _instead
    before, _instead = _instead, instead
    return before


_instead: Instead | None = None


def _remote(key: str, port: PortSettings) -> Remote:
    found = _remotes.get((port.url, port))
    if found is None:
        with _lock:
            found = _remotes.get((port.url, port)) or connect(key, port)
            _remotes[port.url, port] = found
    return found


def _forget_remotes() -> None:
    global _lock  # noqa: PLW0603  the parent's may be held by a thread that is not here
    _lock = threading.Lock()
    _remotes.clear()


# Calls of the parent's that are under way would keep their places here for ever, and both would read one socket.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_remotes)


def connect(key: str, port: PortSettings) -> Remote:
    """A carrier to the peer that a setting names. Raises `Misconfigured` for an address that is none."""
    connections = Connections(port.url, size=port.pool)

    def post(path: str, body: bytes, sent: dict[str, str], deadline: float) -> Answered:
        return connections.post(path, body, sent, deadline=deadline, most=current().limits.max_size)

    return Remote(f"{key!r} at {port.url}", port, post=post, path=connections.path)
