"""Signs a call and checks a signature: HMAC-SHA256 over all that is said, keys that rotate, a narrow window of time."""

from __future__ import annotations

import hmac
import threading
import time
from collections import OrderedDict
from hashlib import sha256
from secrets import token_hex

import msgspec

from anabranch_django.errors import CallRefused, SignatureRefused
from anabranch_django.settings import current

ANYONE = "*"
"""Keys under this name are every caller's."""


class Signed(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """Everything that a signature covers, in the order in which it is covered."""

    protocol: str
    caller: str
    key_id: str
    time: str
    nonce: str
    method: str
    path: str
    body_hash: str
    idempotency_key: str
    deadline: str
    hop: str
    user: str


def stamp() -> tuple[str, str]:
    """The time of now, and a word that is used once."""
    return f"{time.time():.3f}", token_hex(8)


def body_hash(body: bytes) -> str:
    """What stands for the body under the signature."""
    return sha256(body).hexdigest()


def signing_key(caller: str) -> tuple[str, str]:
    """The id and the secret with which a caller signs now: the last that is listed. Raises `CallRefused`."""
    keys = current().keys
    own = keys.get(caller) or keys.get(ANYONE)
    if not own:
        raise CallRefused(
            f"There is no key to sign calls of {caller!r} with. Add ANABRANCH['keys'][{caller!r}] = {{id: secret}}, "
            f"or one under '{ANYONE}' for all callers, in both processes."
        )
    return next(reversed(own.items()))


def sign(signed: Signed, secret: str) -> str:
    """The signature, hexadecimal."""
    # As a JSON array no two different contents have the same bytes.
    return hmac.new(secret.encode(), msgspec.json.encode(signed), sha256).hexdigest()


def verify(signed: Signed, signature: str, *, now: float) -> None:
    """Raise `SignatureRefused`, with the reason for the log, unless a holder of a key sent the call just now."""
    keys = current().keys
    secret = keys.get(signed.caller, {}).get(signed.key_id) or keys.get(ANYONE, {}).get(signed.key_id)
    if not secret:
        raise SignatureRefused(f"caller {signed.caller!r} has no key {signed.key_id!r} here")
    if not hmac.compare_digest(sign(signed, secret).encode(), signature.encode()):
        raise SignatureRefused(f"the signature of {signed.caller!r} with key {signed.key_id!r} is not right")
    window = current().limits.clock_skew
    try:
        off = now - float(signed.time)
    except ValueError:
        raise SignatureRefused("its time is no number") from None
    if not abs(off) <= window:
        raise SignatureRefused(f"it is {off:.1f} s off, and {window} s are allowed; compare both clocks")
    if not _seen.add(f"{signed.caller}\0{signed.nonce}", until=now + 2 * window, now=now):
        raise SignatureRefused("it was used before")


class Seen:
    """Words that were used, each for as long as its signature would be accepted."""

    def __init__(self) -> None:
        self._until: OrderedDict[str, float] = OrderedDict()
        self._lock = threading.Lock()

    def add(self, word: str, *, until: float, now: float) -> bool:
        """False where the word was there."""
        with self._lock:
            while self._until and next(iter(self._until.values())) < now:
                self._until.popitem(last=False)
            if word in self._until:
                return False
            self._until[word] = until
            return True


_seen = Seen()
