"""Whether a reference names what ran: by its symbol, or by the first step of a way that leads there."""

from __future__ import annotations

from collections.abc import Callable

from anabranch.evidence.classes import Classes
from anabranch.evidence.domains import Domains
from anabranch.evidence.kinds import KINDS
from anabranch.evidence.nearness import Nearness
from anabranch.evidence.symbols import Symbols, folded
from anabranch.evidence.values import Row
from anabranch.reading.values import Map, Reference

BY_NAME = frozenset({"template", "url", "signal", "task"})
"""Kinds by which a string or an object is named, and not a symbol of the code."""

SQL = frozenset({"join", "subquery", "read", "write", "lock"})

Test = Callable[[Reference], bool]


class Fitting:
    """Tests of references for one row at a time."""

    def __init__(self, project_map: Map, domains: Domains, symbols: Symbols, classes: Classes) -> None:
        self._domains = domains
        self._symbols = symbols
        self._classes = classes
        self._nearness = Nearness(project_map, domains, classes)
        self._libraries: dict[str, set[str]] = {}
        for one in project_map.references:
            if one.kind == "template" and ".templatetags." in f".{one.importer.module}.":
                self._libraries.setdefault(one.importer.module, set()).add(one.imported.symbol)

    def exactly(self, row: Row) -> Test:
        """Whether a reference of a kind that can belong to the row names what ran.

        A class stands for those above and below it: a method is defined on one, and called on another. A model stands
        for its managers, since they are only ever reached through it.
        """
        imported = self._symbols.definition(folded(row.imported.symbol))
        wanted = self._classes.related(imported)
        kinds = frozenset(KINDS[row.kind].matches) if row.kind in KINDS else None

        def fits(one: Reference) -> bool:
            if row.kind in BY_NAME and one.kind == row.kind:
                return self._names_same(one, row)
            if kinds is not None and one.kind not in kinds:
                return False
            return one.imported.symbol in wanted or (
                row.kind == "call" and imported in self._classes.managing(one.imported.symbol)
            )

        return fits

    def through(self, row: Row) -> Test:
        """Whether a reference is the first step to what ran.

        A path over relations is a reference where it enters a domain: its further hops there are none of their own. So
        it names a model of the domain that few relations tie to the one that was reached.
        """
        if row.kind not in SQL:
            return _nothing
        kinds = frozenset(KINDS[row.kind].matches)
        near = self._nearness.near(self._symbols.definition(folded(row.imported.symbol)))

        def leads(one: Reference) -> bool:
            return (
                one.kind in kinds
                and one.imported.symbol in near
                and self._domains.of_end(one.project, one.imported) == row.imported.domain
            )

        return leads

    def _names_same(self, one: Reference, row: Row) -> bool:
        if row.kind != "template":  # a run ends elsewhere in the domain than where the name stands
            return self._domains.of_end(one.project, one.imported) == row.imported.domain
        if f"/{row.imported.symbol}".endswith(f"/{one.imported.symbol}"):
            return True
        named = self._libraries.get(one.imported.module, ())  # a tag comes with the templates that its library names
        return one.imported.module == row.imported.symbol or any(
            f"/{row.imported.symbol}".endswith(f"/{name}") for name in named
        )


def _nothing(_: Reference) -> bool:
    return False
