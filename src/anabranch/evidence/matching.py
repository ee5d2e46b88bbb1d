"""Which references of the map a row belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from anabranch.evidence.classes import Classes
from anabranch.evidence.domains import Domains
from anabranch.evidence.fitting import BY_NAME, Fitting
from anabranch.evidence.kinds import KINDS
from anabranch.evidence.rendering import Rendering
from anabranch.evidence.symbols import folded, symbols_of
from anabranch.evidence.values import Crossing, Match, Row
from anabranch.reading.values import Map, Reference

_MOST = 5
"""References that are kept of one crossing."""

_ABOVE = frozenset({"inherit", "extend"})

Ring = tuple[Match, Iterable[Reference]]


class Matcher:
    """Finds the references that a row belongs to: on its line, in its function, in its class, else further away."""

    def __init__(self, project_map: Map, domains: Domains) -> None:
        self._domains = domains
        self._symbols = symbols_of(project_map)
        self._classes = Classes(project_map)
        self._rendering = Rendering(project_map, domains)
        self._fitting = Fitting(project_map, domains, self._symbols, self._classes)
        self._in_file: dict[str, list[Reference]] = {}
        self._of_symbol: dict[str, list[Reference]] = {}
        self._of_class: dict[str, list[Reference]] = {}
        self._to_symbol: dict[tuple[str, str], list[Reference]] = {}
        self._to_module: dict[tuple[str, str], list[Reference]] = {}
        self._signals: dict[str, list[Reference]] = {}
        self._targets = _targets(project_map)
        self._receivers = frozenset(one.function for one in project_map.receivers if one.sender == "*")
        for one in project_map.references:
            if not one.test:
                self._add(one)

    def _add(self, one: Reference) -> None:
        domain = self._domains.of_end(one.project, one.importer)
        self._in_file.setdefault(one.file, []).append(one)
        self._of_symbol.setdefault(one.importer.symbol, []).append(one)
        self._of_class.setdefault(self._symbols.definition(one.importer.symbol), []).append(one)
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

    def receives(self, row: Row) -> bool:
        """Whether the map lists the function as a receiver of any sender, so that no reference names this one."""
        return folded(row.importer.symbol) in self._receivers

    def match(self, row: Row) -> tuple[Match | None, list[Reference]]:
        """The references to what the row shows, and how near to its line they stand; the nearest alone."""
        for match, candidates in self._rings(row):
            found = list(candidates)
            if found:
                return match, sorted(found, key=lambda one: self._preference(one, row))
        return None, []

    def _rings(self, row: Row) -> Iterator[Ring]:
        fits = self._fitting.exactly(row)
        near = list(self._near(row))
        for match, references in near:
            yield match, filter(fits, references)
        if row.file.endswith(".py"):
            yield from self._inherited(row)
        leads = self._fitting.through(row)
        yield "through", (one for _, references in near for one in references if leads(one))
        yield from self._far(row)
        yield "inverted", self._inverted(row)

    def _near(self, row: Row) -> Iterator[tuple[Match, list[Reference]]]:
        """What stands at the place itself: on its line, in its function, and in the classes around that."""
        here = self._in_file.get(row.file, [])
        yield "line", [one for one in here if one.line == row.line]
        if not row.file.endswith(".py"):
            yield "function", here
            return
        importer = folded(row.importer.symbol)
        yield "function", self._of_symbol.get(importer, [])
        around = importer.rpartition(".")[0]
        while around:
            yield "class", self._of_symbol.get(around, [])
            around = around.rpartition(".")[0]
        if row.kind in BY_NAME:  # a class is asked for what any of its methods names
            yield "class", self._of_class.get(self._symbols.definition(importer), [])

    def _inherited(self, row: Row) -> Iterator[Ring]:
        """What the class around the place inherits: code that names what ran, or what ran itself."""
        own = self._symbols.definition(folded(row.importer.symbol))
        above = self._classes.above(own)
        fits = self._fitting.exactly(row)
        yield "inherited", (one for each in above for one in self._of_class.get(each, ()) if fits(one))
        called = self._symbols.definition(folded(row.imported.symbol))
        if called in above:
            yield "inherited", self._lines(own, called)
        if row.kind == "call":
            yield "module", self._of_neighbours(row, called)

    def _of_neighbours(self, row: Row, called: str) -> list[Reference]:
        """The inheritances by which a class of the same module has what was called.

        Using a class of one's own module is no reference: what it inherits is the only one there is.
        """
        return [
            one
            for one in self._in_file.get(row.file, ())
            if one.kind in _ABOVE and called in {one.imported.symbol, *self._classes.above(one.imported.symbol)}
        ]

    def _lines(self, below: str, above: str) -> list[Reference]:
        """The inheritances by which a class comes to have another above it."""
        between = {below, *self._classes.above(below)}
        return [
            one
            for each in between
            for one in self._of_symbol.get(each, ())
            if one.kind in _ABOVE and above in {one.imported.symbol, *self._classes.above(one.imported.symbol)}
        ]

    def _far(self, row: Row) -> Iterator[Ring]:
        """Where nothing beside the row names what ran."""
        if row.kind == "signal":  # a receiver may be connected far from where it stands
            fits = self._fitting.exactly(row)
            yield "domain", filter(fits, self._signals.get(row.importer.domain, ()))
        elif row.kind == "cascade":  # what is deleted along is named by the relation of the model that goes
            yield "relation", self._relations(row)
        elif row.kind not in KINDS or KINDS[row.kind].is_lazy:
            yield "rendering", self._renderers(row)
            yield "domain", self._elsewhere(row, (row.importer.domain,))
            yield "behalf", self._elsewhere(row, self._behind(row))

    def _relations(self, row: Row) -> list[Reference]:
        """Relations by which the model that goes is tied to another domain; if known, the one along which it went."""
        wanted = self._classes.related(self._symbols.definition(folded(row.imported.symbol)))
        found = [
            one
            for each in wanted
            for one in self._of_symbol.get(each, ())
            if one.kind in KINDS["cascade"].matches
            and self._domains.of_end(one.project, one.imported) != row.imported.domain
        ]
        target = self._targets.get(str(row.detail.get("because")))
        return [one for one in found if one.imported.symbol == target] or found

    def _renderers(self, row: Row) -> Iterator[Reference]:
        """What the functions and classes name that render a template: its variables come from them."""
        if row.file.endswith(".py"):
            return
        fits = self._fitting.exactly(row)
        for symbol in self._rendering.code(row.file):
            own = self._symbols.definition(symbol)
            for each in (own, *self._classes.above(own)):
                yield from filter(fits, self._of_class.get(each, ()))

    def _elsewhere(self, row: Row, domains: Iterable[str]) -> list[Reference]:
        wanted = self._classes.related(self._symbols.definition(folded(row.imported.symbol)))
        fits, leads = self._fitting.exactly(row), self._fitting.through(row)
        found = (one for domain in domains for each in wanted for one in self._to_symbol.get((domain, each), ()))
        return [one for one in found if fits(one) or leads(one)]

    def _behind(self, row: Row) -> Iterator[str]:
        """Domains on whose behalf code runs: those that render a template, or inherit from a class."""
        if not row.file.endswith(".py"):
            yield from self._rendering.domains(row.file)
            return
        for each in self._classes.below(self._symbols.definition(folded(row.importer.symbol))):
            yield from {self._domains.of_end(one.project, one.importer) for one in self._of_symbol.get(each, ())}

    def _inverted(self, row: Row) -> list[Reference]:
        """References of what was reached to the code that reached it: a base works for whoever uses it."""
        module = self._symbols.split(folded(row.importer.symbol))[0]
        return self._to_module.get((row.imported.domain, module), []) if row.file.endswith(".py") else []

    def _preference(self, reference: Reference, row: Row) -> tuple[bool, bool, int, int, str, int, int]:
        kinds: Sequence[str] = KINDS[row.kind].matches if row.kind in KINDS else ()
        likeliest = kinds.index(reference.kind) if reference.kind in kinds else len(kinds)
        far = abs(reference.line - row.line)
        place = reference.file, reference.line, reference.column
        return reference.certainty == "likely", reference.file != row.file, likeliest, far, *place


def _targets(project_map: Map) -> dict[str, str]:
    """What each relation leads to, by `app.Model.field`."""
    symbols = {one.label: one.symbol for one in project_map.models}
    return {
        f"{one.label}.{relation.field}": symbols[relation.target]
        for one in project_map.models
        for relation in one.relations
        if relation.target in symbols
    }
