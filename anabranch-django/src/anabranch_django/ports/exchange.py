"""One HTTP/1.1 exchange on an open socket.

The standard library's client reads headers with its parser of mail, which takes longer than all the rest of a call on
one machine. A port's peer needs less: one request in one piece, one response with its length or in chunks.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Mapping
from typing import NamedTuple

_MOST_HEAD = 65536


class Unreadable(Exception):
    """The response is no HTTP, ended early, or is too long."""


class Answered(NamedTuple):
    """A response: its status, its headers with names in lower case, and its whole body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def write_request(path: str, host: str, body: bytes, headers: Mapping[str, str]) -> bytes:
    """The whole request. Raises `ValueError` for a header that would end its line."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    head = f"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    if lines.count("\n") != len(headers) or lines.count("\r") != len(headers) or " " in path or "\n" in path:
        raise ValueError("a header or the path has a line break in it")
    return f"{head}{lines}\r\n".encode("latin-1") + body


class Response:
    """Reads one response from a socket, until a deadline (`time.monotonic()`), of at most so many bytes."""

    def __init__(self, sock: socket.socket, *, deadline: float, most: int) -> None:
        self._sock = sock
        self._deadline = deadline
        self._most = most
        self._buffer = b""

    def read(self) -> tuple[Answered, bool]:
        """The response, and whether the connection can be used again. Raises `OSError`, `Unreadable`."""
        status, headers = self._head()
        while 100 <= status < 200:
            status, headers = self._head()
        ends = headers.get("connection", "").lower() == "close"
        if "chunked" in headers.get("transfer-encoding", "").lower():
            body = self._chunks()
        elif "content-length" in headers:
            body = self._exactly(_length(headers["content-length"], 10))
        else:
            body, ends = self._rest(), True
        return Answered(status, headers, body), not ends and not self._buffer

    def _head(self) -> tuple[int, dict[str, str]]:
        while (end := self._buffer.find(b"\r\n\r\n")) < 0:
            if len(self._buffer) > _MOST_HEAD or not self._more():
                raise Unreadable("the answer ended in its headers, or they have no end")
        first, *lines = self._buffer[:end].decode("latin-1").split("\r\n")
        self._buffer = self._buffer[end + 4 :]
        protocol, _, rest = first.partition(" ")
        if not protocol.startswith("HTTP/1.") or not rest[:3].isdecimal():
            raise Unreadable(f"the answer is no HTTP: {first[:60]!r}")
        headers = {}
        for line in lines:
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        if protocol == "HTTP/1.0":
            headers.setdefault("connection", "close")
        return int(rest[:3]), headers

    def _exactly(self, size: int) -> bytes:
        if size > self._most:
            raise Unreadable(f"the answer has {size} bytes, and {self._most} may cross")
        parts, missing = [self._buffer], size - len(self._buffer)
        while missing > 0:
            self._buffer = b""
            if not self._more():
                raise Unreadable("the answer ended early")
            parts.append(self._buffer)
            missing -= len(self._buffer)
        whole = b"".join(parts)
        self._buffer = whole[size:]
        return whole[:size]

    def _chunks(self) -> bytes:
        parts: list[bytes] = []
        while size := _length(self._line(), 16):
            parts.append(self._exactly(size))
            self._line()
            if sum(map(len, parts)) > self._most:
                raise Unreadable(f"the answer is longer than {self._most} bytes")
        while self._line():
            pass
        return b"".join(parts)

    def _line(self) -> str:
        while (end := self._buffer.find(b"\r\n")) < 0:
            if len(self._buffer) > _MOST_HEAD or not self._more():
                raise Unreadable("the answer ended early")
        line = self._buffer[:end].decode("latin-1")
        self._buffer = self._buffer[end + 2 :]
        return line.partition(";")[0].strip()

    def _rest(self) -> bytes:
        while len(self._buffer) <= self._most and self._more():
            pass
        if len(self._buffer) > self._most:
            raise Unreadable(f"the answer is longer than {self._most} bytes")
        whole, self._buffer = self._buffer, b""
        return whole

    def _more(self) -> bool:
        remaining = self._deadline - time.monotonic()
        if remaining <= 0:
            raise TimeoutError("the time is over")
        self._sock.settimeout(remaining)
        read = self._sock.recv(65536)
        self._buffer += read
        return bool(read)


def _length(text: str, base: int) -> int:
    try:
        size = int(text, base)
    except ValueError:
        raise Unreadable(f"the answer has no length: {text[:30]!r}") from None
    if size < 0:
        raise Unreadable(f"the answer has no length: {text[:30]!r}")
    return size
