"""Which domain a model and a table belong to: Django's registry, and the file of the model's module."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from django.apps import apps

from anabranch_django.observing.places import Places
from anabranch_django.observing.rows import Symbol
from anabranch_django.observing.statements import plain_name

if TYPE_CHECKING:
    from django.db.models import Model

NOWHERE = Symbol("", "")

PACKAGES = "(packages)"
"""The domain of models that installed packages define. Their tables stay with what a rehearsed domain leaves."""


OURS = "anabranch_django."
"""Our own tables are in every database."""


class Domains:
    """Models and tables by domain. Those of installed packages are of `PACKAGES`; what a test makes is `NOWHERE`."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._models: dict[type, Symbol] = {}
        self._tables: dict[str, type[Model]] | None = None

    def of_model(self, model: type) -> Symbol:
        """The symbol of a model; a link table that Django made belongs to the model that has the field."""
        try:
            return self._models[model]
        except KeyError:
            found = self._models[model] = self._find(model)
            return found

    def of_table(self, name: str) -> Symbol:
        """The symbol of the model that has a table; the name without quotes, in any case of letters."""
        model = self.model_of_table(name)
        return NOWHERE if model is None else self.of_model(model)

    def model_of_table(self, name: str) -> type[Model] | None:
        """The model that has a table."""
        if self._tables is None:
            self._tables = self._read_tables()
        return self._tables.get(name) or self._tables.get(name.lower())

    def of_module(self, module: object) -> str:
        """The domain of a module; "" where it is not the project's. A class can be given anything as its module."""
        file = getattr(sys.modules.get(module), "__file__", None) if isinstance(module, str) else None
        place = self._places.of(file) if file else None
        return place.domain if place else ""

    def _find(self, model: type) -> Symbol:
        meta = getattr(model, "_meta", None)
        owner = getattr(meta, "auto_created", None)
        if isinstance(owner, type):
            return self.of_model(owner)
        # Deferred and historical classes are not in their module; their concrete model may be.
        file = getattr(sys.modules.get(model.__module__), "__file__", None)
        if file is None or model.__module__.startswith(OURS):
            return NOWHERE
        place = self._places.of(file)
        domain = place.domain if place else PACKAGES
        return Symbol(domain, f"{model.__module__}.{model.__qualname__}") if domain else NOWHERE

    def _read_tables(self) -> dict[str, type[Model]]:
        tables: dict[str, type[Model]] = {}
        for model in apps.get_models(include_auto_created=True):
            if model._meta.proxy:
                continue
            name = plain_name(model._meta.db_table)
            for spelling in (name, name.lower()):
                if spelling not in tables or model._meta.managed:
                    tables[spelling] = model
        return tables
