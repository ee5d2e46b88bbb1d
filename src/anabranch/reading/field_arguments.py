"""What a relation field is given: where it is made, and in the constructor of the project's own class of fields.

`class ProductKey(ForeignKey)` may say `super().__init__("catalog.Product", on_delete=CASCADE, **kwargs)` once for all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from anabranch.facts.values import Argument, Op, ParameterKind
from anabranch.reading.denotations import Instance
from anabranch.reading.resolver import Resolver
from anabranch.reading.world import ModuleInfo
from anabranch.reading.written import value_name

_NAMES = ("related_name", "related_query_name", "limit_choices_to")
_PARAMETERS = {
    "ForeignKey": ("to", "on_delete", *_NAMES, "parent_link"),
    "ManyToManyField": ("to", *_NAMES, "symmetrical", "through"),
}
"""Of Django's fields, in order; others take the target first too, and mostly what becomes of what refers."""


class Given(NamedTuple):
    """An expression, wherever it stands."""

    module: ModuleInfo
    expression: int


def field_arguments(resolver: Resolver, module: ModuleInfo, call: int, path: str) -> Mapping[str, Given]:
    """By the names of Django's parameters. `path` is the dotted name of the class outside that makes the relation.

    What a constructor hands to Django itself comes before what is written at the call, what it only offers after.
    """
    constructors = _constructors(resolver, module, call)
    taken: list[tuple[str, ...]] = [_PARAMETERS.get(path.rpartition(".")[2], ("to", "on_delete"))]
    for home, number in reversed(constructors):
        taken.append(_taken(home, number, taken[-1]))
    arguments = named_arguments(module, call, taken.pop())
    given = {name: Given(module, argument.value) for name, argument in arguments.items()}
    for home, number in constructors:
        given = _offered(home, number) | given
        given |= _handed(home, number, taken.pop(), given)
    return given


def _constructors(resolver: Resolver, module: ModuleInfo, call: int) -> list[tuple[ModuleInfo, int]]:
    """Those of the project's own class that is called, the nearest first."""
    made = resolver.value(module, call)
    above = resolver.hierarchy.ancestors(made.info) if isinstance(made, Instance) else ()
    bound = ((each.module, each.definition.names.get("__init__", 0)) for each in above)
    return [(home, home.x[at]) for home, at in bound if at and home.op[at] == Op.DEF]


def _taken(module: ModuleInfo, function: int, behind: Sequence[str]) -> tuple[str, ...]:
    """The parameters that arguments go to by position; those of what is `behind` it where it takes any number."""
    parameters = module.definitions[function].parameters[1:]
    own = (each.name for each in parameters if each.kind == ParameterKind.POSITIONAL)
    return (*own, *(behind if any(each.kind == ParameterKind.STAR for each in parameters) else ()))


def named_arguments(module: ModuleInfo, call: int, names: Sequence[str]) -> dict[str, Argument]:
    """The arguments of a call by keyword, those given by position under the names of their parameters."""
    given = module.arguments(call)
    positional = (argument for argument in given if not argument.keyword)
    return dict(zip(names, positional, strict=False)) | {each.keyword: each for each in given if each.keyword}


def _offered(module: ModuleInfo, function: int) -> dict[str, Given]:
    """Defaults of parameters, and `kwargs.setdefault("to", "catalog.Product")`."""
    parameters = module.definitions[function].parameters
    found = {each.name: Given(module, each.default) for each in parameters if each.default}
    for call in _calls(module, function, "setdefault"):
        name, *values = (argument.value for argument in module.arguments(call))
        if values and module.op[name] == Op.STR:
            found[module.texts[module.x[name]]] = Given(module, values[0])
    return found


def _handed(module: ModuleInfo, function: int, names: Sequence[str], given: Mapping[str, Given]) -> dict[str, Given]:
    """`kwargs["to"] = "catalog.Product"`, and what is written in `super().__init__("catalog.Product", **kwargs)`."""
    assigned = module.definitions[function].attributes.items()
    found = {name[1:-1]: Given(module, value) for name, value in assigned if name.startswith("[")}
    for call in _calls(module, function, "__init__"):
        for name, argument in named_arguments(module, call, names).items():
            parameter = _parameter(module, argument.value)
            if not parameter:
                found[name] = Given(module, argument.value)
            elif parameter in given:
                found[name] = given[parameter]
    return found


def _calls(module: ModuleInfo, function: int, name: str) -> Iterator[int]:
    """The calls of a method of that name, with arguments, in a function."""
    for call in module.inside(function, Op.CALL):
        if module.y[call] >= 0:
            called = module.x[call]
            if module.op[called] == Op.ATTR and module.texts[module.y[called]] == name:
                yield call


def _parameter(module: ModuleInfo, expression: int) -> str:
    """The name of the parameter that an expression is, else ""."""
    bound = module.x[expression] if module.op[expression] == Op.LOAD else expression
    return value_name(module, bound) if module.op[bound] == Op.PARAM else ""
