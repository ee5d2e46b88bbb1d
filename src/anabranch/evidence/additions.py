"""What ran, added to the map: how often each reference was seen, and what was seen without having been read."""

from __future__ import annotations

import msgspec

from anabranch.evidence.domains import Domains
from anabranch.evidence.matching import Matcher
from anabranch.evidence.observed import Observed, rows_of
from anabranch.evidence.recall import NOT_REFERRING
from anabranch.evidence.symbols import Symbols, folded, symbols_of
from anabranch.evidence.values import Row
from anabranch.reading.values import CLASS_OF_KIND, Imported, Importer, Map, Reference

_KIND = {
    "lock": "lookup", "join": "lookup", "subquery": "lookup", "write": "use", "read": "use", "hop": "relation-access",
    "call": "member", "signal": "signal", "task": "task", "template": "template", "url": "url", "cascade": "relation",
    "constraint": "relation",
}  # fmt: skip
"""The kind that such a reference most often turns out to be, where nothing but the run tells."""

_Place = tuple[str, int, int, str]


def add_observed(project_map: Map, observed: Observed, domains: Domains) -> Map:
    """The map with `observed` counts, and with references of that certainty for what had not been read.

    These do not count in ties, circles and the order: the same source has the same order, whichever tests ran.
    """
    matcher, symbols = Matcher(project_map, domains), symbols_of(project_map)
    seen: dict[_Place, int] = {}
    added: dict[tuple[str, str, str, int], Reference] = {}
    for row in rows_of(observed):
        match, references = matcher.match(row)
        if references and match in ("line", "function", "class", "inherited", "through", "relation"):
            place = _place(references[0])
            seen[place] = seen.get(place, 0) + row.count
        elif not references and row.kind in _KIND and row.kind not in NOT_REFERRING:
            made = _reference(row, project_map, domains, symbols)
            place_of_pair = made.importer.symbol, made.imported.symbol, made.file, made.line
            known = added.setdefault(place_of_pair, msgspec.structs.replace(made, observed=0))
            added[place_of_pair] = msgspec.structs.replace(known, observed=known.observed + made.observed)
    counted = [
        msgspec.structs.replace(one, observed=seen[_place(one)]) if _place(one) in seen else one
        for one in project_map.references
    ]
    merged = sorted([*counted, *added.values()], key=lambda one: (one.project, one.file, one.line, one.column))
    return msgspec.structs.replace(project_map, references=tuple(merged))


def _reference(row: Row, project_map: Map, domains: Domains, symbols: Symbols) -> Reference:
    kind = _KIND[row.kind]
    importer, imported = folded(row.importer.symbol), symbols.definition(folded(row.imported.symbol))
    is_template = row.kind == "template"
    return Reference(
        project=_project(project_map, row.file),
        tie_class=CLASS_OF_KIND[kind],
        kind=kind,
        certainty="observed",
        importer=Importer(importer, symbols.split(importer)[0] if row.file.endswith(".py") else "",
                          _unit(domains, row.importer.domain)),
        imported=Imported(row.imported.symbol if is_template else imported,
                          "" if is_template else symbols.split(imported)[0], _unit(domains, row.imported.domain)),
        file=row.file,
        line=row.line,
        column=1,
        counts=False,
        note=f"ran as {row.kind}",
        observed=row.count,
    )  # fmt: skip


def _unit(domains: Domains, domain: str) -> str:
    """A unit of the domain: the one of its name where there is one."""
    units = [label for (_, label), name in domains.of_unit.items() if name == domain]
    return domain if domain in units or not units else units[0]


def _project(project_map: Map, file: str) -> str:
    """The project that a file lies in: the one with the longest root above it."""
    above = [one for one in project_map.projects if one.root == "." or file.startswith(f"{one.root}/")]
    return max(above, key=lambda one: one.root != "." and len(one.root)).name if above else ""


def _place(one: Reference) -> _Place:
    return one.file, one.line, one.column, one.imported.symbol
