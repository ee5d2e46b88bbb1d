"""The caller's end: the same for every placement."""

from __future__ import annotations

import time
from dataclasses import dataclass
from types import FrameType
from typing import Any
from uuid import UUID, uuid4

import msgspec

from anabranch_django.errors import AnabranchError, BadArguments, CallRefused, DeadlineExceeded
from anabranch_django.ports.carriers import Carrier, carrier_to
from anabranch_django.ports.context import claim, current_call, declared, earliest
from anabranch_django.ports.counting import is_counting, note, place_of
from anabranch_django.ports.declared import PortError
from anabranch_django.ports.domains import domain_of_module, process_name
from anabranch_django.ports.methods import Method
from anabranch_django.ports.transactions import refuse_inside_transaction
from anabranch_django.ports.values import Call
from anabranch_django.settings import current
from anabranch_django.tracing import add, carried, is_measuring, is_tracing, names, record, span

Key = str | int | UUID


@dataclass(frozen=True)
class Wish:
    """What a caller wants otherwise than declared; `timeout` in seconds."""

    timeout: float | None = None
    idempotency_key: Key | None = None


def call(method: Method, given: dict[str, Any], wish: Wish, frame: FrameType) -> Any:  # noqa: ANN401
    """Call a method and return its value. Raises its declared errors, and `CallError`."""
    if is_counting():
        note(place_of(method.label, frame))
    carrier = carrier_to(method.port)
    arguments = method.arguments(given)
    prepared = prepare(method, carrier, wish=wish, frame=frame)
    if not (is_tracing() or is_measuring()):
        return carrier.carry(method, prepared, arguments)
    return _traced(method, carrier, prepared, arguments)


def prepare(method: Method, carrier: Carrier, *, wish: Wish, frame: FrameType) -> Call:
    """The call without its body. Raises `InsideTransaction`, `DeadlineExceeded`, `CallRefused`."""
    if method.joins:
        _require_here(method, carrier)
    elif method.is_command:
        refuse_inside_transaction(method.label)
    deadline = earliest(declared(method.timeout) if wish.timeout is None else wish.timeout)
    if deadline <= time.monotonic():
        raise DeadlineExceeded(f"There is no time left for {method.label}; nothing was sent.")
    serving = current_call()
    return Call(
        port=method.port,
        version=method.version,
        method=method.name,
        body=b"",
        caller=_caller(frame),
        deadline=deadline,
        hop=serving.hop + 1 if serving is not None else 1,
        key=_key(method, carrier, wish.idempotency_key),
        user=claim(),
        schema=method.schema_hash,
    )


def _caller(frame: FrameType) -> str:
    return domain_of_module(frame.f_globals.get("__name__", "")) or process_name(current())


def _key(method: Method, carrier: Carrier, given: Key | None) -> str:
    if not method.is_command or method.joins:
        return ""
    if given is not None:
        if given == "" or isinstance(given, bool) or not isinstance(given, Key):
            raise BadArguments(
                f"{method.label} has {given!r} as its idempotency key. A key names one intention: text that is not "
                "empty, an int or a UUID. Leave it out for a key that nobody else has."
            )
        return str(given)
    # In one process no reply can be lost, so nobody could send such a call again.
    return uuid4().hex if carrier.leaves else ""


def _require_here(method: Method, carrier: Carrier) -> None:
    if carrier.leaves:
        raise CallRefused(
            f"{method.label} joins its caller's transaction, and its domain is in another process. Declare it with a "
            "transaction of its own, or deploy both together."
        )


def _traced(method: Method, carrier: Carrier, prepared: Call, arguments: Any) -> Any:  # noqa: ANN401
    about = {names.SERVICE: method.port, names.METHOD: method.name, names.PLACEMENT: carrier.placement}
    begun = time.perf_counter()
    status = "ok"
    try:
        with span(method.label, "client", {names.SYSTEM: "anabranch", **about}):
            return carrier.carry(method, msgspec.structs.replace(prepared, trace=carried()), arguments)
    except AnabranchError as error:
        status = error.code
        raise
    except PortError:
        status = "raised"
        raise
    finally:
        record(names.DURATION, time.perf_counter() - begun, about)
        add(names.CALLS, {**about, names.STATUS: status})
