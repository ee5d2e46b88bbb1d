"""A contract held against a few references, written `module > module`."""

from __future__ import annotations

import tomllib

from msgspec.structs import replace

from anabranch.reading.values import Reference
from anabranch.rules.contract_table import read_contract
from anabranch.rules.contracts.judging import CONTRACTS
from anabranch.rules.contracts.module_graph import ModuleGraph, edges_of, without_ignored
from tests.fakes.maps import reference


def link(row: str, *, kind: str = "use", note: str = "") -> Reference:
    importer, imported = (side.strip() for side in row.split(">"))
    one = reference(f"{importer}.f", f"{imported}.g", kind=kind, note=note)
    return replace(
        one, importer=replace(one.importer, module=importer), imported=replace(one.imported, module=imported)
    )


def broken(contract: str, *rows: str | Reference, also: str = "") -> list[str]:
    """The links that break a contract: `importer > imported`, or the whole chain."""
    rules = read_contract({"name": "c", **tomllib.loads(contract)}, "anabranch.toml", 1)
    references = [row if isinstance(row, Reference) else link(row) for row in rows]
    modules = [end.module for one in references for end in (one.importer, one.imported)]
    graph = ModuleGraph([*modules, *also.split()], without_ignored(edges_of(references, rules), rules))
    return [" > ".join(found.chain) for found in CONTRACTS[rules.type](rules, graph)]
