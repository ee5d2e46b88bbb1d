"""What the modules of a project asked of each other, kept by name for the next resolution."""

from __future__ import annotations

from anabranch.reading.resolved import Asked
from anabranch.reading.world import World


def asked_of(world: World) -> Asked:
    """What the modules asked of each other."""
    everywhere = [*world.modules.values(), *world.namespaces.values()]
    number = {module: place for place, module in enumerate(everywhere)}
    return Asked(
        [module.name for module in everywhere],
        [sorted(number[each] for each in module.asked if each is not module) for module in everywhere],
        [sorted(module.missed) for module in everywhere],
    )


def remember(world: World, asked: Asked) -> None:
    """Let the modules know what was asked elsewhere or before."""
    named = [world.module_named(name) for name in asked.modules]
    for module, others, missed in zip(named, asked.of, asked.missed, strict=True):
        if module is not None:
            module.missed.update(missed)
            module.asked.update(each for other in others if (each := named[other]) is not None)
