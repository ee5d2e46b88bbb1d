"""Connections to a peer: opened by the standard library, kept, and used by one call at a time."""

from __future__ import annotations

import os
import select
import socket
import time
from collections import deque
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPSConnection
from urllib.parse import urlsplit

from anabranch_django.errors import Misconfigured
from anabranch_django.ports.exchange import Answered, Response, Unreadable, write_request

IDLE = 30.0
"""Seconds after which a kept connection is not used again."""


class NotSent(Exception):
    """The peer cannot have begun: there was no connection."""


class NoAnswer(Exception):
    """The request was sent, or part of it; whether it was carried out cannot be known."""


class Connections:
    """The kept connections to one address."""

    def __init__(self, url: str, *, size: int) -> None:
        """`url` is http or https, with a path where the peer's ports are not at its root. Raises `Misconfigured`."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError as error:
            raise Misconfigured(f"{url!r} is no address of a peer: {error}.") from error
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise Misconfigured(f"{url!r} is no address of a peer: write http://host:port, or local.")
        self._secure = parts.scheme == "https"
        self._host = parts.hostname
        self._port = port or (443 if self._secure else 80)
        self._name = parts.netloc.rpartition("@")[2]
        self.path = parts.path.rstrip("/")
        self._size = size
        self._idle: deque[tuple[float, HTTPConnection]] = deque()
        self._process = os.getpid()

    def post(self, path: str, body: bytes, headers: Mapping[str, str], *, deadline: float, most: int) -> Answered:
        """Send one request and read its response, of `most` bytes. Raises `NotSent`, `NoAnswer`."""
        request = write_request(path, self._name, body, headers)
        connection = self._connect(deadline)
        try:
            sock: socket.socket = connection.sock
            sock.settimeout(max(0.001, deadline - time.monotonic()))
            sock.sendall(request)
            answered, again = Response(sock, deadline=deadline, most=most).read()
        except (OSError, Unreadable) as error:
            connection.close()
            raise NoAnswer(f"{type(error).__name__}: {error}") from error
        except BaseException:
            connection.close()
            raise
        self._keep(connection, again=again)
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

    def _keep(self, connection: HTTPConnection, *, again: bool) -> None:
        if again and len(self._idle) < self._size:
            self._idle.append((time.monotonic(), connection))
        else:
            connection.close()

    def close(self) -> None:
        """Close what is kept."""
        while self._idle:
            self._idle.pop()[1].close()


def _is_closed_by_peer(connection: HTTPConnection) -> bool:
    """A kept connection that can be read has ended: nobody asked anything on it."""
    if connection.sock is None:
        return True
    poll = select.poll() if hasattr(select, "poll") else None
    if poll is None:
        return bool(select.select([connection.sock], [], [], 0)[0])
    poll.register(connection.sock, select.POLLIN)
    return bool(poll.poll(0))
