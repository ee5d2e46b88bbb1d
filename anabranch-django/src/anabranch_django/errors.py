"""What can go wrong, as a sentence for the person who reads it: what happened, where, what to do.

Knows nothing of ports, events or settings. `code` is the word that crosses the wire and names the error in metrics.
"""

from __future__ import annotations

from typing import ClassVar


class AnabranchError(Exception):
    """Anything this library refuses or reports; `str()` of it is a whole sentence."""

    code: ClassVar[str] = "error"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __reduce__(self) -> tuple[object, ...]:
        return _restore, (type(self), self.__dict__)


def _restore(kind: type[AnabranchError], state: dict[str, object]) -> AnabranchError:
    error = kind.__new__(kind, state["sentence"])
    error.args = (state["sentence"],)
    error.__dict__.update(state)
    return error


class Misconfigured(AnabranchError):
    """A setting cannot mean anything."""

    code = "misconfigured"


class Refused(AnabranchError):
    """A declaration that could not hold once its two sides are apart."""

    code = "refused"


class NotByValue(AnabranchError):
    """A value that cannot cross: its type was never declared, or it belongs to one process only."""

    code = "not-by-value"


class Malformed(AnabranchError):
    """Bytes that are no value of the declared type."""

    code = "malformed"


class CallError(AnabranchError):
    """A call through a port did not give its answer."""

    code = "call"


class CallRefused(CallError):
    """The call was never carried out, and would be refused again: something has to change first."""

    code = "call-refused"


class InsideTransaction(CallRefused):
    """A command was called while the caller's own transaction was open."""

    code = "inside-transaction"


class UnknownMethod(CallRefused):
    """The port, its version or the method is not served where it was asked for."""

    code = "unknown-method"


class BadArguments(CallRefused):
    """The arguments are not those that the method declares."""

    code = "bad-arguments"


class TooManyHops(CallRefused):
    """Calls within calls, deeper than the limit: most likely a circle."""

    code = "hops"


class TooLarge(CallRefused):
    """Arguments or answer are larger than the limit."""

    code = "too-large"


class SignatureRefused(CallRefused):
    """Unsigned, forged, expired or replayed; which of them is said to the callee's log only."""

    code = "signature"


class CallerNotAllowed(CallRefused):
    """The caller is known, but does not declare that it uses this domain."""

    code = "caller-not-allowed"


class KeyReused(CallRefused):
    """The idempotency key was used before, with other arguments."""

    code = "key-reused"


class Unavailable(CallError):
    """The call was never carried out; it may succeed later."""

    code = "unavailable"


class Unreachable(Unavailable):
    """No connection to the peer."""

    code = "unreachable"


class PoolFull(Unavailable):
    """As many calls to this peer are under way as its pool allows."""

    code = "pool-full"


class BreakerOpen(Unavailable):
    """The peer failed so often that it is left alone for a moment."""

    code = "breaker-open"


class DeadlineExceeded(Unavailable):
    """The time was over before the call took effect."""

    code = "deadline"


class Skew(CallError):
    """The two sides know different versions of the method. The call may have been carried out."""

    code = "skew"


class OutcomeUnknown(CallError):
    """The command was sent and no answer came: it may or may not have taken effect.

    Calling again with the same `idempotency_key` gives the first result, or carries it out for the first time.
    """

    code = "outcome-unknown"

    def __init__(self, sentence: str, *, idempotency_key: str) -> None:
        super().__init__(sentence)
        self.idempotency_key = idempotency_key


class PortInternalError(CallError):
    """The callee raised what it had not declared; its log has the traceback under `error_id`."""

    code = "internal"

    def __init__(self, sentence: str, *, error_id: str) -> None:
        super().__init__(sentence)
        self.error_id = error_id


class EventError(AnabranchError):
    """An event could not be published or delivered; what was committed is not lost."""

    code = "event"


class OutsideTransaction(EventError):
    """An event was published while no transaction of its domain's database was open."""

    code = "outside-transaction"


class BadKey(EventError):
    """The key of an event is no text, number or UUID of at most 200 characters."""

    code = "bad-key"


class EventLoop(EventError):
    """An event led to an event, and so on, beyond the limit: most likely a circle."""

    code = "event-loop"
    final = True
    """Trying again would only go round again."""


class UnknownEvent(EventError):
    """An event of this name and version is not declared in this process."""

    code = "unknown-event"


class UnknownConsumer(EventError):
    """A consumer of this name is not declared in this process."""

    code = "unknown-consumer"


class NotMigrated(EventError):
    """The tables of this library are missing in a database."""

    code = "not-migrated"


class Away(EventError):
    """Whoever should take events cannot be reached or cannot take them now; they stay and are sent later."""

    code = "away"
