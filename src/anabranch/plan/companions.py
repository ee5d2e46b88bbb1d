"""Classes that exist for a model: its serializers, forms, filter sets, tables, factories and their tests.

They are those that say so (`class Meta: model = Order`) and those that are named after it (`OrderFilterForm`), within
the app of the model. They go where the model goes.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import NamedTuple

from anabranch.plan.project_source import ProjectSource
from anabranch.project.dotted import enclosing
from anabranch.reading.values import Model


class Companion(NamedTuple):
    """A class at the top of its module."""

    symbol: str
    file: str


def find_companions(source: ProjectSource, model: Model) -> tuple[Companion, ...]:
    """The classes of the model's app that exist for it, in the order of the source."""
    models = {one.symbol for one in source.models}
    names = {one.name for one in source.models}
    declared = {
        one.importer.symbol
        for one in source.references
        if one.kind == "model-meta" and one.imported.symbol == model.symbol
    }
    found = []
    for class_name, companion in _classes_beside(source, model):
        owner = _named_after(class_name, names)
        says_so = not owner and any(enclosing(symbol, {companion.symbol}) for symbol in declared)
        if companion.symbol not in models and (owner == model.name or says_so):
            found.append(companion)
    return tuple(found)


def _classes_beside(source: ProjectSource, model: Model) -> Iterator[tuple[str, Companion]]:
    unit = source.units.get(model.module)
    for path, module in source.modules.items():
        if source.units.get(module) == unit and path in source.python:
            for definition in source.python[path].definitions:
                if definition.kind == "class" and "." not in definition.qualname:
                    yield definition.name, Companion(f"{module}.{definition.name}", path)


def _named_after(name: str, models: Set[str]) -> str:
    """The model with the longest name that a class's begins with: `ServiceTemplateForm` is none of `Service`."""
    ends = (end for end in range(len(name), 0, -1) if end == len(name) or not name[end].islower())
    return next((name[:end] for end in ends if name[:end] in models), "")
