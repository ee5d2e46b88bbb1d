"""Replies and errors: one becomes the other at each end of a call."""

from __future__ import annotations

import logging
from typing import Any
from uuid import uuid4

import msgspec

from anabranch_django.by_value import decode, encode
from anabranch_django.errors import (
    AnabranchError,
    BadArguments,
    CallerNotAllowed,
    CallError,
    CallRefused,
    DeadlineExceeded,
    InsideTransaction,
    KeyReused,
    Malformed,
    OutcomeUnknown,
    PortInternalError,
    SignatureRefused,
    Skew,
    TooLarge,
    TooManyHops,
    Unavailable,
    UnknownMethod,
)
from anabranch_django.ports.declared import PortError, fields_of, values_of
from anabranch_django.ports.methods import Method
from anabranch_django.ports.values import OK, RAISED, Call, Reply

logger = logging.getLogger("anabranch_django.ports")


class Failure(msgspec.Struct, frozen=True):
    """What crosses of an error that no port declares."""

    sentence: str
    error_id: str = ""


class Raised(msgspec.Struct, frozen=True):
    """What crosses of a declared error."""

    error: str
    fields: msgspec.Raw


_CROSSING: dict[str, type[CallError]] = {
    kind.code: kind
    for kind in (
        BadArguments,
        CallRefused,
        CallerNotAllowed,
        DeadlineExceeded,
        InsideTransaction,
        KeyReused,
        SignatureRefused,
        Skew,
        TooLarge,
        TooManyHops,
        Unavailable,
        UnknownMethod,
    )
}


def declared_name(method: Method, error: BaseException) -> str | None:
    """The name under which a method declares an error, or the nearest class above it; None where it declares none."""
    for kind in type(error).__mro__:
        if method.raises.get(kind.__name__) is kind:
            return kind.__name__
    return None


def raised_reply(method: Method, error: PortError) -> Reply:
    """A declared error as a reply. Raises `NotByValue` where its fields cannot cross."""
    name = declared_name(method, error) or type(error).__name__
    kind = fields_of(method.raises[name])
    values = {field: value for field, value in values_of(error).items() if field in kind.__struct_fields__}
    return Reply(RAISED, encode(Raised(name, msgspec.Raw(encode(values)))), method.schema_hash)


def failed_reply(error: AnabranchError) -> Reply:
    """Any other error as a reply."""
    return Reply(error.code, encode(Failure(error.sentence, getattr(error, "error_id", ""))))


def internal(label: str, error: BaseException) -> PortInternalError:
    """What the caller may know of an error that was not declared. The log has the rest."""
    error_id = uuid4().hex
    logger.error("%s raised what it does not declare, error_id=%s", label, error_id, exc_info=error)
    # Django's refusal of a database that a test does not list says what to do, and nothing of anybody's data.
    why = f" {error}" if type(error).__name__ == "DatabaseOperationForbidden" else ""
    return PortInternalError(
        f"{label} failed inside. The log of the process that serves it has the traceback under {error_id}.{why}",
        error_id=error_id,
    )


def read_reply(method: Method, call: Call, reply: Reply) -> Any:  # noqa: ANN401  what the method returns
    """The value, or raise the error that the reply is."""
    if reply.status == OK:
        try:
            return method.decode_reply(reply.body)
        except (ValueError, RecursionError) as error:
            raise _skewed(method, reply, error) from error
    if reply.status == RAISED:
        raise _declared(method, reply)
    raise _failed(reply, call)


def _declared(method: Method, reply: Reply) -> Exception:
    try:
        raised: Raised = decode(reply.body, Raised)
        kind = method.raises[raised.error]
        fields = decode(bytes(raised.fields), fields_of(kind))
    except (Malformed, KeyError) as error:
        return _skewed(method, reply, error)
    return kind(**msgspec.structs.asdict(fields))


def _skewed(method: Method, reply: Reply, error: Exception) -> Skew:
    happened = "It was carried out, but its" if method.is_command and reply.status == OK else "Its"
    versions = "both sides know the same schema, so the callee returns what it does not declare"
    if reply.schema != method.schema_hash:
        versions = f"schema {method.schema_hash} here, {reply.schema or 'unknown'} there; compare with `ports check`"
    return Skew(f"{method.label}: {happened} answer is not of the declared type ({error}): {versions}.")


def _failed(reply: Reply, call: Call) -> CallError:
    try:
        failure: Failure = decode(reply.body, Failure)
    except Malformed:
        failure = Failure("The peer gave an answer that cannot be read.")
    if reply.status == PortInternalError.code:
        return PortInternalError(failure.sentence, error_id=failure.error_id)
    if reply.status == OutcomeUnknown.code:
        return OutcomeUnknown(failure.sentence, idempotency_key=call.key)
    return _CROSSING.get(reply.status, CallRefused)(failure.sentence)
