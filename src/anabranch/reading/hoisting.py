"""Local imports: whether moving one to the top of its module would close an import circle."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from anabranch.reading.values import Reference

CLOSES = "hoisting it would close an import circle"
OPEN = "could be hoisted: no import circle"


def note_hoisting(references: Sequence[Reference]) -> list[Reference]:
    """The same references; those of kind `import-local` say what hoisting them would do."""
    if not any(reference.kind == "import-local" for reference in references):
        return list(references)
    reach = _Reach(references)
    return [
        replace(reference, note=CLOSES if reach.leads(reference) else OPEN)
        if reference.kind == "import-local" and reference.imported.via
        else reference
        for reference in references
    ]


class _Reach:
    """Which modules are loaded when a module is, over the imports at the top of modules."""

    def __init__(self, references: Iterable[Reference]) -> None:
        self._imports: dict[str, set[str]] = {}
        for reference in references:
            if reference.imported.via and reference.kind not in ("import-local", "import-type"):
                self._imports.setdefault(reference.importer.module, set()).add(reference.imported.via)
        self._known: dict[str, frozenset[str]] = {}

    def leads(self, reference: Reference) -> bool:
        """Whether loading what is imported loads the importer."""
        return reference.importer.module in self._from(reference.imported.via)

    def _from(self, start: str) -> frozenset[str]:
        known = self._known.get(start)
        if known is None:
            seen = {start}
            waiting = [start]
            while waiting:
                new = self._imports.get(waiting.pop(), set()) - seen
                seen |= new
                waiting += new
            known = self._known[start] = frozenset(seen)
        return known
