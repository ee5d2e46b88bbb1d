"""Many calls as one: what the loop over a port becomes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from types import FrameType
from typing import Any, Generic, ParamSpec, TypeVar

import msgspec

from anabranch_django.by_value import decode, encode
from anabranch_django.errors import CallRefused, Malformed, Skew
from anabranch_django.ports.answering import require_size
from anabranch_django.ports.binding import Bound
from anabranch_django.ports.carriers import carrier_to
from anabranch_django.ports.client import prepare
from anabranch_django.ports.counting import Place, note, place_of
from anabranch_django.ports.methods import Method
from anabranch_django.ports.replies import read_reply
from anabranch_django.ports.values import BATCH, OK, Call, Reply

P = ParamSpec("P")
T = TypeVar("T")


class Answer(Generic[T]):
    """What one call of a batch will have given once the batch has ended."""

    def __init__(self, method: Method, call: Call, place: Place) -> None:
        self._method = method
        self._place = place
        self._call = call
        self._reply: Reply | None = None

    @property
    def value(self) -> T:
        """What the method returned. Raises what it raised: a call of a batch fails for itself alone."""
        if self._reply is None:
            raise CallRefused(
                f"The batch with {self._method.label} has not ended: read its values after the with block."
            )
        found: T = read_reply(self._method, self._call, self._reply)
        return found


class Batch:
    """Calls that are collected, and made at once."""

    def __init__(self, timeout: float | None) -> None:
        self._timeout = timeout
        self._answers: list[Answer[Any]] = []

    def call(self, method: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Answer[T]:
        """Add a call: `group.call(Orders().get, id=1)` instead of `Orders().get(id=1)`."""
        if not isinstance(method, Bound) or args:
            raise CallRefused(
                "A batch takes a method of a port, with keyword arguments: group.call(Orders().get, id=1)."
            )
        frame = sys._getframe(1)  # noqa: SLF001  the caller's line
        prepared = _prepare(method, dict(kwargs), self._timeout, frame)
        found: Answer[T] = Answer(method.method, prepared, place_of(f"batch of {prepared.port}", frame))
        self._answers.append(found)
        return found

    def send(self) -> None:
        """Make the calls: one exchange for each port."""
        ports: dict[tuple[str, int], list[Answer[Any]]] = {}
        for each in self._answers:
            ports.setdefault((each._call.port, each._call.version), []).append(each)  # noqa: SLF001  its own batch
        for answers in ports.values():
            _exchange(answers)


@contextmanager
def batch(*, timeout: float | None = None) -> Iterator[Batch]:
    """Collect calls and make them together when the block ends; each has its own transaction and its own outcome.

    `timeout` in seconds is for all together; by default the longest of theirs. Where the block raises, none is made.
    """
    group = Batch(timeout)
    yield group
    group.send()


def _prepare(bound: Bound, given: dict[str, Any], timeout: float | None, frame: FrameType) -> Call:
    method, wish = bound.method, bound.wish
    carrier = carrier_to(method.port)
    if timeout is not None:
        wish = replace(wish, timeout=timeout)
    prepared = prepare(method, carrier, wish=wish, frame=frame)
    body = encode(method.arguments(given))
    return msgspec.structs.replace(prepared, body=body)


def _exchange(answers: list[Answer[Any]]) -> None:
    calls = [each._call for each in answers]  # noqa: SLF001  its own module
    note(answers[0]._place)  # noqa: SLF001  its own module
    body = encode([(call.method, call.key, msgspec.Raw(call.body)) for call in calls])
    require_size(len(body), f"A batch of {len(calls)} calls of {calls[0].port}")
    # With the key of its first command: should no answer come, it is unknown for all of them.
    key = next((call.key for call in calls if call.key), "")
    whole = msgspec.structs.replace(
        calls[0], method=BATCH, body=body, key=key, schema="", deadline=max(call.deadline for call in calls)
    )
    for each, reply in zip(answers, _replies(whole, len(calls)), strict=True):
        each._reply = reply  # noqa: SLF001  its own module


def _replies(whole: Call, number: int) -> list[Reply]:
    reply = carrier_to(whole.port).exchange(whole)
    if reply.status != OK:
        return [reply] * number
    try:
        found = decode(reply.body, list[tuple[str, msgspec.Raw, str]])
    except Malformed:
        found = []
    if len(found) != number:
        raise Skew(f"The peer gave {len(found)} answers to a batch of {number} calls of {whole.port}.")
    return [Reply(status, bytes(body), schema) for status, body, schema in found]
