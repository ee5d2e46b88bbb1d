"""Which references of the map a row belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from anabranch.evidence.classes import Classes
from anabranch.evidence.domains import Domains
from anabranch.evidence.kinds import KINDS
from anabranch.evidence.symbols import folded, symbols_of
from anabranch.evidence.values import Crossing, Match, Row
from anabranch.reading.values import Map, Reference

_MOST = 5
"""References that are kept of one crossing."""

_NO_MATCH: tuple[str, ...] = ()


class Matcher:
    """Finds the references that a row belongs to: on its line, in its function, in its class, else in its domain."""

    def __init__(self, project_map: Map, domains: Domains) -> None:
        self._domains = domains
        self._symbols = symbols_of(project_map)
        self._classes = Classes(project_map)
        self._in_file: dict[str, list[Reference]] = {}
        self._of_symbol: dict[str, list[Reference]] = {}
        self._of_domain: dict[str, list[Reference]] = {}
        for one in project_map.references:
            if not one.test:
                self._in_file.setdefault(one.file, []).append(one)
                self._of_symbol.setdefault(one.importer.symbol, []).append(one)
                domain = domains.of_end(one.project, one.importer)
                self._of_domain.setdefault(domain, []).append(one)

    def crossing(self, row: Row) -> Crossing:
        """The row with its references."""
        match, references = self.match(row)
        return Crossing(
            kind=row.kind, file=row.file, line=row.line, importer=row.importer, imported=row.imported,
            count=row.count, tests=row.tests, test_count=row.test_count, detail=row.detail,
            references=tuple(references[:_MOST]), match=match,
        )  # fmt: skip

    def match(self, row: Row) -> tuple[Match | None, list[Reference]]:
        """The references to what the row shows, and how near to its line they stand; the nearest alone."""
        for match, candidates in self._rings(row):
            found = [one for one in candidates if self._fits(one, row)]
            if found:
                return match, sorted(found, key=lambda one: self._preference(one, row))
        return None, []

    def _rings(self, row: Row) -> Iterator[tuple[Match, Iterable[Reference]]]:
        importer = folded(row.importer.symbol)
        here = self._in_file.get(row.file, ())
        yield "line", [one for one in here if one.line == row.line]
        yield "function", self._of_symbol.get(importer, here if row.kind == "template" else ())
        around = importer.rpartition(".")[0]
        while around:
            yield "class", self._of_symbol.get(around, ())
            around = around.rpartition(".")[0]
        kind = KINDS.get(row.kind)
        if kind is not None and kind.is_lazy:
            yield "domain", self._of_domain.get(row.importer.domain, ())

    def _fits(self, reference: Reference, row: Row) -> bool:
        if row.kind == "template":
            return reference.kind == "template" and reference.imported.symbol == row.imported.symbol
        wanted = self._symbols.definition(folded(row.imported.symbol))
        if not self._classes.are_related(reference.imported.symbol, wanted):
            return False
        kind = KINDS.get(row.kind)
        return kind is None or reference.kind in kind.matches

    def is_inverted(self, row: Row) -> bool:
        """Whether a base class calls what a subclass of another domain overrides: the reference is the inheritance."""
        caller = self._symbols.definition(folded(row.importer.symbol))
        called = self._symbols.definition(folded(row.imported.symbol))
        return caller != called and caller in self._classes.above(called)

    def _preference(self, reference: Reference, row: Row) -> tuple[int, int, str, int]:
        kinds: Sequence[str] = KINDS[row.kind].matches if row.kind in KINDS else _NO_MATCH
        likeliest = kinds.index(reference.kind) if reference.kind in kinds else len(kinds)
        return likeliest, abs(reference.line - row.line), reference.file, reference.column
