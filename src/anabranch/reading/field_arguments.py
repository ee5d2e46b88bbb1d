"""What a relation field is given: where it is made, and in the constructor of the project's own class of fields.

`class ProductKey(ForeignKey)` may say `super().__init__("catalog.Product", on_delete=CASCADE, **kwargs)` once for all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from anabranch.facts.values import Argument, Op
from anabranch.reading.denotations import Instance
from anabranch.reading.resolver import Resolver
from anabranch.reading.world import ModuleInfo

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
    names = _PARAMETERS.get(path.rpartition(".")[2], ("to", "on_delete"))
    arguments = named_arguments(module, call, names)
    given = {name: Given(module, argument.value) for name, argument in arguments.items()}
    made = resolver.value(module, call)
    for each in resolver.hierarchy.ancestors(made.info) if isinstance(made, Instance) else ():
        bound = each.definition.names.get("__init__", 0)
        if bound and each.module.op[bound] == Op.DEF:
            number = each.module.x[bound]
            given = _offered(each.module, number) | given | _handed(each.module, number, names)
    return given


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


def _handed(module: ModuleInfo, function: int, names: Sequence[str]) -> dict[str, Given]:
    """`kwargs["to"] = "catalog.Product"`, and what is written in `super().__init__("catalog.Product", **kwargs)`."""
    assigned = module.definitions[function].attributes.items()
    found = {name[1:-1]: Given(module, value) for name, value in assigned if name.startswith("[")}
    for call in _calls(module, function, "__init__"):
        written = named_arguments(module, call, names).items()
        found |= {name: Given(module, each.value) for name, each in written if not _is_parameter(module, each.value)}
    return found


def _calls(module: ModuleInfo, function: int, name: str) -> Iterator[int]:
    """The calls of a method of that name, with arguments, in a function."""
    for call in module.inside(function, Op.CALL):
        if module.y[call] >= 0:
            called = module.x[call]
            if module.op[called] == Op.ATTR and module.texts[module.y[called]] == name:
                yield call


def _is_parameter(module: ModuleInfo, expression: int) -> bool:
    bound = module.x[expression] if module.op[expression] == Op.LOAD else expression
    return module.op[bound] == Op.PARAM
