"""Holds a map against the contracts of a rule file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from anabranch.reading.values import Map, Reference
from anabranch.rules.contracts.acyclic import broken_acyclic
from anabranch.rules.contracts.facade import broken_facade
from anabranch.rules.contracts.forbidden import broken_forbidden
from anabranch.rules.contracts.independence import broken_independence
from anabranch.rules.contracts.layers import broken_layers, required_modules
from anabranch.rules.contracts.module_graph import Edges, Link, ModuleGraph, edges_of, without_ignored
from anabranch.rules.contracts.protected import broken_protected
from anabranch.rules.contracts.uses import broken_uses
from anabranch.rules.values import Contract, Finding, Missing, Rules

CONTRACTS: Mapping[str, Callable[[Contract, ModuleGraph], Iterable[Link]]] = {
    "layers": broken_layers,
    "independence": broken_independence,
    "forbidden": broken_forbidden,
    "protected": broken_protected,
    "acyclic": broken_acyclic,
    "uses": broken_uses,
    "facade": broken_facade,
}
"""Every type of contract, as `docs/reference/rules.md` describes it."""


def find_against_contracts(project_map: Map, rules: Rules) -> tuple[Finding, ...]:
    """References that break a contract, each once for each contract."""
    modules = project_map.modules() if rules.contracts else ()
    found: dict[tuple[int, int], Finding] = {}
    counted: dict[tuple[str, bool], Edges] = {}
    for number, contract in enumerate(rules.contracts):
        shared = contract.kinds, contract.typing
        if shared not in counted:
            counted[shared] = edges_of(project_map.references, contract)
        graph = ModuleGraph(modules, without_ignored(counted[shared], contract))
        for link in CONTRACTS[contract.type](contract, graph):
            for one in graph.edges[link.importer][link.imported]:
                found.setdefault((number, id(one)), _finding(one, contract, link, rules))
    return tuple(found.values())


def missing_names(project_map: Map, rules: Rules) -> Iterator[Missing]:
    """Names of contracts that no module of the project has."""
    graph = ModuleGraph(project_map.modules() if rules.contracts else (), {})
    for contract in rules.contracts:
        patterns = *contract.modules, *contract.containers, *contract.source, *contract.target, *contract.uses
        yield from (Missing(contract.name, name, contract.line) for name in patterns if not graph.matching(name))
        # A layer is no pattern.
        layers = (name for name in required_modules(contract, graph) if name not in graph.modules)
        yield from (Missing(contract.name, name, contract.line) for name in layers)


def _finding(one: Reference, contract: Contract, link: Link, rules: Rules) -> Finding:
    ends = rules.domain_of(one.importer.app), rules.domain_of(one.imported.app)
    return Finding(f"contract-{contract.type}", *ends, one, contract.line, contract.name, link.chain)
