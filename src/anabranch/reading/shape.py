"""What all modules of a project are resolved against: as long as it is the same, only what changed is resolved anew."""

from __future__ import annotations

import hashlib

import msgspec

from anabranch.reading.registry import HeldRelation
from anabranch.reading.run import Run
from anabranch.reading.world import ClassInfo, ModuleInfo


def shape_of(run: Run) -> bytes:
    """A digest of layout, models, wiring, URL names, tasks, tables and permissions."""
    layout = run.resolution.world.layout
    models = run.resolution.models
    parts = [
        layout,
        sorted(run.resolution.world.shared),
        [(module.path, module.name, module.app, sorted(module.apart.items())) for module in run.modules],
        [(info.symbol, models.label(info), *_standing(run, info)) for info in models.models],
        [_relation(held) for info in models.models for held in models.relations[info].values()],
        [info.symbol for found in models.rivals.values() for info in found],
        models.wiring.listed(),
        run.urls.described(),
        [(info.symbol, name) for info, name in run.tasks_known.names.items()],
        [(name, info.symbol) for name, info in run.tables.items()],
        [(name, info.symbol) for name, info in run.permissions.items()],
    ]
    return _digest(parts)


def classes_of(run: Run) -> dict[str, bytes]:
    """A digest of the classes of each module and what they descend from, by path."""
    hierarchy = run.resolution.hierarchy
    found: dict[str, list[object]] = {}
    for info in run.resolution.models.classes:
        ancestors = [each.symbol for each in hierarchy.ancestors(info)]
        row = info.symbol, ancestors, sorted(hierarchy.externals(info)), hierarchy.is_model(info)
        found.setdefault(info.module.path, []).append(row)
    return {path: _digest(rows) for path, rows in found.items()}


def _digest(parts: list[object]) -> bytes:
    return hashlib.blake2b(msgspec.msgpack.encode(parts, enc_hook=_plain), digest_size=16).digest()


def _standing(run: Run, info: ClassInfo) -> tuple[bool, bool]:
    return run.resolution.hierarchy.is_abstract(info), run.resolution.hierarchy.is_proxy(info)


def _relation(held: HeldRelation) -> tuple[object, ...]:
    field = held.field
    return (
        *(
            field.name,
            field.kind,
            field.parent_link,
            field.cascades,
            field.symmetrical,
            field.holder.symbol,
            held.owner.symbol,
        ),
        *(_symbol(field.module), _symbol(held.target), held.target_label, held.accessor, held.query_name),
        *(_symbol(held.through), held.through_label, held.implicit),
        # A constructor in another file can give what is written at the field too, and then that says nothing.
        *map(bool, (field.target_at, field.through_at, field.limited_by)),
    )


def _symbol(one: ClassInfo | ModuleInfo | None) -> str:
    return "" if one is None else one.symbol if isinstance(one, ClassInfo) else one.name


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset | set) else repr(value)
