"""Expressions of a function that was called: where a parameter stands, what the call gives for it."""

from __future__ import annotations

from dataclasses import dataclass

from anabranch.facts.values import Op
from anabranch.reading.by_arguments import argument_given
from anabranch.reading.denotations import Text
from anabranch.reading.resolver import Resolver
from anabranch.reading.world import FunctionInfo, ModuleInfo


@dataclass(frozen=True, slots=True)
class CallSite:
    """A call of one of the project's functions, and the call of the function that it stands in."""

    function: FunctionInfo
    module: ModuleInfo
    call: int
    outer: CallSite | None


@dataclass(frozen=True, slots=True)
class Place:
    """An expression, and the call that gives the parameters it is made of."""

    module: ModuleInfo
    expression: int
    called: CallSite | None = None

    def at(self, expression: int) -> Place:
        """Another expression of the same function."""
        return Place(self.module, expression, self.called)


def written_at(resolver: Resolver, place: Place) -> Place:
    """Where an expression was written: for a parameter what the call gives for it, else its default."""
    while place.called is not None:
        module, expression, called = place.module, place.expression, place.called
        op = module.op[expression]
        if op == Op.LOAD:
            place = place.at(module.x[expression])
        elif op == Op.PARAM and module is called.function.module and module.x[expression] == called.function.number:
            position = module.y[expression]
            argument = argument_given(resolver, called.function, position, called.module, called.call)
            if not argument:
                return place.at(_default(called, position))
            place = Place(called.module, argument, called.outer)
        else:
            break
    return place


def _default(called: CallSite, position: int) -> int:
    """What a parameter is where a call does not give it; 0 where `*` or `**` may give it."""
    if any(each.keyword in ("*", "**") for each in called.module.arguments(called.call)):
        return 0
    return called.function.definition.parameters[position].default


def is_inside(called: CallSite | None, function: FunctionInfo) -> bool:
    """Whether a call already stands inside a call of the same function."""
    while called is not None:
        if called.function is function:
            return True
        called = called.outer
    return False


def written_in(resolver: Resolver, place: Place) -> ModuleInfo:
    """The module that decides a text: that of the first part which a call gives, else its own."""
    here = written_at(resolver, place)
    if here.module is not place.module or here.called is None:
        return here.module
    parts = (written_in(resolver, here.at(part)) for part in _parts(here))
    return next((module for module in parts if module is not here.module), here.module)


def _parts(place: Place) -> list[int]:
    module, expression = place.module, place.expression
    if module.op[expression] == Op.CONCAT:
        return [module.x[expression], module.y[expression]]
    if module.op[expression] == Op.FORMAT and module.x[expression] == 0:
        return module.members(expression)
    return []


def text_at(resolver: Resolver, place: Place) -> str | None:
    """The string that an expression comes to, put together of what the call gives; None where that is not known."""
    place = written_at(resolver, place)
    module, expression = place.module, place.expression
    known = resolver.value(module, expression) if expression else None
    if isinstance(known, Text):
        return known.text
    if place.called is None:
        return None
    texts = [text_at(resolver, place.at(part)) for part in _parts(place)]
    return None if not texts or None in texts else "".join(text for text in texts if text is not None)


def gapped_text(resolver: Resolver, place: Place) -> tuple[str, str] | None:
    """What stands before and after the one part of a string that is not known, where what stands before tells much."""
    place = written_at(resolver, place)
    texts = [*_around_gap(resolver, place)] or [text_at(resolver, place.at(part)) for part in _parts(place)]
    if texts.count(None) != 1:
        return None
    gap = texts.index(None)
    before, after = ("".join(text or "" for text in part) for part in (texts[:gap], texts[gap + 1 :]))
    return (before, after) if len(before) >= _TELLING else None


def _around_gap(resolver: Resolver, place: Place) -> tuple[str | None, ...]:
    """What stands around the one gap of `"orders.%s" % kind`."""
    module, expression = place.module, place.expression
    if module.op[expression] != Op.FORMAT or module.x[expression] == 0:
        return ()
    before, gap, after = (text_at(resolver, place.at(module.members(expression)[0])) or "").partition("%s")
    return (before, None, after) if gap and "%" not in before + after else ()


_TELLING = 4
"""Letters of a name below which a gap after them could mean anything."""
