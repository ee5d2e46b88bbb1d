"""Answers as a peer of the previous version gives them: without the fields that the lock file does not know yet."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from anabranch_django.errors import AnabranchError
from anabranch_django.ports.lock import Lock, read_lock
from anabranch_django.settings import current

Schema = Mapping[str, Any]


def deployed_lock() -> Lock | None:
    """The lock file of the setting, where there is one: what was committed last."""
    path = Path(current().lock)
    try:
        return read_lock(path.read_bytes(), name=str(path))
    except (OSError, AnabranchError):
        return None


def as_before(body: bytes, lock: Lock | None, *, port: str, method: str) -> bytes:
    """The answer of a method without what its deployed schema does not have; as it is where none is known."""
    known = lock.ports.get(port) if lock is not None else None
    entry = known.methods.get(method) if known is not None else None
    if entry is None:
        return body
    schema: Schema = entry["reply"]
    return msgspec.json.encode(_without_new(msgspec.json.decode(body), schema, schema.get("$defs", {})))


def _without_new(value: object, schema: Schema, definitions: Schema) -> object:
    schema = _resolved(schema, definitions)
    if isinstance(value, dict):
        inner = schema.get("additionalProperties")
        if isinstance(inner, Mapping):
            return {key: _without_new(item, inner, definitions) for key, item in value.items()}
        fields = schema.get("properties")
        if fields is not None:
            return {key: _without_new(item, fields[key], definitions) for key, item in value.items() if key in fields}
    if isinstance(value, list) and isinstance(schema.get("items"), Mapping):
        return [_without_new(item, schema["items"], definitions) for item in value]
    return value


def _resolved(schema: Schema, definitions: Schema) -> Schema:
    """What a reference points to; of a value that may be null, what it is otherwise."""
    others = [one for one in schema.get("anyOf", ()) if one.get("type") != "null"]
    if len(others) == 1:
        schema = others[0]
    if "$ref" in schema:
        found: Schema = definitions.get(str(schema["$ref"]).rpartition("/")[2], {})
        return found
    return schema
