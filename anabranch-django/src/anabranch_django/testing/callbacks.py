"""Calls that the second process of the tests makes back: answered by the thread that waits for it."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from anabranch_django.deployment.local_server import make_server
from anabranch_django.ports.exchange import Answered
from anabranch_django.testing.wire import Wire

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

T = TypeVar("T")
_AT_ONCE = 64
"""Calls within calls that may be under way; the limit of hops is far below."""


@dataclass(frozen=True)
class _Asked:
    path: str
    body: bytes
    sent: dict[str, str]
    answered: Future[Answered] = field(default_factory=Future)


class Callbacks:
    """An address for the second process, whose requests are carried out in the test's own thread and transaction.

    A thread of the server could not see what the test has not committed, nor an SQLite in memory.
    """

    def __init__(self) -> None:
        self._asked: deque[_Asked] = deque()
        self._changed = threading.Condition()
        self._depth = 0
        self._wire = Wire()
        self._waiting = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="anabranch-peer")
        self._server = make_server("127.0.0.1", 0, self._take)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def close(self) -> None:
        """Answer nobody any more."""
        with self._changed:
            self._refuse_late_ones()
        self._server.shutdown()
        self._server.server_close()
        self._waiting.shutdown()

    def answer_while(self, wait: Callable[[], T]) -> T:
        """What `wait` returns, which runs in a thread of its own; what is asked meanwhile is answered here."""
        with self._changed:
            if not self._depth:
                self._refuse_late_ones()
            self._depth += 1
        try:
            waiting = self._waiting.submit(wait)
            waiting.add_done_callback(self._wake)
            while (asked := self._next(waiting)) is not None:
                self._answer(asked)
            return waiting.result()
        finally:
            with self._changed:
                self._depth -= 1

    def _wake(self, _done: object = None) -> None:
        with self._changed:
            self._changed.notify_all()

    def _next(self, waiting: Future[T]) -> _Asked | None:
        """What is asked next; nothing once the wait is over."""
        with self._changed:
            self._changed.wait_for(lambda: waiting.done() or self._asked)
            return None if waiting.done() else self._asked.popleft()

    def _answer(self, asked: _Asked) -> None:
        try:
            asked.answered.set_result(self._wire.post(asked.path, asked.body, asked.sent, 0.0))
        except BaseException as error:
            asked.answered.set_exception(error)
            raise

    def _refuse_late_ones(self) -> None:
        """What was asked for a call that nobody waits for any more would happen in another test."""
        while self._asked:
            self._asked.popleft().answered.set_result(Answered(503, {"content-length": "0"}, b""))

    def _take(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        sent = {name[5:].lower().replace("_", "-"): said for name, said in environ.items() if name.startswith("HTTP_")}
        asked = _Asked(environ["PATH_INFO"], body, sent)
        with self._changed:
            self._asked.append(asked)
            self._changed.notify_all()
        answered = asked.answered.result()
        start_response(f"{answered.status} -", list(answered.headers.items()))
        return [answered.body]
