"""`relation`, `generic-relation`, `extend` and `inherit`: what the bodies and bases of classes refer to."""

from __future__ import annotations

from anabranch.facts.values import Op
from anabranch.reading.collector import Collector
from anabranch.reading.denotations import ClassValue, OneOf, Text, members_of
from anabranch.reading.registry import HeldRelation, ModelRegistry
from anabranch.reading.world import ClassInfo, ModuleInfo


def collect_relations(collector: Collector, registry: ModelRegistry) -> None:
    """Relations of all models, each at the place where its target is named."""
    for info in registry.models:
        for held in registry.relations[info].values():
            module = held.field.module
            if module is None:
                continue
            kind = "generic-relation" if held.field.kind == "generic" else "relation"
            _refer(collector, held, module, held.field.target_at, held.target, kind)
            _refer(collector, held, module, held.field.through_at, held.through, kind)


def _refer(
    collector: Collector, held: HeldRelation, module: ModuleInfo, at: int, target: ClassInfo | None, kind: str
) -> None:
    """A name takes the kind on; a string is a reference of its own."""
    if not at:
        return
    module.roles[at] = kind
    if target is None or at in module.found:
        return
    if module.op[at] == Op.CALL:
        module.roles[module.x[at]] = kind
    place = module.line[at], module.column[at]
    holder = held.field.holder
    if holder.module is module:
        collector.add_class(module, holder.number, place, kind, target, note=_how(module, at, held))
    else:
        collector.add_class(module, module.scope[at], place, kind, target, note=_how(module, at, held))


def _how(module: ModuleInfo, at: int, held: HeldRelation) -> str:
    value = module.memo[at]
    if isinstance(value, Text) and module.op[at] == Op.STR:
        return ""
    return f"resolves to {held.target_label}" if held.target_label else ""


def mark_bases(collector: Collector, module: ModuleInfo) -> None:
    """Base classes: a concrete model as parent is `extend`, all else `inherit`."""
    hierarchy = collector.resolver.hierarchy
    for number, definition in enumerate(module.definitions):
        if definition.kind != "class":
            continue
        is_model = bool(definition.bases) and hierarchy.is_model(module.class_info(number))
        for base in definition.bases:
            value = collector.resolver.value(module, base)
            for member in members_of(value.members[0] if isinstance(value, OneOf) else value):
                if isinstance(member, ClassValue):
                    concrete = hierarchy.is_model(member.info) and not hierarchy.is_abstract(member.info)
                    module.roles[_name_of(module, base)] = "extend" if is_model and concrete else "inherit"


def _name_of(module: ModuleInfo, base: int) -> int:
    """The name in a generic base such as `Base[Model]`."""
    return module.x[base] if module.op[base] == Op.INDEX else base
