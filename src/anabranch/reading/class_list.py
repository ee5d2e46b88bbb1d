"""Which first-party classes inherit from which, as the map lists them."""

from __future__ import annotations

from collections.abc import Iterator

from anabranch.reading.denotations import ClassValue
from anabranch.reading.resolution import Resolution
from anabranch.reading.values import Bases
from anabranch.reading.world import ModuleInfo


def list_bases(resolution: Resolution, module: ModuleInfo) -> Iterator[Bases]:
    """The classes of a module that have a first-party base."""
    for number, definition in enumerate(module.definitions):
        if definition.kind == "class" and definition.bases:
            info = module.class_info(number)
            values = resolution.hierarchy.bases(info)
            bases = tuple(dict.fromkeys(base.info.symbol for base in values if isinstance(base, ClassValue)))
            if bases:
                yield Bases(info.symbol, bases)
