"""A map, or the answer to a question about it, for programs: one record a line, so that lines can be compared."""

from __future__ import annotations

import json
import re

import msgspec

from anabranch.reading.values import SCHEMA, Map

# Legal in JSON, yet obeyed by some terminals or misread by people: written as escapes, which mean the same.
_OBEYED = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")

Record = msgspec.Struct


def map_json(project_map: Map) -> str:
    """The whole map; its fields are those of `docs/reference/map.schema.json`."""
    rows = ((name, getattr(project_map, name)) for name in project_map.__struct_encode_fields__)
    pieces = [piece for name, value in rows for piece in (",\n", f'"{name}": ', *_pieces(value))]
    return "".join(["{\n", *pieces[1:], "\n}\n"])


def answer_json(question: str, answer: Record) -> str:
    """The answer of `why`, `free`, `unit` or `unseen`, with the version of its shape."""
    head = f'"schema": {SCHEMA}, "question": {json.dumps(question)}'
    parts = [f'"{name}": {"".join(_pieces(getattr(answer, name)))}' for name in answer.__struct_encode_fields__]
    return "{\n" + ",\n".join([head, *parts]) + "\n}\n"


def _pieces(value: object) -> list[str]:
    """The text of a value in pieces, since the longest is tens of megabytes: each further copy of it takes time."""
    if not (isinstance(value, tuple) and value and isinstance(value[0], msgspec.Struct)):
        return [_encode(value)]
    starts = range(0, len(value), _AT_A_TIME)
    pieces = [piece for first in starts for piece in (",\n", _lines(value[first : first + _AT_A_TIME]))]
    return ["[\n", *pieces[1:], "\n]"]


_AT_A_TIME = 2_000
"""Records whose text, of about a megabyte, is made at once: larger ones are memory that the system has to clear."""


def _lines(records: tuple[object, ...]) -> str:
    """Each record on its line; many at once, which is many times faster than one by one."""
    try:
        lines = msgspec.json.Encoder().encode_lines(records)
    except UnicodeEncodeError:
        return ",\n".join(map(_encode, records))
    # No record holds a line break: JSON escapes those inside texts.
    return _escaped(lines.replace(b"\n", b",\n").decode()[:-2])


def _encode(value: object) -> str:
    try:
        return _escaped(msgspec.json.encode(value).decode())
    except UnicodeEncodeError:  # a file name that is no text keeps its bytes as halves of surrogate pairs
        return json.dumps(msgspec.to_builtins(value), ensure_ascii=True, separators=(",", ":"))


def _escaped(text: str) -> str:
    if text.isascii() and "\x7f" not in text:  # mostly so, and told at once
        return text
    return _OBEYED.sub(lambda match: f"\\u{ord(match.group()):04x}", text) if _OBEYED.search(text) else text
