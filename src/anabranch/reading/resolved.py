"""What a resolution leaves behind for the next one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import msgspec

from anabranch.facts.values import FileFacts
from anabranch.reading.values import Bases, Importer, Map, Receiver, Reference, Unseen


class Open(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A member that is read from a value of unknown type, with all that the file reads from this value."""

    importer: Importer
    file: str
    line: int
    column: int
    name: str
    used: tuple[str, ...]
    called: str
    """What the value is called where it is read: the name of a variable, an attribute, a key, or of what gave it."""
    known_as: str
    """The class that it is known to be of, which does not have the member; empty where none is known."""
    test: bool


class Part(msgspec.Struct, frozen=True, array_like=True):
    """What one file refers to."""

    references: list[Reference]
    receivers: list[Receiver]
    unseen: list[Unseen]
    bases: list[Bases]
    left_open: list[Open]


class Asked(msgspec.Struct, frozen=True, array_like=True):
    """What modules asked of each other, by name."""

    modules: list[str]
    of: list[list[int]]
    """For each module the numbers of those that it was evaluated with."""
    missed: list[list[str]]
    """For each module the names that somebody looked for in it and that it does not bind itself."""


class Templates(msgspec.Struct, frozen=True, array_like=True):
    """What the references of all templates were found with."""

    keys: dict[str, bytes]
    """The content of each template, by path; empty where it is not known."""
    asked: list[str]
    """The files of modules that were looked at."""


class Resolved(msgspec.Struct, frozen=True, array_like=True):
    """What the next resolution of a project needs to know of this one, beside its references."""

    shape: bytes
    classes: dict[str, bytes]
    keys: dict[str, bytes]
    """The content of each module, by path."""
    receivers: dict[str, list[Receiver]]
    bases: dict[str, list[Bases]]
    left_open: dict[str, list[Open]]
    asked: Asked
    templates: Templates


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier map, where there is one, with what belongs to it.

    `facts` gives those of a content, where they are still kept; `keys` is the content that each file has now.
    """

    map: Map | None
    resolved: Mapping[str, Resolved]
    facts: Callable[[bytes], FileFacts | None]
    keys: Mapping[str, bytes]
