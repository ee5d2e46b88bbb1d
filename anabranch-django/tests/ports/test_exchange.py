from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anabranch_django.errors import Misconfigured
from anabranch_django.ports.exchange import Answered, Response, Unreadable, write_request
from anabranch_django.ports.transport import Connections, NoAnswer, NotSent


def read(data: bytes, *, most: int = 1000, pieces: int = 1, within: float = 1.0) -> tuple[Answered, bool]:
    """What is read where the peer sends this, in so many pieces, and ends."""
    here, there = socket.socketpair()
    size = max(1, -(-len(data) // pieces))

    def send() -> None:
        for start in range(0, len(data), size):
            there.sendall(data[start : start + size])
        there.close()

    sender = threading.Thread(target=send)
    sender.start()
    try:
        return Response(here, deadline=time.monotonic() + within, most=most).read()
    finally:
        sender.join()
        here.close()


LENGTH = b"HTTP/1.1 200 OK\r\nX-A: 1\r\nContent-Length: 5\r\n\r\nhello"
CHUNKS = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\nTrailer: 1\r\n\r\n"


@pytest.mark.parametrize("pieces", [1, 2, 7, 50])
@pytest.mark.parametrize("data", [LENGTH, CHUNKS, b"HTTP/1.1 100 Continue\r\n\r\n" + LENGTH])
def test_whole_answer_is_read_however_it_arrives_and_its_connection_can_be_kept(data: bytes, pieces: int) -> None:
    answered, again = read(data, pieces=pieces)
    assert (answered.status, answered.body, again) == (200, b"hello", True)


@pytest.mark.parametrize(
    "data",
    [
        b"HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\n\r\nhello",
        LENGTH + b"and more",
    ],
)
def test_connection_that_ends_or_says_more_is_not_kept(data: bytes) -> None:
    answered, again = read(data)
    assert (answered.body, again) == (b"hello", False)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "ended in its headers"),
        (b"SSH-2.0-OpenSSH\r\n\r\n", "no HTTP"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello", "ended early"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "no length"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: much\r\n\r\n", "no length"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n", "may cross"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n", "may cross"),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 1001, "longer than"),
        (b"HTTP/1.1 200 OK\r\nA: " + b"x" * 200_000, "no end"),
    ],
)
def test_answer_that_is_none_is_refused_with_a_reason(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read(data)


@given(st.binary(max_size=300), st.integers(1, 5))
@settings(deadline=None, max_examples=60)
def test_any_bytes_end_as_an_answer_or_as_a_reason(data: bytes, pieces: int) -> None:
    try:
        answered, _again = read(b"HTTP/1.1 " + data, pieces=pieces)
    except Unreadable:
        return
    assert len(answered.body) <= 1000


def test_peer_that_drips_is_given_up_at_the_deadline_and_not_at_each_byte() -> None:
    here, there = socket.socketpair()
    begun, ended = time.monotonic(), threading.Event()

    def drip() -> None:
        for byte in LENGTH:
            if ended.wait(0.05):
                break
            there.sendall(bytes([byte]))

    dripping = threading.Thread(target=drip)
    dripping.start()
    with pytest.raises(TimeoutError):
        Response(here, deadline=begun + 0.2, most=1000).read()
    assert time.monotonic() - begun < 1
    ended.set()
    dripping.join()
    here.close()
    there.close()


def test_header_that_would_end_its_line_is_not_written() -> None:
    with pytest.raises(ValueError, match="line break"):
        write_request("/a", "host", b"", {"traceparent": "x\r\nEvil: 1"})


@contextmanager
def peer(*answers: bytes) -> Iterator[str]:
    """A server that gives each connection one answer and ends it."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            for answer in answers:
                connection, _address = listening.accept()
                with connection:
                    connection.recv(65536)
                    connection.sendall(answer)

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"


def post(connections: Connections) -> Answered:
    return connections.post("/a", b"{}", {}, deadline=time.monotonic() + 2, most=1000)


@pytest.mark.parametrize("url", ["http://peer:99999", "http://peer:x", "http://[::1", "peer:8001", "ftp://peer", ""])
def test_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(Misconfigured, match="no address of a peer"):
        Connections(url, size=1)


def test_kept_connection_that_the_peer_ended_is_replaced_before_anything_is_sent() -> None:
    with peer(LENGTH, LENGTH) as url:
        connections = Connections(url, size=2)
        assert post(connections).body == b"hello"
        time.sleep(0.05)
        assert post(connections).body == b"hello"
        connections.close()


def test_peer_that_is_not_there_is_not_sent_and_one_that_breaks_off_gave_no_answer() -> None:
    with peer(b"HTTP/1.1 200 OK\r\n") as url, pytest.raises(NoAnswer, match="ended in its headers"):
        post(Connections(url, size=2))
    with pytest.raises(NotSent, match="ConnectionRefusedError"):
        post(Connections(url, size=2))
