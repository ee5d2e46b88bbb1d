"""The whole HTTP stack within this process: signed, routed, answered, in the test's own transaction."""

from __future__ import annotations

from contextvars import Context
from typing import Any

from django.test import RequestFactory
from django.test.client import ClientHandler

from anabranch_django.ports.carriers import Remote
from anabranch_django.ports.exchange import Answered
from anabranch_django.ports.handlers import OnlyPorts
from anabranch_django.settings import PortSettings


class InProcessHandler(OnlyPorts, ClientHandler):
    """Serves ports to Django's test client."""


class Wire:
    """Sends requests to Django's handler instead of a socket."""

    def __init__(self) -> None:
        self._handler = InProcessHandler(enforce_csrf_checks=False)
        self._requests = RequestFactory()

    def post(self, path: str, body: bytes, sent: dict[str, str], _deadline: float) -> Answered:
        """See `Post`. Nothing of the caller's context is seen on the other side, as in another process."""
        found: Answered = Context().run(self._answer, path, body, sent)
        return found

    def _answer(self, path: str, body: bytes, sent: dict[str, str]) -> Answered:
        extra: dict[str, Any] = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in sent.items()}
        request = self._requests.generic("POST", path, body, content_type="application/json", **extra)
        response: Any = self._handler(request.environ)
        return Answered(
            response.status_code, {name.lower(): value for name, value in response.items()}, response.content
        )


def wire() -> Remote:
    """A carrier to every port of this process, over HTTP without a socket."""
    return Remote("this process", PortSettings(), post=Wire().post)
