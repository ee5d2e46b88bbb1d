"""Which unit of the app level a name of a map lies in: models of a part bear the label of the whole app."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from anabranch.project.dotted import enclosing
from anabranch.reading.values import App, End, Model, Reference


def units_of_names(references: Iterable[Reference], apps: Iterable[App]) -> dict[str, str]:
    """Units by what lies in them: packages, then modules and definitions as references say."""
    ends: list[End] = [end for one in references for end in (one.importer, one.imported) if end.module]
    packages = {app.name: app.label for app in apps if app.name}
    return packages | {end.module: end.app for end in ends} | {end.symbol: end.app for end in ends}


def unit_of_model(model: Model, units: Mapping[str, str]) -> str:
    """The unit of a model; without any around it, the app of its label."""
    return units.get(enclosing(model.symbol, units), model.label.partition(".")[0])
