"""The callee's end: a call is carried out, in a transaction of its own, and becomes a reply."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import partial
from traceback import walk_tb
from typing import Any, TypeVar

import msgspec
from django.db import InterfaceError, OperationalError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from anabranch_django.by_value import decode, encode
from anabranch_django.errors import (
    AnabranchError,
    BadArguments,
    CallerNotAllowed,
    DeadlineExceeded,
    Malformed,
    NotByValue,
    OutcomeUnknown,
    TooLarge,
    TooManyHops,
)
from anabranch_django.ports.context import CallContext, enter, leave
from anabranch_django.ports.counting import unwatched
from anabranch_django.ports.declared import PortError
from anabranch_django.ports.domains import may_call
from anabranch_django.ports.methods import Method
from anabranch_django.ports.receipts import first_answer, keep_answer
from anabranch_django.ports.registry import find, implementation
from anabranch_django.ports.replies import Failure, declared_name, failed_reply, internal, raised_reply
from anabranch_django.ports.transactions import is_cancelled, limited, require_sound
from anabranch_django.ports.values import BATCH, OK, RAISED, Call, Reply
from anabranch_django.settings import current
from anabranch_django.tracing import add, is_tracing, names, span

T = TypeVar("T")
_AROUND = 40
"""Bytes that the answer of a call within a batch has around it, at most."""
_SHORT = 250
"""Bytes that every answer within a batch may have, whatever else there is: any refusal for want of room is shorter."""
_NO_ROOM = "The answers of its batch are larger together than may cross."
logger = logging.getLogger("anabranch_django.ports")


class _Answered(Exception):
    """The command was answered before; what it did now is undone and its first reply given."""

    def __init__(self, reply: Reply) -> None:
        self.reply = reply


def answer(call: Call) -> Reply:
    """Carry a call out. Raises nothing: whatever goes wrong is a reply."""
    if not is_tracing():
        return _answer(call)
    label = f"{call.port}.{call.method}"
    attributes: dict[str, str | int] = {
        names.SERVICE: call.port,
        names.METHOD: call.method,
        names.CALLER: call.caller,
        names.HOP: call.hop,
    }
    with span(label, "server", attributes, carrier=call.trace) as current_span:
        reply = _answer(call)
        current_span.set_attribute(names.STATUS, reply.status)
        return reply


def answer_value(method: Method, call: Call, arguments: msgspec.Struct) -> Any:  # noqa: ANN401  what it returns
    """Carry a call out without encoding anything: for tests that want to see what encoding changes."""
    _admit(call)
    return _carry_out(method, call, arguments, lambda value: value)


def _answer(call: Call, finish: Callable[[object], bytes] | None = None) -> Reply:
    if call.method == BATCH:
        return _answer_batch(call)
    if call.method in _others:
        return _answer_other(call)
    method: Method | None = None
    try:
        method = find(call.port, call.version, call.method)
        _admit(call)
        _notice_skew(method, call)
        return Reply(OK, _carry_out(method, call, _arguments(method, call), finish or encode_reply), method.schema_hash)
    except _Answered as found:
        return found.reply
    except AnabranchError as error:
        return failed_reply(error)
    except Exception as error:  # noqa: BLE001  whatever it is, the peer gets a sentence and no traceback
        if method is not None and isinstance(error, PortError) and declared_name(method, error):
            return _raised(method, error)
        return failed_reply(internal(f"{call.port}.{call.method}", error))


_others: dict[str, Callable[[Call], None]] = {}


def let_answer(name: str, function: Callable[[Call], None]) -> None:
    """Let what is no method, such as the delivery of events, be answered under a name that no method can have.

    The answer is empty; `function` may raise `AnabranchError`. It decides who may call.
    """
    _others[name] = function


def _answer_other(call: Call) -> Reply:
    try:
        _others[call.method](call)
    except AnabranchError as error:
        return failed_reply(error)
    except Exception as error:  # noqa: BLE001  a peer never sees a traceback
        return failed_reply(internal(f"{call.port}.{call.method}", error))
    return Reply(OK, b"{}")


def _answer_batch(call: Call) -> Reply:
    try:
        within: list[tuple[str, str, msgspec.Raw]] = decode(call.body, list[tuple[str, str, msgspec.Raw]])
    except Malformed as error:
        return failed_reply(BadArguments(error.sentence))
    room = current().limits.max_size - len(within) * _SHORT
    if room < 0:
        return failed_reply(
            TooLarge(f"The answers of {len(within)} calls are more than may cross. Make fewer at once.")
        )
    replies: list[Reply] = []
    for method, key, body in within:
        each = msgspec.structs.replace(call, method=method, key=key, body=bytes(body), schema="")
        # What those behind it need at least is kept for them.
        room += _SHORT
        replies.append(_answer_within(each, room - _AROUND))
        room -= len(replies[-1].body) + _AROUND
    return Reply(OK, encode([(reply.status, msgspec.Raw(reply.body), reply.schema) for reply in replies]))


def _answer_within(call: Call, room: int) -> Reply:
    """Of a batch, whose answers cross together: a reply of so many bytes at most."""
    if call.method == BATCH:
        return failed_reply(BadArguments("A batch holds calls, and no batches."))
    reply = _answer(call, partial(_encode_within, room))
    if len(reply.body) <= room:
        return reply
    if reply.status == OK:
        said = f"It was carried out before. {_NO_ROOM} Call alone with its key."
        return failed_reply(OutcomeUnknown(said, idempotency_key=call.key))
    if reply.status == RAISED:
        return failed_reply(TooLarge(_NO_ROOM))
    return Reply(reply.status, encode(msgspec.structs.replace(decode(reply.body, Failure), sentence=_NO_ROOM)))


def _encode_within(room: int, value: object) -> bytes:
    """What a method of a batch returned, as bytes. Raises `TooLarge`, `NotByValue`: a command is then undone."""
    body = encode_reply(value)
    if len(body) > room:
        raise TooLarge(_NO_ROOM)
    return body


def _raised(method: Method, error: PortError) -> Reply:
    try:
        return raised_reply(method, error)
    except NotByValue as reason:
        return failed_reply(internal(method.label, reason))


def _admit(call: Call) -> None:
    limits = current().limits
    if call.hop > limits.hops:
        raise TooManyHops(
            f"{call.port}.{call.method} is call {call.hop} within calls; domains seem to call in a circle."
        )
    if call.deadline <= time.monotonic():
        raise DeadlineExceeded(f"The time for {call.port}.{call.method} was over when it arrived.")
    if call.caller and not may_call(caller=call.caller, callee=call.port):
        raise CallerNotAllowed(
            f"{call.caller!r} calls {call.port}.{call.method} and does not declare it: add {call.port!r} to 'uses' in "
            f"ANABRANCH['domains'][{call.caller!r}], where the hierarchy allows it."
        )


def _notice_skew(method: Method, call: Call) -> None:
    if call.schema and call.schema != method.schema_hash:
        add(names.SKEW, {names.SERVICE: method.port, names.METHOD: method.name})
        logger.info("%s is called as schema %s and is %s here", method.label, call.schema, method.schema_hash)


def _arguments(method: Method, call: Call) -> msgspec.Struct:
    try:
        arguments: msgspec.Struct = method.decode_arguments(call.body)
    except (ValueError, RecursionError) as error:
        raise BadArguments(f"{method.label} was called with what it does not take: {error}.") from None
    return arguments


def encode_reply(value: object) -> bytes:
    """What a method returned, as bytes. Raises `TooLarge`, `NotByValue`."""
    body = encode(value)
    require_size(len(body), "An answer")
    return body


def require_size(size: int, what: str) -> None:
    """Warn of a large body. Raises `TooLarge` over the limit."""
    limits = current().limits
    if size > limits.max_size:
        raise TooLarge(
            f"{what} has {size} bytes, and {limits.max_size} may cross. Page it, or pass where it can be got."
        )
    if size > limits.warn_size:
        logger.warning("%s has %d bytes; over %d it is refused. Page it.", what, size, limits.max_size)


def _carry_out(method: Method, call: Call, arguments: msgspec.Struct, finish: Callable[[Any], T]) -> T:
    run = partial(_run, method, call, arguments, finish)
    token = enter(
        CallContext(
            port=call.port,
            method=call.method,
            caller=call.caller,
            deadline=call.deadline,
            hop=call.hop,
            key=call.key,
            claim=call.user,
        )
    )
    try:
        alias = current().domain(call.port).database
        with unwatched():
            return _in_transaction(method, call, run, alias) if method.is_command else _read(call, run, alias)
    finally:
        leave(token)


def _run(method: Method, call: Call, arguments: msgspec.Struct, finish: Callable[[Any], T]) -> T:
    """The team's own code. What it raises without having declared it stays here."""
    carry_out = getattr(implementation(call.port), method.name)
    try:
        value = carry_out(**msgspec.structs.asdict(arguments))
        if method.is_command:
            require_sound(connections[current().domain(call.port).database])
    except Exception as error:
        # Of a circle every domain in it wants to know.
        if declared_name(method, error) or isinstance(error, TooManyHops):
            raise
        if time.monotonic() >= call.deadline or is_cancelled(error):
            # Its caller hears of the time alone.
            logger.warning("%s was late, and failed", method.label, exc_info=error)
            raise _late(method) from error
        raise internal(method.label, error) from error
    result = _finished(method, value, finish)
    if time.monotonic() >= call.deadline:
        raise _late(method)
    return result


def _finished(method: Method, value: object, finish: Callable[[Any], T]) -> T:
    try:
        return finish(value)
    except NotByValue as error:
        raise internal(method.label, error) from error


def _late(method: Method) -> DeadlineExceeded:
    effect = " and what it did was undone" if method.is_command else ""
    return DeadlineExceeded(f"{method.label} took longer than its caller waits{effect}.")


def _read(call: Call, run: Callable[[], T], alias: str) -> T:
    connection = connections[alias]
    if connection.in_atomic_block:
        # A statement that fails would otherwise spoil the caller's transaction.
        with transaction.atomic(using=alias), limited(connection, call.deadline):
            return run()
    with limited(connection, call.deadline):
        return run()


def _in_transaction(method: Method, call: Call, run: Callable[[], T], alias: str) -> T:
    finished = False
    try:
        with transaction.atomic(using=alias, durable=not method.joins):
            with limited(connections[alias], call.deadline):
                result = _once(call, run, alias)
            finished = True
    except Exception as error:
        if not finished:
            raise
        if not _is_of_commit_hook(error):
            raise _commit_failed(method, call, error) from error
        internal(f"What {method.label} does on commit", error)
    return result


def _once(call: Call, run: Callable[[], T], alias: str) -> T:
    if not call.key:
        return run()
    before = first_answer(call, alias=alias, now=timezone.now())
    if before is not None:
        raise _Answered(before)
    result = run()
    keep_answer(call, result if isinstance(result, bytes) else encode(result), alias=alias)
    return result


def _commit_failed(method: Method, call: Call, error: Exception) -> AnabranchError:
    if isinstance(error, (OperationalError, InterfaceError)):
        return OutcomeUnknown(
            f"The database was lost while {method.label} was being committed. Call again with the same key.",
            idempotency_key=call.key,
        )
    return internal(method.label, error)


def _is_of_commit_hook(error: Exception) -> bool:
    """It was raised by a function given to `on_commit`: the commit itself is done."""
    hooks = BaseDatabaseWrapper.run_and_clear_commit_hooks.__code__
    return any(frame.f_code is hooks for frame, _line in walk_tb(error.__traceback__))
