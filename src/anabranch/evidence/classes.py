"""Which class stands above which, and which managers models have."""

from __future__ import annotations

from collections.abc import Iterator

from anabranch.reading.values import Map

_ABOVE = frozenset({"inherit", "extend"})


class Classes:
    """Ancestors of classes by dotted symbol."""

    def __init__(self, project_map: Map) -> None:
        self._direct: dict[str, set[str]] = {}
        for one in project_map.references:
            if one.kind in _ABOVE:
                self._direct.setdefault(one.importer.symbol, set()).add(one.imported.symbol)
        for each in project_map.classes:
            self._direct.setdefault(each.symbol, set()).update(each.bases)
        by_label = {model.label: model.symbol for model in project_map.models}
        for model in project_map.models:
            parents = self._direct.setdefault(model.symbol, set())
            parents.update(by_label.get(base, base) for base in (*model.bases, *model.mixins))
        self._managers = {model.symbol: model.managers for model in project_map.models if model.managers}
        self._known: dict[str, frozenset[str]] = {}
        self._below: dict[str, set[str]] = {}
        for symbol in list(self._direct):
            for above in self.above(symbol):
                self._below.setdefault(above, set()).add(symbol)

    def above(self, symbol: str) -> frozenset[str]:
        """All ancestors of a class."""
        known = self._known.get(symbol)
        if known is None:
            known = self._known[symbol] = frozenset(self._walk(symbol))
        return known

    def below(self, symbol: str) -> frozenset[str]:
        """All descendants of a class."""
        return frozenset(self._below.get(symbol, ()))

    def related(self, symbol: str) -> frozenset[str]:
        """A class with all that stand above and below it."""
        return self.above(symbol) | self._below.get(symbol, set()) | {symbol}

    def managing(self, symbol: str) -> frozenset[str]:
        """The classes of a model's managers and querysets, with their ancestors."""
        own = {name for each in self.related(symbol) for name in self._managers.get(each, ())}
        return frozenset(own.union(*(self.above(name) for name in own)))

    def _walk(self, symbol: str) -> Iterator[str]:
        seen, waiting = {symbol}, [symbol]
        while waiting:
            for above in self._direct.get(waiting.pop(), ()):
                if above not in seen:
                    seen.add(above)
                    waiting.append(above)
                    yield above
