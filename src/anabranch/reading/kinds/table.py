"""`table`: raw SQL that names another app's table."""

from __future__ import annotations

import re

from anabranch.facts.values import Op
from anabranch.reading.collector import Collector
from anabranch.reading.denotations import Text
from anabranch.reading.world import ClassInfo, ModuleInfo

_STATEMENT = re.compile(
    r"\b(SELECT\b.+\bFROM|UPDATE\b.+\bSET|INSERT\s+INTO|DELETE\s+FROM|JOIN|TRUNCATE|ALTER\s+TABLE)\b", re.I | re.S
)
_TABLE = re.compile(
    r"\b(?:FROM|JOIN|UPDATE|INTO|TABLE|TRUNCATE)\s+(?:ONLY\s+|IF\s+EXISTS\s+)?[\"`\[]?(?:\w+[\"`\]]?\.[\"`\[]?)?(\w+)",
    re.I,
)
_WORDS = re.compile(r"\b(SELECT|FROM|UPDATE|INSERT|DELETE|JOIN|TRUNCATE|ALTER|TABLE)\b", re.I)
_LIST = re.compile(r"\bFROM\s+([\w\s,.\"`\[\]]+)", re.I)
_NEXT = re.compile(r",\s*[\"`\[]?(\w+)")
_COLUMN = re.compile(r"\b(\w+)[\"`\]]?\.[\"`\[]?\w+")


def collect(collector: Collector, module: ModuleInfo, tables: dict[str, ClassInfo]) -> None:
    """SQL texts of a module; f-strings and concatenations by their literal parts."""
    sql = {number for number, text in enumerate(module.texts) if " " in text and _WORDS.search(text)}
    if not sql:
        return
    built = (*module.of(Op.FORMAT), *module.of(Op.CONCAT))
    parts = {member for expression in built for member in _parts(module, expression)}
    for expression in module.of(Op.STR):
        if module.x[expression] in sql and expression not in parts and module.line[expression]:
            _look(collector, module, expression, module.texts[module.x[expression]], tables)
    for expression in built:
        if expression not in parts:
            _look(collector, module, expression, _joined(module, expression), tables)


def _parts(module: ModuleInfo, expression: int) -> list[int]:
    if module.op[expression] == Op.CONCAT:
        return [module.x[expression], module.y[expression]]
    return module.members(expression) if module.op[expression] == Op.FORMAT else []


def _look(collector: Collector, module: ModuleInfo, expression: int, text: str, tables: dict[str, ClassInfo]) -> None:
    if " " in text and _STATEMENT.search(text):
        _refer(collector, module, expression, text, tables)


def _joined(module: ModuleInfo, expression: int) -> str:
    """The text of an expression, with a blank where it is not known."""
    value = module.memo[expression]
    if isinstance(value, Text):
        return value.text
    return "".join(_joined(module, part) for part in _parts(module, expression)) or " "


def _refer(collector: Collector, module: ModuleInfo, expression: int, text: str, tables: dict[str, ClassInfo]) -> None:
    at = module.line[expression], module.column[expression]
    listed = (name for match in _LIST.finditer(text) for name in _NEXT.finditer(match.group(1)))
    for match in (*_TABLE.finditer(text), *listed, *_COLUMN.finditer(text)):
        info = tables.get(match.group(1).lower())
        if info is not None and info.module.app != module.app:
            module.roles[expression] = "table"
            collector.add_class(module, module.scope[expression], at, "table", info, note=f"table {match.group(1)}")
