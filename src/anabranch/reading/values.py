"""The map: everything that is known about the projects below one folder, as one immutable value.

Field names are those of the JSON output (`docs/reference/map.schema.json`).
"""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

import msgspec

SCHEMA = 1
"""Version of the JSON output."""

ReferenceClass = Literal["schema", "code", "composition", "typing", "history"]
CLASSES: tuple[ReferenceClass, ...] = get_args(ReferenceClass)
"""Strongest first."""
DECIDING: frozenset[ReferenceClass] = frozenset({"schema", "code"})
"""Classes by which tangles, freeing and orders are found."""
Certainty = Literal["certain", "inferred", "likely", "observed"]
CERTAINTIES: tuple[Certainty, ...] = get_args(Certainty)
"""Surest first; what only ran is told by itself."""
WEIGHTLESS: frozenset[Certainty] = frozenset({"likely", "observed"})
"""What counts in no tie: a guess can be wrong, and what ran depends on which tests there are."""
Level = Literal["app", "domain", "module"]
LEVELS: tuple[Level, ...] = get_args(Level)
RelationKind = Literal["fk", "o2o", "m2m", "generic"]
Role = Literal["shell", "aggregator", "base", "domain"]

CLASS_OF_KIND: dict[str, ReferenceClass] = {
    "relation": "schema",
    "extend": "schema",
    "table": "schema",
    "generic-relation": "code",
    "import": "code",
    "import-local": "code",
    "import-type": "typing",
    "inherit": "code",
    "use": "code",
    "member": "code",
    "relation-access": "code",
    "reverse-access": "code",
    "lookup": "code",
    "get-model": "code",
    "model-meta": "code",
    "signal": "code",
    "task": "code",
    "path": "code",
    "patch": "code",
    "url": "composition",
    "template": "composition",
    "template-access": "composition",
    "permission": "composition",
    "setting": "composition",
    "migration": "history",
}
"""Every kind of reference with its class (03-references of the design; `docs/reference/kinds.md`)."""

IMPORT_KINDS = frozenset({"import", "import-local", "import-type", "use", "inherit"})
"""Kinds that an import graph sees as well."""

UNDER_TYPE_CHECKING = "imported under TYPE_CHECKING"
"""Note of a type-only reference whose import never runs; other annotations use an import that does."""


class Importer(msgspec.Struct, frozen=True, gc=False):
    """Who refers: the innermost function or class, its module and its app (the app-level unit)."""

    symbol: str
    module: str
    app: str


class Imported(msgspec.Struct, frozen=True, gc=False):
    """What is referred to: its definition; `via` is the module that the statement names."""

    symbol: str
    module: str
    app: str
    via: str = ""


End: TypeAlias = Importer | Imported
"""Either end of a reference."""


class Reference(msgspec.Struct, frozen=True, gc=False):
    """One place in the source where one symbol uses another."""

    project: str
    tie_class: ReferenceClass = msgspec.field(name="class")
    kind: str
    certainty: Certainty
    importer: Importer
    imported: Imported
    file: str
    line: int
    column: int
    counts: bool
    test: bool = False
    note: str = ""
    observed: int = 0
    """How often an observed run went this way; 0 also where nothing was observed."""


class App(msgspec.Struct, frozen=True):
    """A unit of the app level: a Django app, or a package beside the apps, or `(project)`."""

    label: str
    name: str
    path: str
    domain: str
    role: Role
    lines: int
    is_app: bool = True


class Project(msgspec.Struct, frozen=True):
    """One Django project, or one plain Python package."""

    name: str
    root: str
    settings: tuple[str, ...]
    apps: tuple[App, ...]
    modules: int
    lines: int
    split: tuple[str, ...] = ()
    """Apps shown by their first-level sub-packages: for more than a quarter of the lines, or as the rule file says."""


class Relation(msgspec.Struct, frozen=True):
    """A relation that a model defines itself or takes from an abstract base."""

    field: str
    kind: RelationKind
    target: str
    accessor: str | None
    through: str | None
    parent_link: bool
    inherited_from: str | None
    cascades: bool = False
    """Whether what refers goes when what it refers to does."""


class Model(msgspec.Struct, frozen=True):
    """A model of the registry; `label` is `app.Model`."""

    project: str
    label: str
    module: str
    file: str
    line: int
    table: str
    abstract: bool
    proxy: bool
    managed: bool
    bases: tuple[str, ...]
    relations: tuple[Relation, ...]
    methods: tuple[str, ...] = ()
    properties: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    mixins: tuple[str, ...] = ()
    """First-party bases that are no models or abstract ones, as dotted symbols."""
    managers: tuple[str, ...] = ()
    """First-party classes of its managers and their querysets, as dotted symbols."""

    @property
    def name(self) -> str:
        """The name of its class."""
        return self.label.partition(".")[2]

    @property
    def symbol(self) -> str:
        """The dotted name of its class."""
        return f"{self.module}.{self.name}"


class Bases(msgspec.Struct, frozen=True, gc=False):
    """A class with its direct first-party bases, as dotted symbols; those of its own module too."""

    symbol: str
    bases: tuple[str, ...]


class Url(msgspec.Struct, frozen=True):
    """A URL name with its namespaces, the module that declares it and the view that answers."""

    name: str
    module: str
    view: str


class Receiver(msgspec.Struct, frozen=True):
    """A function that is connected to a signal; `sender` is a model label, `*` for any, `?` where it is no model."""

    signal: str
    function: str
    sender: str


class Task(msgspec.Struct, frozen=True):
    """A task under the name that workers know it by."""

    name: str
    module: str


class TieCounts(msgspec.Struct, frozen=True):
    """Distinct symbol pairs, each counted once under the strongest class of its references."""

    schema: int = 0
    code: int = 0
    composition: int = 0
    typing: int = 0

    @property
    def deciding(self) -> int:
        """Those by which tangles, freeing and orders are found: schema and code."""
        return self.schema + self.code


class Tie(msgspec.Struct, frozen=True, gc=False):
    """A distinct pair of symbols within a dependency."""

    importer: str
    imported: str
    tie_class: ReferenceClass = msgspec.field(name="class")


class Dependency(msgspec.Struct, frozen=True):
    """All references from one unit to another."""

    level: Level
    importer: str
    imported: str
    references: int
    ties: TieCounts
    by_kind: dict[str, int]
    upward: bool
    project: str = ""


class Weight(msgspec.Struct, frozen=True):
    """Ties that take part in the order."""

    schema: int = 0
    code: int = 0

    @property
    def ties(self) -> int:
        """All of them."""
        return self.schema + self.code


class Order(msgspec.Struct, frozen=True):
    """The units of a level, top first, with the upward ties, their lower bound, and whether that is proven."""

    level: Level
    units: tuple[str, ...]
    upward: Weight
    total: Weight
    bound: Weight
    proven: bool
    layers: tuple[tuple[str, ...], ...]
    undecided: tuple[tuple[str, str], ...]
    random_h: float
    stands_out: bool = True
    project: str = ""


class Tangle(msgspec.Struct, frozen=True):
    """Units of a level that all depend on each other in a circle."""

    level: Level
    units: tuple[str, ...]
    project: str = ""


class Freeing(msgspec.Struct, frozen=True):
    """The smallest set of ties whose removal makes a unit free, which side it then is, and what else becomes free."""

    level: Level
    unit: str
    ties: tuple[Tie, ...]
    side: str
    lines: int
    also_frees: tuple[str, ...]
    project: str = ""

    @property
    def weight(self) -> Weight:
        """How many ties have to be cut; each of schema is a migration."""
        schema = sum(tie.tie_class == "schema" for tie in self.ties)
        return Weight(schema, len(self.ties) - schema)


class Unseen(msgspec.Struct, frozen=True, gc=False):
    """A place that refers to something which could not be resolved, and why."""

    reason: str
    file: str
    line: int
    text: str
    project: str = ""


class Failed(msgspec.Struct, frozen=True):
    """A file that could not be read, or a part of it."""

    file: str
    line: int
    text: str


class Files(msgspec.Struct, frozen=True):
    """What was read."""

    read: int
    failed: tuple[Failed, ...]
    notebooks: int = 0


class Tool(msgspec.Struct, frozen=True):
    """Which tool wrote the map."""

    name: str
    version: str


class Map(msgspec.Struct, frozen=True):
    """The whole map."""

    schema: int
    tool: Tool
    projects: tuple[Project, ...]
    models: tuple[Model, ...]
    urls: tuple[Url, ...]
    receivers: tuple[Receiver, ...]
    tasks: tuple[Task, ...]
    references: tuple[Reference, ...]
    dependencies: tuple[Dependency, ...]
    orders: tuple[Order, ...]
    tangles: tuple[Tangle, ...]
    free: tuple[Freeing, ...]
    unseen: tuple[Unseen, ...]
    files: Files
    import_tangles: tuple[Tangle, ...] = ()
    """Tangles of the app level by imports alone, for comparison."""
    classes: tuple[Bases, ...] = ()
    """Classes that inherit from first-party ones. An `inherit` reference says so only where the base is elsewhere."""

    def modules(self, project: str = "") -> frozenset[str]:
        """All modules by dotted name, or those of one project."""
        orders = (order for order in self.orders if order.level == "module" and project in ("", order.project))
        return frozenset(module for order in orders for module in order.units)
