"""Which domains render a template: what a template's variables do at run time, they have put into it."""

from __future__ import annotations

from anabranch.evidence.domains import Domains
from anabranch.reading.values import Map


class Rendering:
    """Domains by the templates that their code names, and that those templates extend or include."""

    def __init__(self, project_map: Map, domains: Domains) -> None:
        self._direct: dict[str, set[str]] = {}
        self._code: dict[str, set[str]] = {}
        self._from: dict[str, set[str]] = {}
        for one in project_map.references:
            if one.kind != "template":
                continue
            if one.file.endswith(".py"):
                domain = domains.of_end(one.project, one.importer)
                self._direct.setdefault(one.imported.symbol, set()).add(domain)
                self._code.setdefault(one.imported.symbol, set()).add(one.importer.symbol)
            else:
                self._from.setdefault(one.imported.symbol, set()).add(one.file)

    def domains(self, file: str) -> frozenset[str]:
        """The domains whose code renders a template file, itself or through other templates."""
        return self._reached(file, self._direct)

    def code(self, file: str) -> frozenset[str]:
        """The functions and classes that render it so."""
        return self._reached(file, self._code)

    def _reached(self, file: str, by_name: dict[str, set[str]]) -> frozenset[str]:
        found: set[str] = set()
        seen, waiting = {file}, [file]
        while waiting:
            path = waiting.pop()
            for name in _names(path):
                found |= by_name.get(name, set())
                new = self._from.get(name, set()) - seen
                seen |= new
                waiting += new
        return frozenset(found)


def _names(path: str) -> list[str]:
    """Every name that a template of this path can be loaded under."""
    parts = path.split("/")
    return ["/".join(parts[number:]) for number in range(len(parts))]
