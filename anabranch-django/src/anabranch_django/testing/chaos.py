"""The whole HTTP stack with seeded faults: whatever a correct caller must not notice, and some do."""

from __future__ import annotations

import random
import time
from collections import deque
from collections.abc import Sequence
from typing import Literal

import msgspec

from anabranch_django.events.envelope import Envelope
from anabranch_django.ports import headers
from anabranch_django.ports.carriers import Remote
from anabranch_django.ports.exchange import Answered
from anabranch_django.ports.targets import Budget
from anabranch_django.ports.transport import NoAnswer, NotSent
from anabranch_django.ports.values import OK
from anabranch_django.settings import PortSettings
from anabranch_django.testing.previous import as_before, deployed_lock
from anabranch_django.testing.wire import Wire

Fault = Literal["none", "late", "not sent", "reply lost", "sent twice", "previous version"]
FAULTS: tuple[Fault, ...] = ("none", "late", "not sent", "reply lost", "sent twice", "previous version")
NOTICED_BY_FIRST: frozenset[Fault] = frozenset({"not sent", "reply lost"})
"""Only the first caller sends again; a fault in a call within a call would be an error of its caller."""


class Chaos:
    """Requests through the wire, with at most one fault for each call."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)
        self._wire = Wire()
        self._lock = deployed_lock()
        self._spared = False
        self.made: list[Fault] = []

    def post(self, path: str, body: bytes, sent: dict[str, str], deadline: float) -> Answered:
        """See `Post`. Raises `NotSent` before, and `NoAnswer` after the callee has carried it out."""
        fault = self._choose(sent)
        self.made.append(fault)
        if fault == "late":
            time.sleep(self._random.uniform(0, 0.005))
        if fault == "not sent":
            raise NotSent("chaos: the connection was refused")
        answered = self._wire.post(path, body, sent, deadline)
        if fault == "reply lost":
            raise NoAnswer("chaos: the reply was lost")
        if fault == "sent twice" and _header(sent).key:
            return self._twice(path, body, sent, deadline, answered)
        return self._as_before(path, answered) if fault == "previous version" else answered

    def _as_before(self, path: str, answered: Answered) -> Answered:
        if answered.headers[headers.STATUS] != OK:
            return answered
        _, port, _version, method = path.split("/")
        body = as_before(answered.body, self._lock, port=port, method=method)
        return answered._replace(headers={**answered.headers, headers.SCHEMA: "0" * 16}, body=body)

    def _choose(self, sent: dict[str, str]) -> Fault:
        fault = self._random.choice(FAULTS)
        if self._spared or (_header(sent).hop > 1 and fault in NOTICED_BY_FIRST):
            self._spared = False
            return "none"
        self._spared = fault in NOTICED_BY_FIRST
        return fault

    def _twice(self, path: str, body: bytes, sent: dict[str, str], deadline: float, first: Answered) -> Answered:
        """As a proxy does that sends a request again: the second is refused as a replay, and the first reply counts."""
        second = self._wire.post(path, body, sent, deadline)
        assert second.headers[headers.STATUS] == "signature", "a repeated request was carried out again"
        return first


def disturbed(envelopes: Sequence[Envelope], chance: random.Random) -> list[Envelope]:
    """Events as relays may deliver them: keys in any order, each key's own kept, and some of them again.

    Those come again that a relay had delivered when it was killed, before it deleted them.
    """
    waiting: dict[tuple[str, str], deque[Envelope]] = {}
    for envelope in envelopes:
        waiting.setdefault((envelope.domain, envelope.key), deque()).append(envelope)
    delivered = []
    while waiting:
        key = chance.choice(list(waiting))
        delivered.append(waiting[key].popleft())
        if not waiting[key]:
            del waiting[key]
    return delivered[: chance.randint(0, len(delivered))] + delivered


def _header(sent: dict[str, str]) -> headers.CallHeader:
    return msgspec.json.decode(sent[headers.CALL], type=headers.CallHeader)


def chaos(seed: str) -> Remote:
    """A carrier with faults, the same for the same seed."""
    remote = Remote("this process, in chaos", PortSettings(failures=1_000_000), post=Chaos(seed).post)
    remote.budget = Budget(1.0, saved=1_000_000.0)
    return remote
