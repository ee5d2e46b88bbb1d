"""`relation-access`, `reverse-access` and `member`: attributes of values whose class is known."""

from __future__ import annotations

from anabranch.facts.values import Flag, Op
from anabranch.reading.attributes import decorator_names
from anabranch.reading.collector import Collector
from anabranch.reading.denotations import Instance, members_of
from anabranch.reading.evaluation import is_annotation
from anabranch.reading.telling_names import EVERYDAY_NAMES
from anabranch.reading.world import ClassInfo, Hop, ModuleInfo


def collect(collector: Collector, module: ModuleInfo) -> None:
    """Hops along relations, members of foreign classes, and accessors that only one model has."""
    for expression in module.of(Op.ATTR):
        if expression in module.found or is_annotation(module, expression):
            continue
        hop = module.hops.get(expression)
        if hop is not None:
            _add_hop(collector, module, expression, hop)
        elif module.memo[module.x[expression]] is None:
            _add_likely(collector, module, expression)
        else:
            _add_member(collector, module, expression)


def _add_hop(collector: Collector, module: ModuleInfo, expression: int, hop: Hop) -> None:
    """A hop into another app; one inside a foreign app is a member of the model it starts from."""
    at = module.line[expression], module.column[expression]
    scope, left = module.scope[expression], hop.left
    here = collector.unit_at(module, scope)
    if hop.landed.app not in (here, left.app if left is not None else ""):
        note = (
            f"from {collector.resolver.models.label(left)}" if left is not None else "from a model of another package"
        )
        collector.add_class(module, scope, at, hop.kind, hop.landed, certainty="inferred", note=note)
    elif left is not None and here != left.app and not _is_just_hopped(module, module.x[expression], left):
        collector.add_class(module, scope, at, "member", left, certainty="inferred")


def _add_likely(collector: Collector, module: ModuleInfo, expression: int) -> None:
    name = module.texts[module.y[expression]]
    if module.flags[expression] & Flag.CALLED or name in EVERYDAY_NAMES:
        return  # a relation is no function; and some names say nothing
    only = collector.resolver.models.with_accessor(name)
    if only is None or only[2].app == collector.unit_at(module, module.scope[expression]):
        return
    kind = "relation-access" if only[0] == "relation" else "reverse-access"
    at = module.line[expression], module.column[expression]
    note = "the only model with this accessor"
    collector.add_class(module, module.scope[expression], at, kind, only[2], certainty="likely", note=note)


def _add_member(collector: Collector, module: ModuleInfo, expression: int) -> None:
    base = module.x[expression]
    if _is_self(collector, module, base):
        return
    name = module.texts[module.y[expression]]
    for member in members_of(module.memo[base]):  # type: ignore[arg-type]
        if not isinstance(member, Instance):
            continue
        if member.info.module is module and not collector.is_apart(
            module, module.scope[expression], member.info.definition.qualname
        ):
            continue
        if _is_just_hopped(module, base, member.info):
            return
        if _defines(collector, member.info, name):
            at = module.line[expression], module.column[expression]
            collector.add_class(module, module.scope[expression], at, "member", member.info, certainty="inferred")
            return


def _is_just_hopped(module: ModuleInfo, base: int, info: ClassInfo) -> bool:
    """Whether the base is itself the hop that refers to this class: one place is one reference."""
    hop = module.hops.get(base)
    return hop is not None and hop.landed is info


def _is_self(collector: Collector, module: ModuleInfo, base: int) -> bool:
    if module.op[base] != Op.PARAM or module.y[base] != 0:
        return False
    function = module.function_info(module.x[base])
    return function.owner is not None and "staticmethod" not in decorator_names(collector.resolver, function)


def _defines(collector: Collector, info: ClassInfo, name: str) -> bool:
    hierarchy = collector.resolver.hierarchy
    return hierarchy.attribute(info, name) is not None or any(
        name in each.definition.attributes or name in each.definition.annotated for each in hierarchy.ancestors(info)
    )
