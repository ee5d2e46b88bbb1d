"""Rule files, findings and verdicts, as immutable values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

import msgspec

from anabranch.graph.pins import ALL
from anabranch.graph.pins import Pin as GraphPin
from anabranch.reading.declared import Declared
from anabranch.reading.values import Reference, Role

SMELL = "smell-"
"""What the names of rules begin with that are smells."""

Independence = Literal["|", ","]

ROLES: tuple[Role, ...] = ("shell", "aggregator", "base")
"""Those that a rule file gives; every other domain is a plain one."""


class Layer(msgspec.Struct, frozen=True):
    """Domains at one height: independent of each other, or (`,`) free to refer to each other without a circle."""

    domains: tuple[str, ...]
    between: Independence
    line: int
    """Line of the rule file."""


class Pin(msgspec.Struct, frozen=True):
    """A direction that a team has decided: one domain above another, or above or below `all`."""

    above: str
    below: str
    line: int


class Allowance(msgspec.Struct, frozen=True):
    """A finding that is accepted by design. Both ends are domains, or symbols of any length from the left."""

    importer: str
    imported: str
    reason: str
    line: int
    owner: str = ""
    until: str = ""
    """The last day it holds, as 2027-01-31; empty for ever."""


class Contract(msgspec.Struct, frozen=True):
    """A rule between modules; which of the fields it has follows from its type (`docs/reference/rules.md`)."""

    type: str
    name: str
    line: int = 0
    layers: tuple[str, ...] = ()
    containers: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    importers: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    expose: tuple[str, ...] = ()
    uses: Mapping[str, tuple[str, ...]] = {}
    ignore: tuple[str, ...] = ()
    """Links that are no matter of the contract: `a.b -> c.*`."""
    indirect: bool = True
    """Whether chains through modules that the contract does not name count too."""
    typing: bool = True
    """Whether imports under `if TYPE_CHECKING:` count."""
    kinds: Literal["all", "imports"] = "all"
    depth: int = 10


class Rules(msgspec.Struct, frozen=True):
    """What a rule file says."""

    file: str
    """As it is shown: `anabranch.toml` or `pyproject.toml`."""
    layers: tuple[Layer, ...]
    domains: Mapping[str, tuple[str, ...]] = {}
    """Apps of each domain that has other apps than the one of its name; also packages, modules and models, by dotted
    name, which the map then shows as the unit of the domain's name.
    """
    roles: Mapping[str, Role] = {}
    undecided: tuple[tuple[str, str, int], ...] = ()
    """Pairs that may grow neither way until a person decides, with their line."""
    pins: tuple[Pin, ...] = ()
    """They go before layers and undecided pairs."""
    named: tuple[tuple[str, int], ...] = ()
    """What domains name, with the line."""
    cast: tuple[tuple[str, int], ...] = ()
    """What roles name, with the line."""
    allowances: tuple[Allowance, ...] = ()
    contracts: tuple[Contract, ...] = ()
    promoted: tuple[tuple[str, int], ...] = ()
    """Smells that are rules here, with their line."""

    @property
    def declared(self) -> Declared:
        """What the map takes over: what domains name with a dot, and the pins, of units instead of domains."""
        parts = {name: domain for domain, names in self.domains.items() for name in names if "." in name}
        pairs = (GraphPin(above, below) for pin in self.pins
                 for above in (pin.above, *self.domains.get(pin.above, ()))
                 for below in (pin.below, *self.domains.get(pin.below, ())))  # fmt: skip
        named = frozenset(name for names in self.domains.values() for name in names)
        return Declared(parts, tuple(pairs), frozenset(name for name, _ in self.placed), named)

    @property
    def placed(self) -> tuple[tuple[str, int], ...]:
        """What layers, pins, undecided pairs and roles name, with the line."""
        layers = ((domain, layer.line) for layer in self.layers for domain in layer.domains)
        pins = ((end, pin.line) for pin in self.pins for end in (pin.above, pin.below) if end != ALL)
        undecided = ((end, line) for one, other, line in self.undecided for end in (one, other))
        return *layers, *pins, *undecided, *self.cast

    def domain_of(self, app: str) -> str:
        """The domain that an app belongs to: its own where no domain names it."""
        return next((domain for domain, apps in self.domains.items() if app in apps), app)


class Finding(msgspec.Struct, frozen=True):
    """A reference that breaks a rule."""

    rule: str
    """Name of the rule, as in `docs/reference/rules.md`."""
    importer: str
    """Domain of the importer."""
    imported: str
    """Domain of what is referred to."""
    reference: Reference
    line: int
    """Line of the rule file that decided."""
    contract: str = ""
    """Name of the contract that it breaks, if it is one of these."""
    chain: tuple[str, ...] = ()
    """Of a contract: the modules from the importer to what it must not reach."""

    @property
    def key(self) -> Key:
        """What stays the same when code moves within its app."""
        return key_of(self.reference, self.reference.importer.app, self.reference.imported.app)

    @property
    def to_allow(self) -> str:
        """What an allowance names to take this finding and little else: the symbol, without its module if it has one.

        Of what is a module or package as a whole it names the domain: a package can hold those of others.
        """
        app, _, name = self.key.imported.partition(":")
        if not self.reference.imported.module:
            return self.reference.imported.symbol
        return f"{app}.{name}" if name else self.imported


class Key(NamedTuple):
    """An entry of a debt file: app and qualified name of both ends, without module, path or line."""

    tie_class: str
    importer: str
    imported: str


def key_of(one: Reference, importer_app: str, imported_app: str) -> Key:
    """The entry of a reference between two apps."""
    return Key(
        one.tie_class,
        neutral(importer_app, one.importer.module, one.importer.symbol),
        neutral(imported_app, one.imported.module, one.imported.symbol),
    )


def neutral(app: str, module: str, symbol: str) -> str:
    """A symbol by app and qualified name; a module by its app alone, so that renaming it is no growth."""
    name = symbol[len(module) + 1 :] if symbol.startswith(f"{module}.") else "" if symbol == module else symbol
    return f"{app}:{name}"


Debt = Mapping[str, Mapping[Key, int]]
"""Known findings by domain of the importer, counted."""


class Missing(msgspec.Struct, frozen=True):
    """A name in a contract that no module has: that part of it holds nothing."""

    contract: str
    module: str
    line: int


class Verdict(msgspec.Struct, frozen=True):
    """What a check found."""

    findings: tuple[Finding, ...]
    """All that break a rule, allowed ones aside."""
    new: tuple[Finding, ...]
    """Those that no debt accepts."""
    allowed: int
    debt: dict[str, dict[Key, int]]
    """What the debt files should hold: never more than they did."""
    owed: int
    """Findings that the debt files accepted before."""
    paid: int
    """By how much they may shrink."""
    unassigned: tuple[str, ...]
    """Units that no layer names."""
    idle: tuple[Allowance, ...]
    """Allowances that match nothing."""
    expired: tuple[Allowance, ...]
    missing: tuple[Missing, ...] = ()
    waiting: Debt = {}
    """Of the debt, what nobody judged because a unit stands in no layer: it stays as it is."""
