"""Expressions of a function that was called: where a parameter stands, what the call gives for it."""

from __future__ import annotations

from dataclasses import dataclass

from anabranch.facts.values import Op
from anabranch.reading.by_arguments import argument_given
from anabranch.reading.denotations import Text
from anabranch.reading.resolver import Resolver
from anabranch.reading.world import FunctionInfo, ModuleInfo


@dataclass(frozen=True, slots=True)
class Given:
    """A call of one of the project's functions, and the call of the function that it stands in."""

    function: FunctionInfo
    module: ModuleInfo
    call: int
    outer: Given | None


@dataclass(frozen=True, slots=True)
class Place:
    """An expression, and the call that gives the parameters it is made of."""

    module: ModuleInfo
    expression: int
    given: Given | None = None

    def at(self, expression: int) -> Place:
        """Another expression of the same function."""
        return Place(self.module, expression, self.given)


def written_at(resolver: Resolver, place: Place) -> Place:
    """Where an expression was written: for a parameter what the call gives for it, else its default."""
    while place.given is not None:
        module, expression, given = place.module, place.expression, place.given
        op = module.op[expression]
        if op == Op.LOAD:
            place = place.at(module.x[expression])
        elif op == Op.PARAM and module is given.function.module and module.x[expression] == given.function.number:
            position = module.y[expression]
            argument = argument_given(resolver, given.function, position, given.module, given.call)
            if not argument:
                return place.at(given.function.definition.parameters[position].default)
            place = Place(given.module, argument, given.outer)
        else:
            break
    return place


def text_at(resolver: Resolver, place: Place) -> str | None:
    """The string that an expression comes to, put together of what the call gives; None where that is not known."""
    place = written_at(resolver, place)
    module, expression = place.module, place.expression
    known = resolver.value(module, expression) if expression else None
    if isinstance(known, Text):
        return known.text
    if place.given is None:
        return None
    if module.op[expression] == Op.CONCAT:
        return _together(resolver, place, [module.x[expression], module.y[expression]])
    if module.op[expression] == Op.FORMAT and module.x[expression] == 0:
        return _together(resolver, place, module.members(expression))
    return None


def _together(resolver: Resolver, place: Place, parts: list[int]) -> str | None:
    texts = [text_at(resolver, place.at(part)) for part in parts]
    return None if None in texts else "".join(text for text in texts if text is not None)
