"""What surrounds a call: who calls, for whom, until when, how deep."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar, Token
from functools import cache

import msgspec

from anabranch_django.by_value import decode, encode
from anabranch_django.errors import Malformed


class UserClaim(msgspec.Struct, frozen=True, kw_only=True):
    """On whose behalf a call is made, as the caller says and its signature confirms. Never `request.user`."""

    id: str
    scopes: tuple[str, ...] = ()


class CallContext(msgspec.Struct, frozen=True, kw_only=True):
    """The call that is being carried out."""

    port: str
    method: str
    caller: str
    deadline: float
    """`time.monotonic()` at which the answer is no longer wanted."""
    hop: int
    key: str
    claim: str

    @property
    def remaining(self) -> float:
        """Seconds until the deadline; negative when it is over."""
        return self.deadline - time.monotonic()

    @property
    def user(self) -> UserClaim | None:
        """On whose behalf."""
        return read_claim(self.claim)


_serving: ContextVar[CallContext | None] = ContextVar("anabranch_serving", default=None)
_deadline: ContextVar[float | None] = ContextVar("anabranch_deadline", default=None)
_user: ContextVar[UserClaim | Callable[[], UserClaim | None] | None] = ContextVar("anabranch_user", default=None)


Entered = tuple[
    Token[CallContext | None],
    Token[float | None],
    Token[UserClaim | Callable[[], UserClaim | None] | None],
]


def current_call() -> CallContext | None:
    """The call that is being carried out here, or None outside of one."""
    return _serving.get()


def enter(context: CallContext) -> Entered:
    """Begin to carry a call out; give what it returns to `leave`."""
    return _serving.set(context), _deadline.set(None), _user.set(None)


def leave(token: Entered) -> None:
    """End what `enter` began."""
    serving, deadline, user = token
    _serving.reset(serving)
    _deadline.reset(deadline)
    _user.reset(user)


_patience = 1.0


def be_patient(factor: float) -> float:
    """Let declared time limits be so many times longer, for tests on a busy machine; the factor until now."""
    global _patience
    before, _patience = _patience, factor
    return before


def declared(timeout: float) -> float:
    """Seconds that a call may take by its declaration."""
    return timeout * _patience


def earliest(timeout: float) -> float:
    """The deadline of a call that may take `timeout` seconds: never later than that of the call it is made in."""
    deadline = time.monotonic() + timeout
    serving, own = _serving.get(), _deadline.get()
    if serving is not None and serving.deadline < deadline:
        deadline = serving.deadline
    return deadline if own is None or own > deadline else own


@contextmanager
def deadline_in(seconds: float) -> Iterator[None]:
    """Give all calls made within these many seconds together, such as those of one page."""
    token = _deadline.set(earliest(seconds))
    try:
        yield
    finally:
        _deadline.reset(token)


@contextmanager
def acting_as(user: UserClaim | Callable[[], UserClaim | None] | None) -> Iterator[None]:
    """Make the calls within on behalf of a user. A function is asked once, at the first call that needs it."""
    token = _user.set(cache(user) if callable(user) else user)
    try:
        yield
    finally:
        _user.reset(token)


def claim() -> str:
    """The claim that a call made here carries: that of `acting_as`, else of the call it is made in."""
    user = _user.get()
    if user is None:
        serving = _serving.get()
        return serving.claim if serving is not None else ""
    found = user if isinstance(user, UserClaim) else user()
    return encode(found).decode() if found is not None else ""


def read_claim(text: str) -> UserClaim | None:
    """The claim that a header carried; one that cannot be read is none."""
    if not text:
        return None
    try:
        found: UserClaim = decode(text.encode(), UserClaim)
    except Malformed:
        return None
    return found
