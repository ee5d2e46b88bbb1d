"""What travels: a call, and the reply to it. Both are the same in one process and on the wire."""

from __future__ import annotations

import msgspec


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """One call as the callee receives it."""

    port: str
    version: int
    method: str
    body: bytes
    """The arguments, or for `BATCH` the calls within."""
    caller: str
    """The domain that calls; empty where it is none."""
    deadline: float
    """When the answer is no longer wanted: `time.monotonic()` of this process."""
    hop: int
    key: str = ""
    """The idempotency key of a command; empty where nobody could send it again."""
    user: str = ""
    """The claim on whose behalf the call is made, as JSON."""
    schema: str = ""
    """The hash of the method's schema as the caller knows it."""
    trace: dict[str, str] = {}
    """Headers that continue the caller's trace."""


class Reply(msgspec.Struct, frozen=True):
    """What came of a call: `OK` and a value, `RAISED` and a declared error, or the code of another error."""

    status: str
    body: bytes
    schema: str = ""


BATCH = "-batch"
OK = "ok"
RAISED = "raised"
