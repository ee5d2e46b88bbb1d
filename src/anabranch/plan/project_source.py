"""What a project refers to, together with what its files write."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from anabranch.facts.values import FileFacts
from anabranch.reading.values import Model, Reference


class ProjectSource(NamedTuple):
    """One project, now or at a commit. Paths are relative to the folder that was read."""

    references: tuple[Reference, ...]
    models: tuple[Model, ...]
    modules: Mapping[str, str]
    """Dotted names of modules by path, migrations aside."""
    units: Mapping[str, str]
    """Units of the app level, by dotted name of the module."""
    python: Mapping[str, FileFacts]
    templates: Mapping[str, frozenset[str]]
    """Attributes that each template reads, by path."""
