"""`relation`, `generic-relation`, `extend` and `inherit`: what the bodies and bases of classes refer to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from anabranch.facts.values import Op
from anabranch.reading.collector import Collector
from anabranch.reading.denotations import ClassValue, OneOf, members_of
from anabranch.reading.registry import HeldRelation, ModelRegistry
from anabranch.reading.world import ClassInfo, ModuleInfo
from anabranch.reading.written import is_load

Relations = Mapping[ModuleInfo, Sequence[HeldRelation]]


def relations_by_module(registry: ModelRegistry) -> Relations:
    """Relations of all models by the modules that they refer from: where the field stands, and where its owner does."""
    found: dict[ModuleInfo, list[HeldRelation]] = {}
    for info in registry.models:
        for held in registry.relations[info].values():
            if held.field.module is not None or not held.field.parent_link:
                for module in filter(None, dict.fromkeys((held.field.module, info.module))):
                    found.setdefault(module, []).append(held)
    return found


def collect(collector: Collector, module: ModuleInfo, relations: Relations) -> None:
    """Relations of models, each at the place where its target is named, as far as that is in this module."""
    for held in relations.get(module, ()):
        kind = "generic-relation" if held.field.kind == "generic" else "relation"
        if held.field.module is module:
            if held.field.target_at:
                _refer(collector, held, held.field.target_at, held.target, kind)
            elif held.target is not None:
                _refer_unnamed(collector, module, held, held.target, kind)
            _refer(collector, held, held.field.through_at, held.through, kind)
            module.roles.setdefault(held.field.limited_by, "model-meta")
        if held.owner.module is module:
            _inherit(collector, held, kind)


def _refer(collector: Collector, held: HeldRelation, at: int, target: ClassInfo | None, kind: str) -> None:
    """A name of the target takes the kind on; a string, or a constant that holds one, is a reference of its own."""
    module = held.field.module
    if not at or module is None:
        return
    found = module.found.get(at)
    if target is None and found is not None:
        return  # an own name for a model of another package: its use ties no table
    module.roles[at] = kind
    if target is None or (found is not None and found.definition >= 0):
        return
    if is_load(module, at):
        return
    if module.op[at] == Op.CALL:
        module.roles[module.x[at]] = kind
    module.consumed.add(at)
    scope = held.field.holder.number if held.field.holder.module is module else module.scope[at]
    place = module.line[at], module.column[at]
    via = found.via if found is not None else ""
    collector.add_class(module, scope, place, kind, target, note=_how(module, at, held), via=via)


def _refer_unnamed(collector: Collector, module: ModuleInfo, held: HeldRelation, target: ClassInfo, kind: str) -> None:
    """A field whose class knows the target, as `CurrentUserField()` does: what it refers to stands nowhere else."""
    call = held.field.call
    scope = held.field.holder.number if held.field.holder.module is module else module.scope[call]
    place = module.line[call], module.column[call]
    collector.add_class(module, scope, place, kind, target, note=f"resolves to {held.target_label}")


def _how(module: ModuleInfo, at: int, held: HeldRelation) -> str:
    return "" if module.op[at] == Op.STR else f"resolves to {held.target_label}"


def _inherit(collector: Collector, held: HeldRelation, kind: str) -> None:
    """A field taken from an abstract base of another app or package ties the concrete model too: at its statement."""
    owner, holder = held.owner, held.field.holder
    if held.target is None or (holder.app == owner.app and held.field.module is not None):
        return
    if not collector.resolver.hierarchy.is_abstract(owner):
        place = owner.definition.line, owner.definition.column + len("class ")
        note = f"field {held.field.name} of {holder.symbol}"
        collector.add_class(owner.module, owner.number, place, kind, held.target, note=note)


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
    """The name in a generic base such as `Base[Model]`, and in the base `Product.Meta` of a Meta."""
    if module.op[base] == Op.ATTR and base not in module.found and module.x[base] in module.found:
        return module.x[base]
    return module.x[base] if module.op[base] == Op.INDEX else base
