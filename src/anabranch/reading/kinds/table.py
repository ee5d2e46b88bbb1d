"""`table`: raw SQL that names another app's table."""

from __future__ import annotations

import re
from string import Formatter

from anabranch.facts.values import Op
from anabranch.reading.collector import Collector
from anabranch.reading.denotations import LONGEST_TEXT, Text
from anabranch.reading.world import ClassInfo, ModuleInfo
from anabranch.reading.written import made_of

_BEGINNING = re.compile(
    r"\b(?:INSERT\s+(?:\w+\s+){0,2}INTO|DELETE\s+FROM|JOIN|TRUNCATE|(?:ALTER|DROP|LOCK)\s+TABLE|COPY\s+\S+\s+FROM)\b",
    re.I,
)
_IN_TWO_PARTS = tuple(
    (re.compile(rf"\b{verb}\b", re.I), re.compile(rf"\b{part}\b", re.I))
    for verb, part in (("SELECT", "FROM"), ("UPDATE", "SET"))
)
_TABLE = re.compile(
    r"\b(?:FROM|JOIN|UPDATE|INTO|TABLE|TRUNCATE|COPY)\s+(?:(?:TABLE|ONLY|IF\s+EXISTS)\s+)*"
    r"[\"`\[]?(?:\w+[\"`\]]?\.[\"`\[]?)?(\w+)",
    re.I,
)
_WORDS = re.compile(r"\b(SELECT|FROM|UPDATE|INSERT|DELETE|JOIN|TRUNCATE|ALTER|TABLE)\b", re.I)
_LIST = re.compile(r"\b(?:FROM|TABLE|TRUNCATE)\s+([\w\s,.\"`\[\]]+)", re.I)
_NEXT = re.compile(r",\s*[\"`\[]?(\w+)")
_COLUMN = re.compile(r"\b(\w+)[\"`\]]?\.[\"`\[]?\w+")

_EXTRA = ("tables", "where", "select")
"""Arguments of `extra()` that hold SQL or names of tables."""


def collect(collector: Collector, module: ModuleInfo, tables: dict[str, ClassInfo]) -> None:
    """SQL texts of a module; f-strings and concatenations by their literal parts; what `extra()` is given."""
    _collect_extra(collector, module, tables)
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
    for call in module.of(Op.CALL) if "format" in module.texts else ():
        template = _format_template(module, call)
        if template and module.x[template] in sql:
            _look(collector, module, template, _formatted(module, call, module.texts[module.x[template]]), tables)


def _format_template(module: ModuleInfo, call: int) -> int:
    """The literal whose `format` is called; 0 for any other call."""
    function = module.x[call]
    if module.op[function] != Op.ATTR or module.texts[module.y[function]] != "format":
        return 0
    return module.x[function] if module.op[module.x[function]] == Op.STR else 0


def _formatted(module: ModuleInfo, call: int, template: str) -> str:
    """The template with the arguments that are known in their places, and blanks for the others."""
    arguments = module.arguments(call)
    positional = [_joined(module, each.value) for each in arguments if not each.keyword]
    named = {each.keyword: _joined(module, each.value) for each in arguments if each.keyword}
    filled, unnamed = [], 0
    try:
        for text, field, _, _ in Formatter().parse(template):
            filled.append(text)
            if field is not None:
                key = re.split(r"[.\[]", field)[0]
                if not key:
                    key, unnamed = str(unnamed), unnamed + 1
                filled.append(
                    positional[int(key)] if key.isdigit() and int(key) < len(positional) else named.get(key, " ")
                )
    except ValueError:
        return template
    return "".join(filled)


def _collect_extra(collector: Collector, module: ModuleInfo, tables: dict[str, ClassInfo]) -> None:
    """`extra(tables=[…], where=[…], select={…})`: tables by name, and columns of tables."""
    for call in module.of(Op.CALL) if "extra" in module.texts else ():
        function = module.x[call]
        if module.op[function] != Op.ATTR or module.texts[module.y[function]] != "extra":
            continue
        for argument in module.arguments(call):
            for text in _texts(module, argument.value) if argument.keyword in _EXTRA else ():
                known = module.texts[module.x[text]]
                if argument.keyword == "tables":
                    known = f"FROM {known}"
                _refer(collector, module, text, known, tables)


def _texts(module: ModuleInfo, expression: int) -> list[int]:
    return [each for each in made_of(module, expression, _members) if module.op[each] == Op.STR]


def _members(module: ModuleInfo, expression: int) -> list[int]:
    return module.members(expression) if module.op[expression] in (Op.SEQ, Op.DICT) else []


def _parts(module: ModuleInfo, expression: int) -> list[int]:
    if module.op[expression] == Op.CONCAT:
        return [module.x[expression], module.y[expression]]
    return module.members(expression) if module.op[expression] == Op.FORMAT else []


def _look(collector: Collector, module: ModuleInfo, expression: int, text: str, tables: dict[str, ClassInfo]) -> None:
    if _is_statement(text):
        _refer(collector, module, expression, text, tables)


def _is_statement(text: str) -> bool:
    """Whether a text looks like SQL; a verb that another word has to follow is looked for once."""
    if _BEGINNING.search(text):
        return True
    begun = ((verb.search(text), part) for verb, part in _IN_TWO_PARTS)
    return any(verb is not None and part.search(text, verb.end()) is not None for verb, part in begun)


def _joined(module: ModuleInfo, expression: int) -> str:
    """The text of an expression, with a blank where it is not known; as much of it as a text can be long."""
    found: list[str] = []
    length, waiting = 0, [expression]
    while waiting and length < LONGEST_TEXT:
        part = waiting.pop()
        value = module.memo[part]
        parts = _parts(module, part) if not isinstance(value, Text) else []
        if not parts:
            found.append(value.text if isinstance(value, Text) else " ")
            length += len(found[-1])
        waiting += reversed(parts)
    return "".join(found)


def _refer(collector: Collector, module: ModuleInfo, expression: int, text: str, tables: dict[str, ClassInfo]) -> None:
    at = module.line[expression], module.column[expression]
    listed = (name for match in _LIST.finditer(text) for name in _NEXT.finditer(match.group(1)))
    for match in (*_TABLE.finditer(text), *listed, *_COLUMN.finditer(text)):
        info = tables.get(match.group(1).lower())
        if info is not None and info.app != collector.unit_at(module, module.scope[expression]):
            module.roles[expression] = "table"
            collector.add_class(module, module.scope[expression], at, "table", info, note=f"table {match.group(1)}")
