"""Which first-party classes inherit from which, as the map lists them."""

from __future__ import annotations

from anabranch.reading.denotations import ClassValue
from anabranch.reading.resolution import Resolution
from anabranch.reading.values import Bases
from anabranch.reading.world import ClassInfo


def list_classes(resolution: Resolution) -> tuple[Bases, ...]:
    """All classes with a first-party base, by symbol."""
    found: dict[str, tuple[str, ...]] = {}
    for module in resolution.world.modules.values():
        for number, definition in enumerate(module.definitions):
            if definition.kind == "class" and definition.bases:
                info = module.class_info(number)
                bases = _bases(resolution, info)
                if bases:
                    found.setdefault(info.symbol, bases)
    return tuple(Bases(symbol, bases) for symbol, bases in sorted(found.items()))


def _bases(resolution: Resolution, info: ClassInfo) -> tuple[str, ...]:
    values = resolution.hierarchy.bases(info)
    return tuple(dict.fromkeys(base.info.symbol for base in values if isinstance(base, ClassValue)))
