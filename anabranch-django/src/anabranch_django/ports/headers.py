"""A call as an HTTP request, and back: which header says what."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from anabranch_django.errors import BadArguments, SignatureRefused
from anabranch_django.ports import signing
from anabranch_django.ports.values import Call

PROTOCOL = "1"
STATUS = "Anabranch-Status"
SCHEMA = "Anabranch-Schema"
_NAMES = {
    "protocol": "Anabranch-Protocol",
    "caller": "Anabranch-Caller",
    "key_id": "Anabranch-Key-Id",
    "time": "Anabranch-Time",
    "nonce": "Anabranch-Nonce",
    "idempotency_key": "Idempotency-Key",
    "deadline": "Anabranch-Deadline",
    "hop": "Anabranch-Hop",
    "user": "Anabranch-User",
}
_SIGNATURE = "Anabranch-Signature"
_TRACE = ("traceparent", "tracestate", "baggage")
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
    "outcome-unknown": 500,
}


def path_of(call: Call) -> str:
    """Where a call is posted to, below the peer's address."""
    return f"/{call.port}/{call.version}/{call.method}"


def write_headers(call: Call, path: str) -> dict[str, str]:
    """Headers of a signed request. The deadline is written as what remains of it, in milliseconds."""
    key_id, secret = signing.signing_key(call.caller)
    at, nonce = signing.stamp()
    signed = signing.Signed(
        protocol=PROTOCOL,
        caller=call.caller,
        key_id=key_id,
        time=at,
        nonce=nonce,
        method="POST",
        path=path,
        body_hash=signing.body_hash(call.body),
        idempotency_key=call.key,
        deadline=str(int((call.deadline - time.monotonic()) * 1000)),
        hop=str(call.hop),
        user=call.user,
    )
    headers = {name: getattr(signed, field) for field, name in _NAMES.items() if getattr(signed, field)}
    headers[_SIGNATURE] = signing.sign(signed, secret)
    headers["Content-Type"] = "application/json"
    if call.schema:
        headers[SCHEMA] = call.schema
    headers.update(call.trace)
    return headers


def read_call(get: Callable[[str], str], *, path: str, port: str, version: int, method: str, body: bytes) -> Call:
    """The call that a request is. `get` gives a header, or an empty text. Raises `SignatureRefused`, `BadArguments`."""
    found = {field: get(name) for field, name in _NAMES.items()}
    if found["protocol"] != PROTOCOL:
        raise BadArguments(
            f"This process speaks protocol {PROTOCOL} of anabranch, and the call says {found['protocol']!r}."
        )
    signature = get(_SIGNATURE)
    if not signature:
        raise SignatureRefused("it is not signed")
    signed = signing.Signed(method="POST", path=path, body_hash=signing.body_hash(body), **found)
    signing.verify(signed, signature, now=time.time())
    if not found["deadline"].lstrip("-").isdecimal() or not found["hop"].isdecimal():
        raise BadArguments("Its deadline or its hop is no number.")
    return Call(
        port=port,
        version=version,
        method=method,
        body=body,
        caller=found["caller"],
        deadline=time.monotonic() + int(found["deadline"]) / 1000,
        hop=int(found["hop"]),
        key=found["idempotency_key"],
        user=found["user"],
        schema=get(SCHEMA),
        trace={name: get(name) for name in _TRACE if get(name)},
    )
