"""Names as a running Python has them, as the map has them."""

from __future__ import annotations

from collections.abc import Iterable

from anabranch.reading.values import Map


class Symbols:
    """Splits dotted names into module and the rest: a name alone does not tell where its module ends."""

    def __init__(self, modules: Iterable[str], definitions: Iterable[str] = ()) -> None:
        self._modules = frozenset(modules)
        self._definitions = frozenset(definitions)
        self._by_name: dict[str, list[str]] = {}
        for each in self._definitions:
            self._by_name.setdefault(each.rpartition(".")[2], []).append(each)

    def split(self, symbol: str) -> tuple[str, str]:
        """The module of a symbol, and its name inside; without a known module the last part is the name."""
        module = symbol
        while module:
            if module in self._modules:
                return module, symbol[len(module) + 1 :]
            module = module.rpartition(".")[0]
        before, _, last = symbol.rpartition(".")
        return before, last

    def definition(self, symbol: str) -> str:
        """The top-level definition that a symbol is or lies in: what the imported side of a reference names."""
        module, name = self.split(symbol)
        top = name.partition(".")[0]
        return self._real(module, top) if top and module else module or symbol

    def _real(self, module: str, name: str) -> str:
        """Where a definition stands: a package can say of a class that it is its own (`Page.__module__ = …`)."""
        pretended = f"{module}.{name}"
        if pretended in self._definitions:
            return pretended
        inside = [each for each in self._by_name.get(name, ()) if each.startswith(f"{module}.")]
        return inside[0] if len(inside) == 1 else pretended


def symbols_of(project_map: Map) -> Symbols:
    """The names of a map."""
    modules = {model.module for model in project_map.models}
    for one in project_map.references:
        modules.add(one.importer.module)
        modules.add(one.imported.module)
    classes = (each.symbol for each in project_map.classes)
    return Symbols(modules - {""}, {*classes, *(model.symbol for model in project_map.models)})


def folded(symbol: str) -> str:
    """The function, class or module that the map names for running code: what is nested is the outermost's."""
    parts = symbol.split(".<")[0] if ".<" in symbol else symbol
    return parts.rstrip(".")
