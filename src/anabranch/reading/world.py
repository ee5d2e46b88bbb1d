"""The modules of one project with their facts unpacked, and how names are found in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from anabranch.facts.values import (
    WIDTH,
    Argument,
    ArgumentMark,
    Definition,
    FileFacts,
    Import,
    Op,
    unpack,
    unpacked_column,
)
from anabranch.project.dotted import renamed, shortened
from anabranch.project.values import Module, ProjectLayout


class Mark:
    """Stands in the place of what an expression denotes while that is not known for sure."""

    __slots__ = ("value",)

    def __init__(self, value: object = None) -> None:
        self.value = value


PENDING: Final = Mark()
ASKED: Final = Mark()
"""It is being asked for at the moment."""


class ModuleInfo:
    """One module while its project is resolved: facts, and what its expressions were found to denote.

    `unit.app` is the label of its Django app, `app` the unit it counts for.
    """

    op: list[int]
    x: list[int]
    y: list[int]
    line: list[int]
    column: list[int]
    scope: list[int]
    flags: list[int]
    arguments_table: list[int]
    groups: list[int]
    memo: list[object]

    __slots__ = (
        "_attributes",
        "_by_op",
        "_inside",
        "_is_evaluated",
        "apart",
        "app",
        "arguments_table",
        "asked",
        "calls_by_function",
        "calls_by_name",
        "classes",
        "column",
        "consumed",
        "definitions",
        "facts",
        "flags",
        "found",
        "functions",
        "groups",
        "hops",
        "imports",
        "is_package",
        "line",
        "lookups",
        "memo",
        "missed",
        "name",
        "op",
        "path",
        "roles",
        "scope",
        "texts",
        "unit",
        "used_imports",
        "values",
        "x",
        "y",
    )

    def __init__(self, unit: Module, facts: FileFacts, app: str) -> None:
        self.unit = unit
        self.app = app
        self.name = unit.name
        self.path = unit.path
        self.is_package = unit.is_package
        self.facts = facts
        self._is_evaluated = False
        self.texts = facts.texts
        self.definitions = facts.definitions
        self.imports = facts.imports
        self.found: dict[int, Found] = {}
        self.hops: dict[int, Hop] = {}
        self.roles: dict[int, str] = {}
        self._by_op: dict[int, list[int]] | None = None
        self._inside: dict[int, dict[int, list[int]]] = {}
        self._attributes: dict[int, set[str]] | None = None
        self.consumed: set[int] = set()
        self.calls_by_function: dict[int, list[tuple[str, int]]] | None = None
        self.calls_by_name: dict[str, list[int]] | None = None
        self.lookups: dict[str, Outcome] = {}
        self.asked: set[ModuleInfo] = set()
        """Modules that it was evaluated with: where its names lead, and of which the registry gave it models."""
        self.missed: set[str] = set()
        """Names that somebody looked for and that the module itself does not bind."""
        self.apart: Mapping[str, str] = {}
        """Units of definitions that belong to another one than the module, by top-level name."""
        self.used_imports: set[int] = set()
        self.classes: dict[int, ClassInfo] = {}
        self.functions: dict[int, FunctionInfo] = {}

    def __getattr__(self, name: str) -> object:
        """Unpack a column when it is first asked for: after a change most modules are hardly looked into."""
        if name in _COLUMNS:
            setattr(self, name, unpacked_column(self.facts.table, _COLUMNS[name]))
        elif name == "memo":
            self.memo = [None, *[PENDING] * (self.size - 1)]
            self._is_evaluated = True
        elif name == "arguments_table":
            self.arguments_table = unpack(self.facts.arguments)
        elif name == "groups":
            self.groups = unpack(self.facts.groups)
        else:
            raise AttributeError(name)
        return getattr(self, name)

    def unit_of(self, qualname: str) -> str:
        """The unit that a definition of this module counts for; of an empty name, the module's own."""
        return self.apart.get(qualname.partition(".")[0], self.app) if self.apart else self.app

    @property
    def size(self) -> int:
        """How many expressions it has."""
        return len(self.facts.table) // (4 * WIDTH)

    def arguments(self, call: int) -> list[Argument]:
        """The arguments of a call, in order."""
        start = self.y[call]
        if start < 0:
            return []
        rows, texts = self.arguments_table, self.texts
        found = []
        for at in range(start + 1, start + 1 + 4 * rows[start], 4):
            mark = rows[at]
            keyword = texts[mark] if mark >= 0 else _SPLATS.get(mark, "")
            found.append(Argument(keyword, rows[at + 1], rows[at + 2], rows[at + 3]))
        return found

    def of(self, op: int) -> list[int]:
        """The expressions of one operation, in order."""
        known = self._by_op
        if known is None:
            known = self._by_op = {}
            for expression, each in enumerate(self.op):
                known.setdefault(each, []).append(expression)
        return known.get(op, [])

    def inside(self, scope: int, op: int) -> Sequence[int]:
        """The expressions of one operation that stand in a scope, in order."""
        known = self._inside.get(op)
        if known is None:
            known = self._inside[op] = {}
            for expression in self.of(op):
                known.setdefault(self.scope[expression], []).append(expression)
        return known.get(scope, ())

    def attributes_of(self, expression: int) -> frozenset[str]:
        """Names of the attributes that are read from what an expression gives, here or through a variable."""
        known = self._attributes
        if known is None:
            known = self._attributes = {}
            for each in self.of(Op.ATTR):
                base = self.x[each]
                base = self.x[base] if self.op[base] == Op.LOAD else base
                known.setdefault(base, set()).add(self.texts[self.y[each]])
        return frozenset(known.get(expression, ()))

    def members(self, expression: int) -> list[int]:
        """The members of a group expression."""
        start = self.y[expression]
        return self.groups[start + 1 : start + 1 + self.groups[start]]

    def forget(self) -> None:
        """Drop what its expressions were found to denote."""
        if self._is_evaluated:
            self.memo = [None, *[PENDING] * (self.size - 1)]
        self.found.clear()
        self.hops.clear()
        self.consumed.clear()
        self.lookups.clear()

    def forget_notes(self, expression: int) -> None:
        """Drop what was noted while an expression was evaluated."""
        self.found.pop(expression, None)
        self.hops.pop(expression, None)
        if self.op[expression] == Op.ATTR:
            self.consumed.discard(self.x[expression])

    def class_info(self, number: int) -> ClassInfo:
        """The class that a definition of this module is."""
        info = self.classes.get(number)
        if info is None:
            info = self.classes[number] = ClassInfo(self, number)
        return info

    def function_info(self, number: int) -> FunctionInfo:
        """The function that a definition of this module is."""
        info = self.functions.get(number)
        if info is None:
            info = self.functions[number] = FunctionInfo(self, number)
        return info


_COLUMNS = {name: place for place, name in enumerate(("op", "x", "y", "line", "column", "scope", "flags"))}
_SPLATS = {ArgumentMark.STAR: "*", ArgumentMark.DOUBLE_STAR: "**"}


class ClassInfo:
    """A first-party class; compared by identity."""

    __slots__ = ("definition", "module", "number", "symbol")

    def __init__(self, module: ModuleInfo, number: int) -> None:
        self.module = module
        self.number = number
        self.definition: Definition = module.definitions[number]
        self.symbol = f"{module.name}.{self.definition.qualname}"

    @property
    def app(self) -> str:
        """The unit that it counts for."""
        return self.module.unit_of(self.definition.qualname)

    def __repr__(self) -> str:
        return f"<class {self.symbol}>"


class FunctionInfo:
    """A first-party function or method; compared by identity."""

    __slots__ = ("definition", "module", "number", "symbol")

    def __init__(self, module: ModuleInfo, number: int) -> None:
        self.module = module
        self.number = number
        self.definition: Definition = module.definitions[number]
        self.symbol = f"{module.name}.{self.definition.qualname}"

    @property
    def owner(self) -> ClassInfo | None:
        """The class whose body defines it."""
        parent = self.definition.parent
        return self.module.class_info(parent) if self.module.definitions[parent].kind == "class" else None

    def __repr__(self) -> str:
        return f"<function {self.symbol}>"


class Found(NamedTuple):
    """What a name leads to: a definition or variable of a module, or (with no name) the module itself."""

    module: ModuleInfo
    name: str = ""
    expression: int = 0
    definition: int = -1
    via: str = ""
    imported_by: int = -1
    loaded_as: str = ""
    """The kind of load, where the name is bound to what a load by name gave."""

    @property
    def symbol(self) -> str:
        """The dotted name of what was found."""
        return f"{self.module.name}.{self.name}" if self.name else self.module.name

    def through(self, via: str, imported_by: int) -> Found:
        """The same, reached through an import."""
        return Found(self.module, self.name, self.expression, self.definition, via, imported_by, self.loaded_as)

    def loaded(self, kind: str) -> Found:
        """The same, loaded by name."""
        return Found(self.module, self.name, self.expression, self.definition, self.via, self.imported_by, kind)


Outcome = Found | str | None
"""What a name leads to: something first-party, the dotted name of something outside, or nothing known."""


class Hop(NamedTuple):
    """An attribute that is a relation of a model, followed from one model to another."""

    kind: str
    landed: ClassInfo
    left: ClassInfo | None
    """None for a model outside the project."""
    certainty: str = "inferred"


@dataclass(slots=True)
class World:
    """All modules of one project."""

    layout: ProjectLayout
    modules: dict[str, ModuleInfo]
    namespaces: dict[str, ModuleInfo]
    """Packages without `__init__.py`, as empty modules."""
    suffixes: dict[str, list[str]] = field(default_factory=dict)
    """Module names by their last component, shortest first."""
    shared: frozenset[str] = frozenset()
    """Top-level packages that bear the name of one from outside, which the project's imports of it mostly mean."""

    def is_own(self, target: str) -> bool:
        """Whether what an import names would lie in the project, were it anywhere."""
        root = target.partition(".")[0]
        return root not in self.shared and self.module_named(root) is not None

    def module_named(self, name: str) -> ModuleInfo | None:
        """The module or package of that dotted name, or of a longer one that an outer source root gives it."""
        found = self.modules.get(name) or self.namespaces.get(name)
        if found is None:
            found = next(filter(None, map(self.modules.get, shortened(name, self.layout.prefixes))), None)
        return found

    def ending_in(self, suffix: str) -> list[ModuleInfo]:
        """Modules whose dotted name is, or ends in, a dotted suffix; shortest name first."""
        names = self.suffixes.get(suffix.rpartition(".")[2], [])
        dotted = "." + suffix
        return [self.modules[name] for name in names if name == suffix or name.endswith(dotted)]


def absolute_module(module: ModuleInfo, statement: Import) -> str:
    """The dotted name that an import statement names, relative levels resolved."""
    return absolute_name(module, statement.module, statement.level)


def absolute_name(module: ModuleInfo, name: str, level: int) -> str:
    """A dotted name as `level` leading dots make it absolute in a module."""
    if not level:
        return renamed(name, module.unit.nearer)
    parts = module.name.split(".")
    drop = level - 1 if module.is_package else level
    base = parts[: len(parts) - drop] if drop else parts
    return ".".join([*base, *([name] if name else [])])


def forget(world: World) -> None:
    """Drop what expressions were found to denote while the models were not yet known."""
    for module in world.modules.values():
        module.forget()
