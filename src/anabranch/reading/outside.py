"""Models of other packages that the project's own models refer to: what leads back from them."""

from __future__ import annotations

from collections.abc import Callable

from anabranch.reading.denotations import External
from anabranch.reading.knowledge import MODEL_PACKAGES
from anabranch.reading.relations import target_label
from anabranch.reading.world import ClassInfo

Back = tuple[str, ClassInfo]
"""`one` or `many`, and the project's model whose relation leads to the one outside."""

_PACKAGE_OF = {label: package for package, label in reversed(MODEL_PACKAGES.items())}


class OutsideModels:
    """Reverse accessors and query names on models outside, by the label of the model."""

    def __init__(self, label_of: Callable[[External], str | None]) -> None:
        self._label_of = label_of
        self._accessors: dict[tuple[str, str], Back] = {}
        self._query_names: dict[tuple[str, str], Back] = {}

    def add(self, label: str, accessor: str | None, query_name: str, back: Back) -> None:
        """Take a relation that leads outside; one to a model without a label leads nowhere that anybody could name."""
        if not label:
            return
        if accessor is not None:
            self._accessors.setdefault((label.lower(), accessor), back)
        self._query_names.setdefault((label.lower(), query_name), back)

    def hop(self, path: str, name: str) -> Back | None:
        """Where an attribute leads, from a model given by the dotted name of its class."""
        return self._accessors.get((self._label(path), name))

    def path_hop(self, path: str, name: str) -> Back | None:
        """Where a segment of a lookup path leads from it."""
        label = self._label(path)
        return self._query_names.get((label, name)) or self._accessors.get((label, name))

    def _label(self, path: str) -> str:
        return (self._label_of(External(path)) or "").lower()


def label_of(outside: External) -> str:
    """`app.Model` of a model outside, empty where its name does not tell."""
    return target_label(outside) or ""


def outside_model(label: str) -> External | None:
    """A model outside by its label, where it can be told from a name that nobody knows."""
    app, _, name = label.rpartition(".")
    return External(f"{_PACKAGE_OF.get(app, app + '.models')}.{name}") if app and name.isidentifier() else None


def known_outside(label: str) -> External | None:
    """A model of a package that everybody has, by its label."""
    return outside_model(label) if label.partition(".")[0] in _PACKAGE_OF else None
