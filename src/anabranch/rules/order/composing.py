"""What composes a project by its nature: settings and the root URLconf may name everything, wherever they stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from anabranch.reading.values import Reference


def composing_modules(references: Iterable[Reference]) -> frozenset[str]:
    """Settings modules, and the URLconfs that they name; not what merely names settings, or a module of tasks."""
    rows = [one for one in references if one.kind == "setting"]
    naming = {one.importer.module for one in rows}
    settings = {one.importer.module for one in rows if one.imported.module not in naming}
    named = {one.imported.module for one in rows if one.importer.module in settings}
    return frozenset((*settings, *(module for module in named if "url" in module.rpartition(".")[2])))


def is_composing(reference: Reference, modules: Collection[str]) -> bool:
    """Whether a reference only composes: an installed app, an include of URLs, a template of a route."""
    return reference.tie_class == "composition" and reference.importer.module in modules
