"""Names of loggers, handlers, formatters and filters in the settings of logging: they refer to no code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from anabranch.facts.values import Op
from anabranch.reading.world import ModuleInfo
from anabranch.reading.written import is_number, made_of, written_name

_SECTIONS = {"formatters", "filters", "handlers", "loggers"}
_KEYS = {*_SECTIONS, "version", "disable_existing_loggers", "incremental", "root"}
"""All that `dictConfig` knows."""
_SAID = {
    "loggers": {"level", "handlers", "propagate"},
    "handlers": {"class", "()"},
    "formatters": {"class", "()", "format", "datefmt", "style"},
}
"""What one of a section says of itself, so that handlers of something else are told from those of logging."""
_OF_LOGGER = {"level", "handlers", "propagate", "filters"}
_NAMING = {"handlers", "filters", "formatter"}
"""Where one of a section names those of another."""


class _Pair(NamedTuple):
    """A key, as a text and as an expression (0 for a keyword), with its value."""

    text: str
    key: int
    value: int


def mark_logging(module: ModuleInfo) -> None:
    """In `LOGGING`, and in what it is put together from, the names of handlers and loggers refer to no code."""
    if _SECTIONS.isdisjoint(module.texts):
        return
    bound = module.definitions[0].names.get("LOGGING", 0)
    known = set(made_of(module, bound, _parts))
    for holder in (*module.of(Op.DICT), *_calls(module)):
        if holder in known or _adds_to(module, holder, known) or _configures(module, holder):
            known.add(holder)
            _mark_sections(module, holder)
    for holder in module.of(Op.DICT):
        if _is_logger(module, holder):
            _mark_named(module, holder)
    _mark_items(module, known)


def _is_logger(module: ModuleInfo, holder: int) -> bool:
    """Whether a dictionary is what stands to the right of `LOGGING["loggers"]["shop"] =`."""
    keys = {each.text for each in _pairs(module, holder)}
    return "handlers" in keys and keys <= _OF_LOGGER


def _calls(module: ModuleInfo) -> Iterator[int]:
    """Calls of `dict` and `update`, which hold pairs as a literal does."""
    return (call for call in module.of(Op.CALL) if written_name(module, call) in ("dict", "update"))


def _adds_to(module: ModuleInfo, holder: int, known: set[int]) -> bool:
    """Whether it is a call of `LOGGING.update`."""
    return module.op[holder] == Op.CALL and _is_of(module, module.x[holder], known)


def _is_of(module: ModuleInfo, access: int, known: set[int]) -> bool:
    """Whether an attribute or an item is one of `LOGGING`, that of another module too."""
    if module.op[access] not in (Op.ATTR, Op.INDEX):
        return False
    base = module.x[access]
    return written_name(module, access) == "LOGGING" or not known.isdisjoint(made_of(module, base, _parts))


def _configures(module: ModuleInfo, holder: int) -> bool:
    """Whether pairs look like those of `dictConfig`: they say its version, or all that they say is known to it."""
    pairs = list(_pairs(module, holder))
    if any(each.text == "version" and _is_one(module, each.value) for each in pairs):
        return True
    if not {each.text for each in pairs if each.text} <= _KEYS:
        return False
    return any(
        said.text in _SAID[each.text]
        for each in pairs
        if each.text in _SAID
        for one in _pairs(module, each.value)
        for said in _pairs(module, one.value)
    )


def _mark_sections(module: ModuleInfo, holder: int) -> None:
    for each in _pairs(module, holder):
        if each.text in _SECTIONS:
            _mark_section(module, each.value)
        elif each.text == "root":
            _mark_named(module, each.value)


def _mark_section(module: ModuleInfo, section: int) -> None:
    for one in _pairs(module, section):
        _mark(module, one.key)
        _mark_named(module, one.value)


def _mark_named(module: ModuleInfo, one: int) -> None:
    """`"handlers": ["shop"]` of a logger, `"formatter": "shop"` of a handler."""
    for each in _pairs(module, one):
        if each.text in _NAMING:
            _mark(module, each.value)


def _mark_items(module: ModuleInfo, known: set[int]) -> None:
    """`LOGGING["loggers"]["shop.views"] = …`, `LOGGING["loggers"].update({"shop.views": …})`."""
    sections = {
        index
        for index in module.of(Op.INDEX)
        if _text(module, module.y[index]) in _SECTIONS and _is_of(module, index, known)
    }
    for index in module.of(Op.INDEX):
        if not sections.isdisjoint(made_of(module, module.x[index], _parts)):
            _mark(module, module.y[index])
    for call in _calls(module):
        if module.op[module.x[call]] == Op.ATTR and module.x[module.x[call]] in sections:
            _mark_section(module, call)


def _mark(module: ModuleInfo, expression: int) -> None:
    for each in made_of(module, expression, _parts):
        if module.op[each] in (Op.STR, Op.CONCAT, Op.FORMAT):
            module.roles.setdefault(each, "path")


def _pairs(module: ModuleInfo, holder: int) -> Iterator[_Pair]:
    """The pairs of a dictionary, those of what it is put together from too."""
    for each in made_of(module, holder, _parts):
        if module.op[each] == Op.DICT:
            members = module.members(each)
            for key, value in zip(members[::2], members[1::2], strict=True):
                if key:
                    yield _Pair(_text(module, key), key, value)
        elif module.op[each] == Op.CALL:
            for argument in module.arguments(each):
                if argument.keyword.isidentifier():
                    yield _Pair(argument.keyword, 0, argument.value)


def _parts(module: ModuleInfo, expression: int) -> list[int]:
    """Parts of a list, both sides of `|`, what `**` adds."""
    op = module.op[expression]
    if op in (Op.SEQ, Op.UNION, Op.FORMAT):
        return module.members(expression)
    if op == Op.DICT:
        members = module.members(expression)
        return [value for key, value in zip(members[::2], members[1::2], strict=True) if not key]
    if op == Op.CALL and written_name(module, expression) in ("dict", "update"):
        return [each.value for each in module.arguments(expression) if not each.keyword.isidentifier()]
    if op == Op.LOAD and module.op[module.x[expression]] in (Op.UNION, Op.CALL, Op.INDEX):
        return [module.x[expression]]
    return [module.x[expression], module.y[expression]] if op == Op.CONCAT else []


def _text(module: ModuleInfo, expression: int) -> str:
    return module.texts[module.x[expression]] if module.op[expression] == Op.STR else ""


def _is_one(module: ModuleInfo, expression: int) -> bool:
    """Whether 1 stands there: the only version that `dictConfig` knows, and it must be said."""
    return is_number(module, expression, 1)
