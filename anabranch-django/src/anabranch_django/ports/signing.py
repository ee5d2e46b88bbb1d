"""Signs a call and checks a signature: HMAC-SHA256 over all that is said, keys that rotate, a narrow window of time."""

from __future__ import annotations

import hmac
import threading
import time
from collections import OrderedDict
from hashlib import sha256
from secrets import token_hex

from anabranch_django.errors import CallRefused, SignatureRefused
from anabranch_django.settings import current

ANYONE = "*"
"""Keys under this name are every caller's."""


def stamp() -> tuple[float, str]:
    """The time of now, in seconds since 1970, and a word that is used once."""
    return round(time.time(), 3), token_hex(8)


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


def sign(said: str, *, path: str, body: bytes, secret: str) -> str:
    """The signature of a call's header, its path and its body, hexadecimal."""
    # The header is JSON and a path has no line break, so no two different calls have the same text.
    text = f"POST\n{path}\n{sha256(body).hexdigest()}\n{said}"
    return hmac.new(secret.encode(), text.encode(), sha256).hexdigest()


def verify(said: str, signature: str, *, caller: str, key_id: str, path: str, body: bytes) -> None:
    """Raise `SignatureRefused`, with the reason for the log, unless a holder of one of the caller's keys says so."""
    keys = current().keys
    secret = keys.get(caller, {}).get(key_id) or keys.get(ANYONE, {}).get(key_id)
    if not secret:
        raise SignatureRefused(f"caller {caller!r} has no key {key_id!r} here")
    if not hmac.compare_digest(sign(said, path=path, body=body, secret=secret).encode(), signature.encode()):
        raise SignatureRefused(f"the signature of {caller!r} with key {key_id!r} is not right")


def require_fresh(*, caller: str, at: float, nonce: str, now: float) -> None:
    """Raise `SignatureRefused` for a call of another time, or one that was here before."""
    window = current().limits.clock_skew
    off = now - at
    if not abs(off) <= window:
        raise SignatureRefused(f"it is {off:.1f} s off, and {window} s are allowed; compare both clocks")
    if not _seen.add(f"{caller}\0{nonce}", until=now + 2 * window, now=now):
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
