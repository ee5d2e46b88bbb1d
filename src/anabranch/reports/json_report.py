"""A map, or the answer to a question about it, for programs: one record a line, so that lines can be compared."""

from __future__ import annotations

import json
import re

import msgspec

from anabranch.reading.values import SCHEMA, Map

# Legal in JSON, yet obeyed by some terminals or misread by people: written as escapes, which mean the same.
_OBEYED = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")

Record = msgspec.Struct


def map_json(project_map: Map) -> list[bytes]:
    """The whole map in UTF-8, in pieces; its fields are those of `docs/reference/map.schema.json`."""
    rows = ((name, getattr(project_map, name)) for name in project_map.__struct_encode_fields__)
    pieces = [piece for name, value in rows for piece in (b",\n", f'"{name}": '.encode(), *_pieces(value))]
    return [b"{\n", *pieces[1:], b"\n}\n"]


def answer_json(question: str, answer: Record) -> str:
    """The answer to a question, which the JSON names, with the version of its shape."""
    head = f'"schema": {SCHEMA}, "question": {json.dumps(question)}'
    parts = [f'"{name}": {_text(getattr(answer, name))}' for name in answer.__struct_encode_fields__]
    return "{\n" + ",\n".join([head, *parts]) + "\n}\n"


def _text(value: object) -> str:
    return b"".join(_pieces(value)).decode()


def _pieces(value: object) -> list[bytes]:
    """A value in pieces, since the longest is tens of megabytes: each copy of it takes longer than to make it."""
    if not (isinstance(value, tuple) and value and isinstance(value[0], msgspec.Struct)):
        return [_encode(value)]
    starts = range(0, len(value), _AT_A_TIME)
    pieces = [piece for first in starts for piece in (b",\n", _lines(value[first : first + _AT_A_TIME]))]
    return [b"[\n", *pieces[1:], b"\n]"]


_AT_A_TIME = 2_000
"""Records whose text, of about a megabyte, is made at once: larger ones are memory that the system has to clear."""


def _lines(records: tuple[object, ...]) -> bytes:
    """Each record on its line; many at once, which is many times faster than one by one."""
    try:
        lines = msgspec.json.Encoder().encode_lines(records)
    except UnicodeEncodeError:
        return b",\n".join(map(_encode, records))
    # No record holds a line break: JSON escapes those inside texts.
    return _escaped(lines[:-1].replace(b"\n", b",\n"))


def _encode(value: object) -> bytes:
    try:
        return _escaped(msgspec.json.encode(value))
    except UnicodeEncodeError:  # a file name that is no text keeps its bytes as halves of surrogate pairs
        return json.dumps(msgspec.to_builtins(value), ensure_ascii=True, separators=(",", ":")).encode()


def _escaped(packed: bytes) -> bytes:
    if packed.isascii() and b"\x7f" not in packed:  # mostly so, and told at once
        return packed
    return _OBEYED.sub(lambda match: f"\\u{ord(match.group()):04x}", packed.decode()).encode()
