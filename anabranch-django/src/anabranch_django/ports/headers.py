"""A call as an HTTP request, and back: one header says what it is, one proves who says so."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping

import msgspec

from anabranch_django.errors import BadArguments, SignatureRefused
from anabranch_django.ports import signing
from anabranch_django.ports.values import Call

PROTOCOL = "1"
CALL = "anabranch-call"
SIGNATURE = "anabranch-signature"
SCHEMA = "anabranch-schema"
STATUS = "anabranch-status"
TRACE = ("traceparent", "tracestate", "baggage")
HTTP_STATUS: Mapping[str, int] = {
    "ok": 200,
    "raised": 409,
    "bad-arguments": 400,
    "malformed": 400,
    "signature": 401,
    "caller-not-allowed": 403,
    "unknown-method": 404,
    "inside-transaction": 409,
    "key-reused": 422,
    "too-large": 413,
    "hops": 508,
    "deadline": 504,
    "unavailable": 503,
    "internal": 500,
    "misconfigured": 500,
    "outcome-unknown": 500,
}


class CallHeader(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """What the header of a call says, in this order, as a JSON array. The signature covers its very text."""

    protocol: str
    caller: str
    key_id: str
    time: float
    """Seconds since 1970 by the caller's clock."""
    nonce: str
    key: str
    remaining: int
    """Milliseconds until the deadline."""
    hop: int
    user: str


def path_of(call: Call) -> str:
    """Where a call is posted to, below the peer's address."""
    return f"/{call.port}/{call.version}/{call.method}"


def write_headers(call: Call, path: str) -> dict[str, str]:
    """Headers of a signed request. Raises `CallRefused` where there is no key to sign with."""
    key_id, secret = signing.signing_key(call.caller)
    at, nonce = signing.stamp()
    remaining = int((call.deadline - time.monotonic()) * 1000)
    # Not by msgspec: a header is ASCII, and a key or a user may be anything.
    said = json.dumps([PROTOCOL, call.caller, key_id, at, nonce, call.key, remaining, call.hop, call.user])
    headers = {CALL: said, SIGNATURE: signing.sign(said, path=path, body=call.body, secret=secret)}
    if call.schema:
        headers[SCHEMA] = call.schema
    if call.trace:
        headers.update(call.trace)
    return headers


def read_call(get: Callable[[str], str], *, path: str, port: str, version: int, method: str, body: bytes) -> Call:
    """The call that a request is. `get` gives a header, or an empty text. Raises `SignatureRefused`, `BadArguments`."""
    said, signature = get(CALL), get(SIGNATURE)
    if not said or not signature:
        raise SignatureRefused("it is not signed")
    header = _read(said)
    signing.verify(said, signature, caller=header.caller, key_id=header.key_id, path=path, body=body)
    signing.require_fresh(caller=header.caller, at=header.time, nonce=header.nonce, now=time.time())
    return Call(
        port=port,
        version=version,
        method=method,
        body=body,
        caller=header.caller,
        deadline=time.monotonic() + header.remaining / 1000,
        hop=header.hop,
        key=header.key,
        user=header.user,
        schema=get(SCHEMA),
        trace={name: get(name) for name in TRACE if get(name)},
    )


def _read(said: str) -> CallHeader:
    try:
        header = msgspec.json.decode(said, type=CallHeader)
    except (ValueError, RecursionError) as error:
        raise BadArguments(f"The header {CALL} cannot be read: {error}.") from None
    if header.protocol != PROTOCOL:
        raise BadArguments(f"Protocol {PROTOCOL} of anabranch is spoken here, and the call is in {header.protocol!r}.")
    return header
