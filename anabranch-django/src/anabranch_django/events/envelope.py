"""An event on its way: what it says, encoded, and what is known of it."""

from __future__ import annotations

import os
import time
from datetime import datetime
from hashlib import blake2b
from uuid import UUID

import msgspec

OUTBOX = "anabranch_outbox"
"""The table that events are written into."""
SHARDS = 64
"""Fixed: the number of a key's shard lies in the tables."""

_OVERHEAD = 600
"""Bytes that an envelope has beside its data and key, at most."""


class Envelope(msgspec.Struct, frozen=True, kw_only=True):
    """One published event. `event` is its full name such as "orders.placed", `data` its payload as JSON."""

    event_id: UUID
    event: str
    version: int
    key: str
    data: str
    hops: int
    trace: str
    published_at: datetime

    @property
    def shard(self) -> int:
        """The shard of its key."""
        return shard_of(self.key)

    @property
    def domain(self) -> str:
        """The domain that published it."""
        return self.event.rpartition(".")[0]


COLUMNS = Envelope.__struct_fields__
"""The columns of the tables from which an envelope is made, in its own order."""


def shard_of(key: str) -> int:
    """The same in every process and version of Python."""
    return blake2b(key.encode(), digest_size=1).digest()[0] % SHARDS


def size_in_message(key: str, data: str) -> int:
    """Bytes that an event takes in a message to another process, at most: there its data is JSON within JSON."""
    return len(msgspec.json.encode((key, data))) + _OVERHEAD


def fits_in_message(key: str, data: str, *, most: int) -> bool:
    """Whether an event can be sent in a message of so many bytes."""
    # No letter takes more than six: what is small is not written to be measured.
    return 6 * (len(key) + len(data)) + _OVERHEAD <= most or size_in_message(key, data) <= most


def new_event_id(*, milliseconds: int | None = None, tail: bytes | None = None) -> str:
    """A UUID of version 7 (RFC 9562), as its 32 digits: it begins with its time, so that new ones are the largest.

    As text, since that is what a database is given, and since making a `UUID` takes longer than all the rest.
    """
    now = time.time_ns() // 1_000_000 if milliseconds is None else milliseconds
    digits = (os.urandom(10) if tail is None else tail).hex()
    return f"{now & (1 << 48) - 1:012x}7{digits[:3]}8{digits[3:18]}"
