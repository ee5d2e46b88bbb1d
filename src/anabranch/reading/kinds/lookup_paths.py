"""Lookup paths that an expression holds: in strings, in keys of dictionaries, in Q and F objects and the like."""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple, TypeAlias

from anabranch.facts.values import Argument, Op
from anabranch.reading.denotations import ClassValue, External, Several, Text
from anabranch.reading.resolver import Resolver
from anabranch.reading.world import ModuleInfo


class Path(NamedTuple):
    """A lookup path in the source, with the expression it stands in (0 for a keyword)."""

    text: str
    line: int
    column: int
    expression: int


class Holding(Enum):
    """What of an expression is a path, besides what Q and F objects and the like hold."""

    STRINGS = "strings"
    """Each string: `order_by("brand__name")`."""
    KEYS = "keys"
    """The keys of dictionaries: `filter(**{"brand__name": 1})`."""
    VALUES = "values"
    """Nothing, and these objects may be values of dictionaries: `annotate(**{"wanted": F("brand__name")})`."""
    FIELDS = "fields"
    """What dictionaries keep under `fields`: `fieldsets = [(None, {"fields": ["brand"]})]`."""
    OBJECTS = "objects"
    """Nothing: in `filter(name=F("brand__name"), data={"brand": 1})` the dictionary is a value."""


_Part: TypeAlias = tuple[int, Holding]
_Found: TypeAlias = tuple[list[Path], list[_Part]]


def paths_in(resolver: Resolver, module: ModuleInfo, expression: int, holding: Holding) -> Iterator[Path]:
    """The paths that an expression holds, wherever they are nested.

    Each part is looked at once: a condition that grows in many branches holds its beginning in twice as many ways after
    each of them.
    """
    waiting, seen = [(expression, holding)], set()
    while waiting:
        part = waiting.pop()
        if part[0] and part not in seen:
            seen.add(part)
            paths, parts = _look_at(resolver, module, *part)
            yield from paths
            waiting += reversed(parts)


def _look_at(resolver: Resolver, module: ModuleInfo, expression: int, holding: Holding) -> _Found:
    """The paths that stand at an expression, and the parts of it that can hold more."""
    op = module.op[expression]
    is_path = holding == Holding.STRINGS and isinstance(module.memo[expression], Text)
    parts = _parts(module, expression) if op != Op.CONCAT or not is_path else []
    if parts:
        return [], [(each, holding) for each in parts]
    if is_path:
        return [_path(module, expression, module.memo[expression].text)], []  # type: ignore[attr-defined]
    if op == Op.CALL:
        return _of_call(resolver, module, expression, holding)
    if op == Op.DICT:
        return [], _of_dictionary(module, module.members(expression), holding)
    return (_partly_known(module, expression) if holding == Holding.STRINGS else []), []


def _parts(module: ModuleInfo, expression: int) -> list[int]:
    """What an expression is put together from, or the one that a name is bound to."""
    op, x = module.op[expression], module.x[expression]
    if op in (Op.SEQ, Op.UNION):
        return module.members(expression)
    if op in (Op.CONCAT, Op.ARITHMETIC):
        return [x, module.y[expression]]
    if op == Op.COMPREHENSION or (op == Op.LOAD and module.op[x] != Op.IMPORT):
        return [x]
    bound = module.definitions[0].names.get(module.texts[x], 0) if op == Op.NAME else 0
    return [bound] if module.op[bound] in _MADE_OF_PARTS else []


_MADE_OF_PARTS = frozenset({Op.SEQ, Op.CONCAT, Op.UNION, Op.DICT, Op.CALL})
"""What a name of the module is followed to; a string is a path where the name stands."""


def _path(module: ModuleInfo, expression: int, text: str) -> Path:
    is_literal = module.op[expression] == Op.STR
    return Path(text, module.line[expression], module.column[expression], expression if is_literal else 0)


def _partly_known(module: ModuleInfo, expression: int) -> list[Path]:
    """Strings of a list that is written elsewhere; the relations that `f"brand__{field}"` begins with."""
    value = module.memo[expression]
    if isinstance(value, Several):
        return [_path(module, expression, each.text) for each in value.items if isinstance(each, Text)]
    first = module.members(expression)[0] if module.op[expression] == Op.FORMAT else 0
    if module.op[first] != Op.STR:
        return []
    known, _, _ = module.texts[module.x[first]].partition("%")[0].rpartition("__")
    return [_path(module, expression, known)] if known else []


def _of_dictionary(module: ModuleInfo, members: list[int], holding: Holding) -> list[_Part]:
    if holding == Holding.KEYS:
        return [(each, Holding.OBJECTS if at % 2 else Holding.STRINGS) for at, each in enumerate(members)]
    if holding == Holding.FIELDS:
        pairs = zip(members[::2], members[1::2], strict=True)
        return [(value, Holding.STRINGS) for key, value in pairs if module.memo[key] == Text("fields")]
    return [(each, Holding.OBJECTS) for each in members[1::2]] if holding == Holding.VALUES else []


def _of_call(resolver: Resolver, module: ModuleInfo, call: int, holding: Holding) -> _Found:
    """The paths that a call of one of Django's expressions holds, or of what keeps what it is given."""
    function, arguments = module.x[call], module.arguments(call)
    if module.op[function] == Op.ATTR and module.texts[module.y[function]] in ("asc", "desc"):
        return [], [(module.x[function], Holding.OBJECTS)]
    path = _path_of(resolver, module.memo[function])
    if path in _KEEPING:
        return [], [(each.value, holding) for each in arguments]
    name = path.rpartition(".")[2]
    if name in ("Q", "When") or (name == "dict" and holding == Holding.KEYS):
        return _of_conditions(arguments)
    if name in _OTHERS_PATHS or not _is_expression(path):
        return [], []
    if name == "Prefetch":
        arguments = [each for at, each in enumerate(arguments) if each.keyword == "lookup" or not at]
    named = (name == "JSONObject" or each.keyword in _PATH_ARGUMENTS for each in arguments)
    held = (Holding.STRINGS if is_path else Holding.OBJECTS for is_path in named)
    return [], [(each.value, holds) for each, holds in zip(arguments, held, strict=True)]


def _of_conditions(arguments: list[Argument]) -> _Found:
    """Keywords are paths, and the keys of what `**` adds."""
    named = [each for each in arguments if each.keyword not in _NO_PATHS]
    held = ({"**": Holding.KEYS, "then": Holding.STRINGS}.get(each.keyword, Holding.OBJECTS) for each in arguments)
    return [Path(each.keyword, each.line, each.column, 0) for each in named], [
        (each.value, holds) for each, holds in zip(arguments, held, strict=True)
    ]


_KEEPING = frozenset({"functools.reduce", *(f"builtins.{name}" for name in ("list", "tuple", "set", "sorted"))})
_EXPRESSIONS = ("django.db.models.", "django.contrib.postgres.", "django.contrib.gis.db.models.")
_NO_PATHS = ("", "*", "**", "then", "_connector", "_negated")
_OTHERS_PATHS = frozenset({"Value", "RawSQL", "SearchQuery", "Subquery", "Exists", "OuterRef"})
"""Expressions whose strings are no paths, or those of another query."""
_PATH_ARGUMENTS = frozenset(
    {"", "*", "expression", "default", "partition_by", "order_by", "ordering", "lookup", "relation_name"}
)
"""Arguments of Django's expressions for which a string is the path of a field."""


def _path_of(resolver: Resolver, function: object) -> str:
    """The dotted name of what is called; of the project's own class that of the expression it is built on."""
    if isinstance(function, ClassValue):
        above = resolver.hierarchy.externals(function.info)
        return min(filter(_is_expression, above), default="")
    return function.path if isinstance(function, External) else ""


def _is_expression(path: str) -> bool:
    """Whether a class is one of Django's; a name that nobody binds comes from one of its modules by `import *`."""
    home, _, name = path.rpartition(".")
    return path.startswith(_EXPRESSIONS) or (home == "builtins" and name[:1].isupper() and not hasattr(builtins, name))
