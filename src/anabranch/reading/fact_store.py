"""The facts of files that were read before, by what the files hold: facts are a pure function of their bytes.

A file is known by the id that git gives its bytes, so that a file of another revision is found without being read.
Facts stay packed until somebody asks for them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import TypeVar

import msgspec

from anabranch.facts.templates import TemplateFacts
from anabranch.facts.values import FileFacts

Facts = TypeVar("Facts", FileFacts, TemplateFacts)

_ENCODER = msgspec.msgpack.Encoder()


def content_key(source: bytes) -> bytes:
    """The id that git gives a file of these bytes (in a repository of the SHA-1 format): 20 bytes."""
    return hashlib.sha1(b"blob %d\0" % len(source) + source, usedforsecurity=False).digest()


class PackedFacts(msgspec.Struct, frozen=True, array_like=True):
    """Facts as they are kept: by content, and by path for files whose record in the file system has not changed."""

    version: str
    stamps: dict[str, tuple[bytes, bytes]]
    """Path: what the file system said of the file, and the key of its content."""
    python: dict[bytes, msgspec.Raw]
    templates: dict[bytes, msgspec.Raw]


class FactStore:
    """Facts by content key. What is asked for or added stays; of the rest as much again is kept, the newest."""

    def __init__(self, packed: PackedFacts | None) -> None:
        self._python: dict[bytes, msgspec.Raw] = packed.python if packed is not None else {}
        self._templates: dict[bytes, msgspec.Raw] = packed.templates if packed is not None else {}
        self._stamps = packed.stamps if packed is not None else {}
        self._used_python: dict[bytes, msgspec.Raw] = {}
        self._used_templates: dict[bytes, msgspec.Raw] = {}

    def key_of(self, path: str, stamp: bytes) -> bytes | None:
        """The content key of a file that has not changed since its facts were kept."""
        known = self._stamps.get(path)
        return known[1] if known is not None and known[0] == stamp else None

    def python(self, key: bytes) -> FileFacts | None:
        """Facts of a Python file of that content, where it was read before."""
        return _unpacked(self._python, self._used_python, key, FileFacts)

    def python_before(self, key: bytes) -> FileFacts | None:
        """The same of an earlier content, which is kept for that no longer."""
        return _unpacked(self._python, {}, key, FileFacts)

    def template(self, key: bytes) -> TemplateFacts | None:
        """Facts of a template of that content, where it was read before."""
        return _unpacked(self._templates, self._used_templates, key, TemplateFacts)

    def add_python(self, key: bytes, facts: FileFacts | msgspec.Raw) -> None:
        """Keep the facts of a Python file, which may be packed already."""
        self._used_python[key] = facts if isinstance(facts, msgspec.Raw) else msgspec.Raw(_ENCODER.encode(facts))

    def add_template(self, key: bytes, facts: TemplateFacts) -> None:
        """Keep the facts of a template."""
        self._used_templates[key] = msgspec.Raw(_ENCODER.encode(facts))

    def packed(self, version: str, stamps: Mapping[str, tuple[bytes, bytes]]) -> PackedFacts:
        """What is to be kept. `stamps` says of each path what the file system said, and its content key."""
        return PackedFacts(
            version,
            dict(stamps),
            _with_others(self._used_python, self._python),
            _with_others(self._used_templates, self._templates),
        )


def _unpacked(
    known: Mapping[bytes, msgspec.Raw], used: dict[bytes, msgspec.Raw], key: bytes, kind: type[Facts]
) -> Facts | None:
    raw = used.get(key) or known.get(key)
    if raw is None:
        return None
    try:
        found = msgspec.msgpack.decode(raw, type=kind)
    except (msgspec.MsgspecError, ValueError, RecursionError):  # damaged: read anew
        return None
    used[key] = raw
    return found


def _with_others(used: Mapping[bytes, msgspec.Raw], known: Mapping[bytes, msgspec.Raw]) -> dict[bytes, msgspec.Raw]:
    """What was used, newest first, then as much of the rest: other revisions, and branches one comes back to."""
    others: Iterable[bytes] = (key for key in known if key not in used)
    kept = dict(used)
    for _, key in zip(range(len(used)), others, strict=False):
        kept[key] = known[key]
    return kept
