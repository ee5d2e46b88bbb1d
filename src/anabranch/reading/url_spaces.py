"""Namespaces of URL names that no `include` shows: what includes URLconfs at run time takes them from elsewhere."""

from __future__ import annotations

import re

from anabranch.reading.denotations import Text
from anabranch.reading.resolver import Resolver
from anabranch.reading.world import ModuleInfo


def named_spaces(resolver: Resolver) -> set[str]:
    """Names that the project itself writes as such, at the top of URLconfs or in classes, and those of its apps."""
    found = {app.label for app in resolver.world.layout.apps if app.is_app}
    for module in resolver.world.modules.values():
        for definition in module.definitions:
            for name, expression in definition.names.items():
                if _holds_space(name):
                    value = resolver.value(module, expression)
                    if isinstance(value, Text):
                        found.add(value.text)
    return found


def joined(prefix: str, name: str) -> str:
    """A name below the namespaces before it."""
    return f"{prefix}:{name}" if prefix and name else prefix or name


def is_named_after(space: str, module: ModuleInfo) -> bool:
    """Whether a namespace, or the last of several, is called like the app or a package of a URLconf."""
    last = space.rpartition(":")[2]
    return last == module.unit.app or last in module.name.split(".")


def _holds_space(name: str) -> bool:
    return name.endswith("namespace") or name in ("app_name", "label")


def is_namespaced(text: str) -> bool:
    """Whether a text can be a URL name with its namespaces, and hardly anything else."""
    return _NAMESPACED.fullmatch(text) is not None


_NAMESPACED = re.compile(r"[\w-]+(:[\w-]+)+")
