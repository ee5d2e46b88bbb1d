"""`relation-access`, `reverse-access` and `member`: attributes of values whose class is known."""

from __future__ import annotations

from anabranch.facts.values import Flag, Op
from anabranch.reading.attributes import decorator_names
from anabranch.reading.collector import Collector
from anabranch.reading.denotations import (
    ClassValue,
    Denotation,
    External,
    FunctionValue,
    Instance,
    QuerySet,
    Request,
    Text,
    members_of,
)
from anabranch.reading.evaluation import is_annotation
from anabranch.reading.kinds.called_by_python import given_to_python
from anabranch.reading.resolved import Open
from anabranch.reading.telling_methods import is_telling
from anabranch.reading.telling_names import EVERYDAY_ATTRIBUTES
from anabranch.reading.world import ClassInfo, Hop, ModuleInfo
from anabranch.reading.written import value_name, written_name


def collect(collector: Collector, module: ModuleInfo) -> None:
    """Hops along relations, members of foreign classes, and accessors that only one model has."""
    for expression in module.of(Op.ATTR):
        if expression in module.found or is_annotation(module, expression):
            continue
        hop = module.hops.get(expression)
        if hop is not None:
            _add_hop(collector, module, expression, module.x[expression], hop)
        elif module.memo[module.x[expression]] is None:
            _add_likely(collector, module, expression)
        else:
            _add_member(collector, module, expression)
    for expression, place, methods in given_to_python(module):
        _add_called(collector, module, expression, place, methods)
    for call in module.of(Op.CALL) if not _BY_NAME.isdisjoint(module.texts) else ():
        if module.y[call] >= 0 and written_name(module, call) in _BY_NAME:
            _add_by_name(collector, module, call)


_BY_NAME = {"getattr", "hasattr", "setattr"}


def _add_by_name(collector: Collector, module: ModuleInfo, call: int) -> None:
    """`getattr(order, "product")`: the attribute stands at its name."""
    given = [argument.value for argument in module.arguments(call)][:2]
    name = module.memo[given[-1]] if given else None
    value = next((each for each in members_of(module.memo[given[0]]) if isinstance(each, Instance)), None)  # type: ignore[arg-type]
    if len(given) < 2 or not isinstance(name, Text) or value is None or not module.line[given[1]]:
        return
    base, at = given
    models = collector.resolver.models
    step = models.hop(value.info, name.text) if collector.resolver.hierarchy.is_model(value.info) else None
    if step is not None and isinstance(step.model, ClassInfo):
        _add_hop(collector, module, at, base, Hop(f"{step.direction}-access", step.model, value.info))
    elif not _is_self(collector, module, base) and _defines(collector, value.info, name.text):
        _add_as_member(collector, module, at, base, value.info)


def _add_called(collector: Collector, module: ModuleInfo, base: int, place: int, methods: tuple[str, ...]) -> None:
    """`for discount in basket.discounts` runs `__iter__` of whatever class that is, and `str(basket)` its `__str__`."""
    value = module.memo[base]
    if (
        not isinstance(value, Instance)
        or _is_self(collector, module, base)
        or _is_just_hopped(module, base, value.info)
    ):
        return
    if any(collector.resolver.hierarchy.attribute(value.info, each) is not None for each in methods):
        at = module.line[place], module.column[place]
        collector.add_class(module, module.scope[place], at, "member", value.info, certainty="inferred")


def _add_hop(collector: Collector, module: ModuleInfo, expression: int, base: int, hop: Hop) -> None:
    """A hop into another app; one inside a foreign app is a member of the model it starts from."""
    at = module.line[expression], module.column[expression]
    scope, left = module.scope[expression], hop.left
    here = collector.unit_at(module, scope)
    if hop.landed.app not in (here, left.app if left is not None else ""):
        note = (
            f"from {collector.resolver.models.label(left)}" if left is not None else "from a model of another package"
        )
        collector.add_class(module, scope, at, hop.kind, hop.landed, certainty="inferred", note=note)
    elif left is not None and here != left.app and not _is_just_hopped(module, base, left):
        collector.add_class(module, scope, at, "member", left, certainty="inferred")


def _add_likely(collector: Collector, module: ModuleInfo, expression: int) -> None:
    name = module.texts[module.y[expression]]
    _leave_open(collector, module, expression)
    if module.flags[expression] & Flag.CALLED or name in EVERYDAY_ATTRIBUTES:
        return  # a relation is no function; and some names say nothing
    only = collector.resolver.models.with_accessor(name)
    if only is None or only[2].app == collector.unit_at(module, module.scope[expression]):
        return
    kind = "relation-access" if only[0] == "relation" else "reverse-access"
    at = module.line[expression], module.column[expression]
    note = "the only model with this accessor"
    collector.add_class(module, module.scope[expression], at, kind, only[2], certainty="likely", note=note)


def _leave_open(collector: Collector, module: ModuleInfo, expression: int, known_as: str = "") -> None:
    name = module.texts[module.y[expression]]
    if is_telling(name) and not module.unit.is_migration:
        collector.left_open.append(_open(collector, module, expression, name, known_as))


def _open(collector: Collector, module: ModuleInfo, expression: int, name: str, known_as: str) -> Open:
    base = module.x[expression]
    base = module.x[base] if module.op[base] == Op.LOAD else base
    importer = collector.importer(module, module.scope[expression])
    at = module.line[expression], module.column[expression]
    used = tuple(sorted(module.attributes_of(base)))
    return Open(importer, module.path, *at, name, used, value_name(module, base), known_as, module.unit.is_test)


def _add_member(collector: Collector, module: ModuleInfo, expression: int) -> None:
    base = module.x[expression]
    if _is_self(collector, module, base):
        return
    members = members_of(module.memo[base])  # type: ignore[arg-type]
    info = _owner(collector, module, expression, members[0])
    if len(members) > 1:
        info = _one_owner(collector, module, expression, members)
    if info is not None:
        _add_as_member(collector, module, expression, base, info)
    elif isinstance(members[0], Request) and module.memo[expression] is None:
        _add_of_request(collector, module, expression)
    elif len(members) == 1 and isinstance(members[0], Instance):
        _leave_open(collector, module, expression, members[0].info.symbol)


def _add_of_request(collector: Collector, module: ModuleInfo, expression: int) -> None:
    """What is called a request, and is asked for what Django's never have, is likely one of the project's own class."""
    own = collector.resolver.models.own_request(module.texts[module.y[expression]])
    if own is not None and not _is_beside(collector, module, expression, own):
        at, note = (module.line[expression], module.column[expression]), "a request of the project's own class"
        collector.add_class(module, module.scope[expression], at, "member", own, certainty="likely", note=note)


def _add_as_member(collector: Collector, module: ModuleInfo, expression: int, base: int, info: ClassInfo) -> None:
    if not _is_just_hopped(module, base, info) and not _is_beside(collector, module, expression, info):
        at = module.line[expression], module.column[expression]
        kind = "signal" if module.roles.get(expression) == "signal" else "member"
        collector.add_class(module, module.scope[expression], at, kind, info, certainty="inferred")


def _one_owner(
    collector: Collector, module: ModuleInfo, expression: int, members: tuple[Denotation, ...]
) -> ClassInfo | None:
    """Of several that can be meant the first elsewhere, or what objects of one unit share."""
    owners = [_owner(collector, module, expression, member) for member in members]
    known = [info for info in owners if info is not None and not _is_beside(collector, module, expression, info)]
    if len(known) > 1 and all(isinstance(member, Instance) for member in members):
        return _shared(collector, known, module.texts[module.y[expression]])
    return next(iter(known), None)


def _shared(collector: Collector, infos: list[ClassInfo], name: str) -> ClassInfo:
    """Of classes that can all be meant, the nearest above them in their unit that has the member; else the first."""
    ancestors = collector.resolver.hierarchy.ancestors
    first, *others = infos
    lines = [ancestors(each) for each in others]
    above = (each for each in ancestors(first) if each.app == first.app and all(each in line for line in lines))
    return next((each for each in above if _defines(collector, each, name)), first)


def _is_beside(collector: Collector, module: ModuleInfo, expression: int, info: ClassInfo) -> bool:
    """Whether a class stands in the module that uses it, and in the same unit."""
    return info.module is module and not collector.is_apart(module, module.scope[expression], info.definition.qualname)


def _owner(collector: Collector, module: ModuleInfo, expression: int, value: Denotation) -> ClassInfo | None:
    """The class that an attribute is read from, where that is known to have it; of a queryset the model's own."""
    name = module.texts[module.y[expression]]
    match value:
        case Instance() if _defines(collector, value.info, name):
            return value.info
        case ClassValue() if not _is_named(module, expression):
            is_known = _defines(collector, value.info, name)
            return value.info if is_known or isinstance(module.memo[expression], QuerySet) else None
        case QuerySet() if isinstance(module.memo[expression], FunctionValue) and not _is_named(module, expression):
            return value.model
    return None


def _is_named(module: ModuleInfo, expression: int) -> bool:
    """Whether a chain of calls and attributes starts from a name, relation or load that is a reference by itself."""
    while module.op[expression] in (Op.ATTR, Op.CALL):
        expression = module.x[expression]
        if expression in module.found or expression in module.hops or isinstance(module.memo[expression], External):
            return True
        if module.op[expression] == Op.CALL and any(
            module.op[each.value] == Op.STR for each in module.arguments(expression)
        ):
            return True
    return False


def _is_just_hopped(module: ModuleInfo, base: int, info: ClassInfo) -> bool:
    """Whether the base is itself the hop that refers to this class: one place is one reference."""
    hop = module.hops.get(base)
    return hop is not None and hop.landed is info and (hop.left is None or hop.left.app != info.app)


def _is_self(collector: Collector, module: ModuleInfo, base: int) -> bool:
    if module.op[base] != Op.PARAM or module.y[base] != 0:
        return False
    function = module.function_info(module.x[base])
    return function.owner is not None and "staticmethod" not in decorator_names(collector.resolver, function)


_ANSWERING = ("__getattribute__", "__getattr__")
"""Methods that answer for whatever attribute is asked for."""


def _defines(collector: Collector, info: ClassInfo, name: str) -> bool:
    hierarchy = collector.resolver.hierarchy
    if hierarchy.attribute(info, name) is not None or any(
        name in each.definition.attributes or name in each.definition.annotated for each in hierarchy.ancestors(info)
    ):
        return True
    if name.startswith("__") or hierarchy.is_model(info):
        return False
    return any(hierarchy.attribute(info, each) is not None for each in _ANSWERING)
