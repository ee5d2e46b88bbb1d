"""Ties, the dependencies they add up to, and the graph of units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, pairwise
from operator import attrgetter
from typing import Literal, NamedTuple, TypeAlias

from anabranch.graph.weight import Weight

TieClass: TypeAlias = Literal["schema", "code", "composition", "typing"]

_by_pair = attrgetter("importer", "imported")


class Tie(NamedTuple):
    """A distinct pair of symbols, with the strongest class among its references."""

    importer: str
    imported: str
    tie_class: TieClass


@dataclass(frozen=True, slots=True)
class Dependency:
    """All ties from one unit to another: `importer` depends on `imported`.

    `references` and `files` count the places, and the distinct files they are in, behind the schema and code ties.
    The counts by class are stored, so that a large graph can be built and weighed without its ties; `ties` is there
    for listing. Build it with `join_ties` where the ties are at hand.
    """

    importer: str
    imported: str
    ties: tuple[Tie, ...] = ()
    references: int = 0
    files: int = 0
    schema: int = 0
    code: int = 0
    composition: int = 0
    typing: int = 0

    @property
    def weight(self) -> Weight:
        """The ties that take part in tangles, freeing and the order."""
        return Weight(self.schema, self.code)

    @property
    def is_deciding(self) -> bool:
        """Whether it takes part in tangles, freeing and the order: some schema or code tie between two different
        units.
        """
        return (self.schema > 0 or self.code > 0) and self.importer != self.imported


def join_ties(ties: Iterable[Tie], *, importer: str, imported: str, references: int = 0, files: int = 0) -> Dependency:
    """Make the dependency of one unit on another from its ties, sorted and counted by class."""
    listed = tuple(sorted(set(ties)))
    counts = Counter(tie.tie_class for tie in listed)
    return Dependency(
        importer=importer,
        imported=imported,
        ties=listed,
        references=references,
        files=files,
        schema=counts["schema"],
        code=counts["code"],
        composition=counts["composition"],
        typing=counts["typing"],
    )


@dataclass(frozen=True, slots=True)
class UnitGraph:
    """Units and the dependencies between them, both sorted by name whatever order they came in.

    A unit named only by a dependency is added. Dependencies of a unit on itself are dropped.
    Raises `ValueError` when a pair of units comes twice: their files could not be counted.
    """

    units: tuple[str, ...] = ()
    dependencies: tuple[Dependency, ...] = ()

    def __post_init__(self) -> None:
        """Put units and dependencies into their one order."""
        between = sorted((one for one in self.dependencies if one.importer != one.imported), key=_by_pair)
        pairs = list(map(_by_pair, between))
        twice = next((pair for pair, other in pairwise(pairs) if pair == other), None)
        if twice is not None:
            raise ValueError(f"two dependencies of {twice[0]!r} on {twice[1]!r}: join their ties into one")
        named = set(chain.from_iterable(pairs))
        object.__setattr__(self, "units", tuple(sorted(named.union(self.units))))
        object.__setattr__(self, "dependencies", tuple(between))

    @property
    def deciding(self) -> tuple[Dependency, ...]:
        """The dependencies with a schema or code tie."""
        return tuple(one for one in self.dependencies if one.is_deciding)


class UnknownUnit(ValueError):
    """A name that no unit of the graph has."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no unit is named {name!r}")
        self.name = name
