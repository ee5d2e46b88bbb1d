"""Steps, facades and plans, as immutable values; their fields are those of the JSON."""

from __future__ import annotations

from typing import Literal

import msgspec

from anabranch.reading.values import Reference, ReferenceClass, Weight

Purpose = Literal["free", "facade"]
"""Why a step is taken: so that no circle goes through the domain, or so that nobody reaches past its facade."""

TouchedEnd = Literal["importer", "imported"]

LEAF_LINES = 100
"""A unit of fewer lines is hardly worth freeing by itself, and only named where nothing larger can be."""

Offer = Literal["query", "command", "event", "task", "function", "base", "hook", "move"]
"""What a facade offers: data of models, a change, a signal to listen to, a task, a function as it is, a class to
inherit from; of what may be used no longer, a hook to fill, or that it moves below.
"""


class Spot(msgspec.Struct, frozen=True, order=True):
    """A place in the source that a step changes."""

    file: str
    line: int
    column: int
    kind: str
    importer: str
    imported: str


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """One piece of what a number was counted from: a place in the source, or a commit, and what it adds. `part` says to
    which of several numbers.
    """

    where: str
    what: str
    part: str = ""


class TieToCut(msgspec.Struct, frozen=True, order=True):
    """A pair of symbols that a step parts."""

    importer: str
    imported: str
    tie_class: ReferenceClass = msgspec.field(name="class")
    importer_unit: str = ""
    imported_unit: str = ""


class Facts(msgspec.Struct, frozen=True, order=True):
    """What can be counted of a change, in the order in which changes are compared; no prices."""

    schema: int = 0
    """Schema ties: each is a migration."""
    tables: int = 0
    """Distinct models at the ends of the schema ties."""
    symbols: int = 0
    """Distinct symbols that have to be touched: facade functions to offer, callers to change."""
    files: int = 0
    lines: int = 0


class Step(msgspec.Struct, frozen=True):
    """A change of the size of a pull request."""

    number: int
    purpose: Purpose
    touched: tuple[str, ...]
    """The symbols through which the step's ties go: offered differently where `end` is `imported`, else changed."""
    end: TouchedEnd
    kind: str
    """The kind of most of its references; its remedy is the step's."""
    ties: tuple[TieToCut, ...]
    facts: Facts
    files: tuple[str, ...]
    spots: tuple[Spot, ...]
    frees: tuple[str, ...] = ()
    """Units that are on no circle once this and all steps before are done."""
    foretold: tuple[str, ...] = ()
    """Files beside `files` that are likely to change with the keys that the step removes."""


class Entry(msgspec.Struct, frozen=True):
    """One thing that a proposed facade offers; a hook is offered by those who call today, and filled by the domain."""

    name: str
    offer: Offer
    replaces: tuple[str, ...]
    """Symbols of the domain that are no longer used from outside."""
    callers: tuple[str, ...]
    ties: int
    references: int
    files: int


class Use(msgspec.Struct, frozen=True):
    """A symbol of the domain that others use today."""

    symbol: str
    units: tuple[str, ...]
    ties: int
    references: int
    kinds: tuple[tuple[str, int], ...]


class Key(msgspec.Struct, frozen=True):
    """A foreign key over the domain's edge, to be turned into an id: what becomes one migration."""

    owner: str
    field: str
    """Empty where the model extends the target: the database then has a key to its row."""
    target: str
    cascade: str
    """`CASCADE`, `SET_NULL` and so on; empty where the source does not say."""
    file: str
    line: int
    outward: bool
    """Whether the domain owns the key."""


class Transaction(msgspec.Struct, frozen=True):
    """An `atomic` block whose code touches models of several units."""

    symbol: str
    file: str
    line: int
    units: tuple[str, ...]
    writes: tuple[str, ...]
    """Those units of which it surely writes something."""


class Border(msgspec.Struct, frozen=True):
    """What crosses the edge of a domain and would break or become a call if it left the process."""

    keys: tuple[Key, ...]
    joins: tuple[Spot, ...]
    """Lookups and SQL that join tables of both sides."""
    hops: tuple[Spot, ...]
    """Attributes that load a row of the other side."""
    tasks: tuple[Spot, ...]
    urls: tuple[Spot, ...]
    templates: tuple[Spot, ...]
    signals: tuple[Spot, ...]
    transactions: tuple[Transaction, ...]


class DomainPlan(msgspec.Struct, frozen=True):
    """Everything about freeing one domain."""

    domain: str
    project: str
    lines: int
    side: str
    to_free: Weight
    """Ties of the steps that free it."""
    least: Weight
    """The fewest ties that free it; fewer than `to_free` where a declared order has to be kept."""
    in_tangle: int
    """Units of the tangle that it is in; 0 where it is free already."""
    steps: tuple[Step, ...]
    total: Facts
    also_frees: tuple[str, ...]
    used: tuple[Use, ...]
    facade: tuple[Entry, ...]
    facade_modules: tuple[str, ...]
    """Modules of the domain through which others may use it today."""
    border: Border
    likely: int = 0
    """References over its edge that are only likely: no step is made for them."""


class Stage(msgspec.Struct, frozen=True):
    """One domain freed after those before, and what is left."""

    unit: str
    lines: int
    side: str
    facts: Facts
    dependencies: tuple[tuple[str, str], ...]
    undecided: tuple[tuple[str, str], ...]
    """Those of its dependencies whose direction people have to decide first."""
    frees: tuple[str, ...]
    tangle: int
    """Units in the largest tangle afterwards."""
    tangled: int
    upward: Weight
    """Ties against the declared order, else against today's best one, that are left."""


class Staircase(msgspec.Struct, frozen=True):
    """The sequence in which domains are freed."""

    project: str
    units: int
    tangle: int
    tangled: int
    upward: Weight
    stages: tuple[Stage, ...]
    by: Literal["cuts", "order", "declared"]
    """Whether each stage is the cheapest cut there is, or the cheapest among the upward ties of the best order, or of
    the declared one.
    """
    order: tuple[str, ...]
    """The best order, top first, of those that keep what is declared; `upward` is measured by it where nothing is."""
    alone: str = ""
    """The unit that takes the fewest ties where nothing else is freed, where that is not the one of the first stage."""
    alone_ties: Weight = Weight()
    """What it takes, wherever its cut lies."""


class Choice(msgspec.Struct, frozen=True):
    """A pair whose direction people must decide, with what each choice leaves upward in all."""

    one: str
    other: str
    one_uses: Weight
    """Ties from `one` to `other`."""
    other_uses: Weight
    one_above: Weight
    """Upward ties of the best order with `one` above `other`."""
    other_above: Weight
    examples: tuple[Reference, ...]
    one_best_by: tuple[str, ...] = ()
    """By what the order with `one` above leaves less: `schema-first`, `code-first`, `references`, `files`."""
    other_best_by: tuple[str, ...] = ()


class Sequence(msgspec.Struct, frozen=True):
    """What to free first and next, and what has to be decided beside it."""

    staircase: Staircase
    choices: tuple[Choice, ...]
    undecided: int
    """How many pairs are undecided; the choices are those with most ties."""
