"""Which references of the map a row belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from anabranch.evidence.classes import Classes
from anabranch.evidence.domains import Domains
from anabranch.evidence.kinds import KINDS
from anabranch.evidence.rendering import Rendering
from anabranch.evidence.symbols import folded, symbols_of
from anabranch.evidence.values import Crossing, Match, Row
from anabranch.reading.values import Map, Reference

_MOST = 5
"""References that are kept of one crossing."""

_BY_NAME = frozenset({"template", "url", "signal", "task"})
_ABOVE = frozenset({"inherit", "extend"})
_QUERYING = ("QuerySet", "Manager")
_SQL = frozenset({"join", "subquery", "read", "write", "lock"})


class Matcher:
    """Finds the references that a row belongs to: on its line, in its function, in its class, else in its domain."""

    def __init__(self, project_map: Map, domains: Domains) -> None:
        self._domains = domains
        self._symbols = symbols_of(project_map)
        self._classes = Classes(project_map)
        self._rendering = Rendering(project_map, domains)
        self._in_file: dict[str, list[Reference]] = {}
        self._of_symbol: dict[str, list[Reference]] = {}
        self._to_symbol: dict[tuple[str, str], list[Reference]] = {}
        self._to_module: dict[tuple[str, str], list[Reference]] = {}
        self._signals: dict[str, list[Reference]] = {}
        for one in project_map.references:
            if not one.test:
                self._in_file.setdefault(one.file, []).append(one)
                self._of_symbol.setdefault(one.importer.symbol, []).append(one)
                domain = domains.of_end(one.project, one.importer)
                self._to_symbol.setdefault((domain, one.imported.symbol), []).append(one)
                self._to_module.setdefault((domain, one.imported.module), []).append(one)
                if one.kind == "signal":
                    self._signals.setdefault(domain, []).append(one)

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
            found = list(candidates)
            if found:
                return match, sorted(found, key=lambda one: self._preference(one, row))
        return None, []

    def _rings(self, row: Row) -> Iterator[tuple[Match, Iterable[Reference]]]:
        importer = folded(row.importer.symbol)
        here = self._in_file.get(row.file, ())
        wanted = self._classes.related(self._symbols.definition(folded(row.imported.symbol)))
        yield "line", self._fitting((one for one in here if one.line == row.line), row, wanted)
        inside = self._of_symbol.get(importer, ()) if row.file.endswith(".py") else here
        yield "function", self._fitting(inside, row, wanted)
        around = importer.rpartition(".")[0]
        while around:
            yield "class", self._fitting(self._of_symbol.get(around, ()), row, wanted)
            around = around.rpartition(".")[0]
        if row.kind in _BY_NAME:  # a name that a base class of the same file gives
            yield "class", self._fitting(here, row, wanted)
        yield from self._far(row, wanted)

    def _far(self, row: Row, wanted: frozenset[str]) -> Iterator[tuple[Match, Iterable[Reference]]]:
        """Where nothing beside the row names what ran."""
        if row.kind == "call":
            yield "inherited", self._inherited(row)
        elif row.kind == "signal":  # a receiver may be connected far from where it stands
            yield "domain", self._fitting(self._signals.get(row.importer.domain, ()), row, wanted)
        elif row.kind == "cascade":  # what is deleted along is named by the relation of the model that goes
            relations = (one for each in wanted for one in self._of_symbol.get(each, ()))
            yield "domain", [one for one in relations if one.kind in KINDS["cascade"].matches]
        elif row.kind not in KINDS or KINDS[row.kind].is_lazy:
            yield "domain", self._elsewhere(row, wanted, (row.importer.domain,))
            yield "behalf", self._elsewhere(row, wanted, self._behind(row))
        yield "inverted", self._users(row)

    def _elsewhere(self, row: Row, wanted: frozenset[str], domains: Iterable[str]) -> list[Reference]:
        found = (one for domain in domains for each in wanted for one in self._to_symbol.get((domain, each), ()))
        return self._fitting(found, row, wanted)

    def _behind(self, row: Row) -> Iterator[str]:
        """Domains on whose behalf code runs: those that render a template, or inherit from a class."""
        if not row.file.endswith(".py"):
            yield from self._rendering.domains(row.file)
            return
        for each in self._classes.below(self._symbols.definition(folded(row.importer.symbol))):
            yield from {self._domains.of_end(one.project, one.importer) for one in self._of_symbol.get(each, ())}

    def _users(self, row: Row) -> list[Reference]:
        """References of what was reached to the code that reached it: a base works for whoever uses it."""
        module = self._symbols.split(folded(row.importer.symbol))[0]
        return self._to_module.get((row.imported.domain, module), []) if row.file.endswith(".py") else []

    def _fitting(self, references: Iterable[Reference], row: Row, wanted: frozenset[str]) -> list[Reference]:
        return [one for one in references if self._fits(one, row, wanted)]

    def _fits(self, reference: Reference, row: Row, wanted: frozenset[str]) -> bool:
        if row.kind in _BY_NAME and reference.kind == row.kind:
            return self._names_same(reference, row)
        if row.kind in KINDS and reference.kind not in KINDS[row.kind].matches:
            return False
        return reference.imported.symbol in wanted or self._leads_there(reference, row)

    def _leads_there(self, reference: Reference, row: Row) -> bool:
        """Whether a reference beside the row is the first step to what ran.

        A path over a relation is counted where it enters a domain: its further hops there are no references of their
        own. And methods of managers and querysets are called through the model, which is what the line names.
        """
        there = self._domains.of_end(reference.project, reference.imported)
        if row.kind in _SQL:
            return there == row.imported.domain
        called = self._symbols.definition(row.imported.symbol)
        if row.kind != "call" or not called.endswith(_QUERYING):
            return False
        return there == row.imported.domain or bool(self._to_symbol.get((there, called)))

    def _names_same(self, reference: Reference, row: Row) -> bool:
        """What is named by a string or an object: a run ends elsewhere in the domain than where the name stands."""
        if row.kind == "template" and f"/{row.imported.symbol}".endswith(f"/{reference.imported.symbol}"):
            return True
        if row.kind == "template" and ".templatetags." not in f".{reference.imported.module}.":
            return False  # a template may come with a tag, whose library is what the other template names
        return self._domains.of_end(reference.project, reference.imported) == row.imported.domain

    def _inherited(self, row: Row) -> list[Reference]:
        """The inheritance by which a call crosses: of the caller's own class from the one called, or the reverse.

        Code calls what its own class has from a foreign base; or a base calls what a foreign class overrides, so that
        nothing at the caller's line names the class that is called.
        """
        called = self._symbols.definition(folded(row.imported.symbol))
        module = self._symbols.split(called)[0]
        own = self._of_symbol.get(self._symbols.definition(folded(row.importer.symbol)), ())
        above = self._to_symbol.get((row.importer.domain, called), ())
        found = [one for one in above if one.kind in _ABOVE or called.endswith(_QUERYING)]
        # How classes of one module inherit from each other is in no reference: its other classes stand for it.
        found += [one for one in own if one.kind in _ABOVE and one.imported.module == module]
        for each in self._classes.above(called) | {called}:
            overriding = self._of_symbol.get(each, ())
            found += [
                one
                for one in overriding
                if one.kind in _ABOVE and self._domains.of_end(one.project, one.imported) == row.importer.domain
            ]
        return found

    def _preference(self, reference: Reference, row: Row) -> tuple[bool, bool, int, int, str]:
        kinds: Sequence[str] = KINDS[row.kind].matches if row.kind in KINDS else ()
        likeliest = kinds.index(reference.kind) if reference.kind in kinds else len(kinds)
        far = abs(reference.line - row.line)
        return reference.certainty == "likely", reference.file != row.file, likeliest, far, reference.file
