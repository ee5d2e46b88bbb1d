"""What composes a project by its nature: settings and the root URLconf may name everything, wherever they stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from anabranch.reading.values import Reference


def composing_modules(references: Iterable[Reference]) -> frozenset[str]:
    """Settings modules, and the modules that they name, the root URLconf among them."""
    settings = [one for one in references if one.kind == "setting"]
    named = (one.imported.symbol for one in settings if one.imported.symbol == one.imported.module)
    return frozenset((*(one.importer.module for one in settings), *named))


def is_composing(reference: Reference, modules: Collection[str]) -> bool:
    """Whether a reference only composes: an installed app, an include of URLs, a template of a route."""
    return reference.tie_class == "composition" and reference.importer.module in modules
