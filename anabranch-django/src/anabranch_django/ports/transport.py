"""One request to a peer: HTTP/1.1 over connections that are kept, through the standard library."""

from __future__ import annotations

import os
import select
import time
from collections import deque
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import NamedTuple
from urllib.parse import urlsplit

from anabranch_django.errors import Misconfigured

IDLE = 30.0
"""Seconds after which a kept connection is not used again."""


class NotSent(Exception):
    """The peer cannot have begun: there was no connection."""


class NoAnswer(Exception):
    """The request was sent, or part of it; whether it was carried out cannot be known."""


class Answered(NamedTuple):
    """A response: its status, headers and whole body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Connections:
    """The kept connections to one address."""

    def __init__(self, url: str, *, size: int) -> None:
        """`url` is http or https, with a path where the peer's ports are not at its root. Raises `Misconfigured`."""
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise Misconfigured(f"{url!r} is no address of a peer: write http://host:port, or local.")
        self._secure = parts.scheme == "https"
        self._host = parts.hostname
        self._port = parts.port or (443 if self._secure else 80)
        self.path = parts.path.rstrip("/")
        self._size = size
        self._idle: deque[tuple[float, HTTPConnection]] = deque()
        self._process = os.getpid()

    def post(self, path: str, body: bytes, headers: Mapping[str, str], *, deadline: float, most: int) -> Answered:
        """Send one request and read its response, of `most` bytes. Raises `NotSent`, `NoAnswer`."""
        connection = self._connect(deadline)
        try:
            _set_timeout(connection, deadline)
            connection.request("POST", path, body=body, headers=headers)
            response = connection.getresponse()
            _set_timeout(connection, deadline)
            answered = Answered(response.status, dict(response.headers), _read(response, most))
        except (OSError, HTTPException, ValueError) as error:
            connection.close()
            raise NoAnswer(f"{type(error).__name__}: {error}") from error
        except BaseException:
            connection.close()
            raise
        self._keep(connection, response)
        return answered

    def _connect(self, deadline: float) -> HTTPConnection:
        if self._process != os.getpid():
            # After a fork both processes would talk over the same sockets.
            self._idle, self._process = deque(), os.getpid()
        while self._idle:
            since, connection = self._idle.pop()
            if time.monotonic() - since < IDLE and not _is_closed_by_peer(connection):
                return connection
            connection.close()
        kind = HTTPSConnection if self._secure else HTTPConnection
        connection = kind(self._host, self._port, timeout=max(0.001, deadline - time.monotonic()))
        try:
            connection.connect()
        except (OSError, ValueError) as error:
            connection.close()
            raise NotSent(f"{type(error).__name__}: {error}") from error
        return connection

    def _keep(self, connection: HTTPConnection, response: HTTPResponse) -> None:
        if response.will_close or not response.isclosed() or len(self._idle) >= self._size:
            connection.close()
        else:
            self._idle.append((time.monotonic(), connection))

    def close(self) -> None:
        """Close what is kept."""
        while self._idle:
            self._idle.pop()[1].close()


def _set_timeout(connection: HTTPConnection, deadline: float) -> None:
    if connection.sock is not None:
        connection.sock.settimeout(max(0.001, deadline - time.monotonic()))


def _read(response: HTTPResponse, most: int) -> bytes:
    body = response.read(most + 1)
    if len(body) > most:
        raise ValueError(f"the answer is longer than {most} bytes")
    if response.length:
        raise HTTPException("the answer ended early")
    return body


def _is_closed_by_peer(connection: HTTPConnection) -> bool:
    """A kept connection that can be read has ended: nobody asked anything on it."""
    if connection.sock is None:
        return True
    poll = select.poll() if hasattr(select, "poll") else None
    if poll is None:
        return bool(select.select([connection.sock], [], [], 0)[0])
    poll.register(connection.sock, select.POLLIN)
    return bool(poll.poll(0))
