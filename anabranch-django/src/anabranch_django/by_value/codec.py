"""From value to bytes and back."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import msgspec
from django.utils.functional import Promise

from anabranch_django.by_value.kinds import Kind
from anabranch_django.errors import Malformed, NotByValue


def encode(value: object) -> bytes:
    """The value as JSON. Raises `NotByValue` for what belongs to this process alone, such as a model."""
    try:
        return _encoder.encode(value)
    except NotByValue:
        raise
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        raise NotByValue(f"A value of type {_name(type(value))} cannot cross: {error}.") from error


def decode(data: bytes | bytearray | memoryview, kind: Kind) -> Any:  # noqa: ANN401  what it is, the type says
    """A new value of that type. Raises `Malformed`, with the place in the data, where it is none."""
    try:
        return decoder(kind).decode(data)
    except (ValueError, RecursionError) as error:
        raise Malformed(f"Not a value of type {_name(kind)}: {error}.") from error


@lru_cache(maxsize=4096)
def decoder(kind: Kind) -> msgspec.json.Decoder[Any]:
    """The decoder of a type; made once, for making it costs a hundred times its use."""
    return msgspec.json.Decoder(kind)


def _plain(value: object) -> object:
    if isinstance(value, str):
        # SafeString and other subclasses: `str()` of them may be the same object again.
        return str.__str__(value)
    if isinstance(value, Promise):
        return str(value)
    if isinstance(value, (int, float)):
        return int(value) if isinstance(value, int) else float(value)
    name = _name(type(value))
    raise NotByValue(
        f"A value of type {name} cannot cross: only declared values do. Build one from what the other side needs."
    )


_encoder = msgspec.json.Encoder(enc_hook=_plain)


def _name(kind: Kind) -> str:
    return f"{kind.__module__}.{kind.__qualname__}" if isinstance(kind, type) else str(kind)
