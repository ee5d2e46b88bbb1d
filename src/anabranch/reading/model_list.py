"""The model registry as the map lists it."""

from __future__ import annotations

from anabranch.facts.values import Op
from anabranch.reading.attributes import is_property
from anabranch.reading.denotations import ClassValue, Denotation, External, ExternalCall
from anabranch.reading.history_models import histories
from anabranch.reading.made_models import made_models
from anabranch.reading.managers import made_with, manager_value, queryset_kind
from anabranch.reading.registry import HeldRelation
from anabranch.reading.relations import meta_text, target_label
from anabranch.reading.resolution import Resolution
from anabranch.reading.resolver import paths_outside
from anabranch.reading.values import Model, Relation, RelationKind
from anabranch.reading.world import ClassInfo


def list_models(resolution: Resolution, project: str) -> tuple[Model, ...]:
    """All models of a project, by label."""
    absent = _absent_apps(resolution)
    present = [info for info in resolution.models.models if info.module.unit.app not in absent]
    models = {info: _model(resolution, project, info) for info in present}
    listed = [*models.values(), *histories(resolution, models)]
    listed += made_models(resolution, project, listed)
    return tuple(sorted(listed, key=lambda model: (model.label, model.module)))


def _absent_apps(resolution: Resolution) -> set[str]:
    """Labels of apps that the settings install only under a condition: Django has no models of the others."""
    layout = resolution.world.layout
    return {app.label for app in layout.apps if app.name in layout.settings.optional_apps}


def table_names(resolution: Resolution) -> dict[str, ClassInfo]:
    """Concrete models by the name of their table, in lower case; of those that share one, the one that makes it."""
    hierarchy = resolution.hierarchy
    return {
        table_of(resolution, info).lower(): info
        for info in sorted(resolution.models.models, key=hierarchy.is_managed)
        if not hierarchy.is_abstract(info) and not hierarchy.is_proxy(info)
    }


def table_of(resolution: Resolution, info: ClassInfo) -> str:
    """`db_table`, or the app label and the name; of a proxy those of the model that it stands for."""
    concrete = resolution.models.concrete_model(info)
    given = meta_text(resolution, concrete, "db_table")
    return given or resolution.models.label(concrete).lower().replace(".", "_")


def _model(resolution: Resolution, project: str, info: ClassInfo) -> Model:
    methods, properties = _methods(resolution, info)
    held = resolution.models.relations[info]
    return Model(
        project=project,
        label=resolution.models.label(info),
        module=info.module.name,
        file=info.module.path,
        line=info.definition.line,
        table=table_of(resolution, info),
        abstract=resolution.hierarchy.is_abstract(info),
        proxy=resolution.hierarchy.is_proxy(info),
        managed=resolution.hierarchy.is_managed(info),
        bases=tuple(_base_names(resolution, info)),
        relations=tuple(_relation(each, info) for each in held.values()),
        methods=methods,
        properties=properties,
        fields=tuple(_fields(resolution, info)),
        mixins=tuple(each.symbol for each in resolution.hierarchy.ancestors(info)[1:]),
        managers=tuple(sorted(_managers(resolution, info))),
    )


def _relation(held: HeldRelation, info: ClassInfo) -> Relation:
    field = held.field
    kind: RelationKind = field.kind  # type: ignore[assignment]
    source = field.holder.symbol if field.holder is not info else None
    return Relation(
        field.name,
        kind,
        held.target_label,
        held.accessor,
        held.through_label,
        field.parent_link,
        source,
        field.cascades and kind in ("fk", "o2o"),
    )


def _base_names(resolution: Resolution, info: ClassInfo) -> list[str]:
    names = []
    for base in resolution.hierarchy.bases(info):
        if isinstance(base, ClassValue):
            is_model = resolution.hierarchy.is_model(base.info)
            names.append(resolution.models.label(base.info) if is_model else base.info.symbol)
        elif isinstance(base, External | ExternalCall):
            names.append((target_label(base) if isinstance(base, External) else None) or base.path)
    return names


def _methods(resolution: Resolution, info: ClassInfo) -> tuple[tuple[str, ...], tuple[str, ...]]:
    methods: list[str] = []
    properties: list[str] = []
    for name, expression in info.definition.names.items():
        if not expression or info.module.op[expression] != Op.DEF:
            continue
        number = info.module.x[expression]
        if info.module.definitions[number].kind == "function":
            is_read = is_property(resolution, info.module.function_info(number))
            (properties if is_read else methods).append(name)
    return tuple(methods), tuple(properties)


def _fields(resolution: Resolution, info: ClassInfo) -> list[str]:
    names = []
    for name, expression in info.definition.names.items():
        if expression and info.module.op[expression] == Op.CALL:
            made = resolution.value(info.module, expression)
            if name in resolution.models.relations[info] or _is_field(resolution, made):
                names.append(name)
    return names


def _is_field(resolution: Resolution, made: Denotation) -> bool:
    """Whether a call makes a field, of another package's class or of the project's own."""
    return any(path.endswith(("Field", "Key")) for path in paths_outside(resolution, made))


def _managers(resolution: Resolution, info: ClassInfo) -> set[str]:
    found: set[str] = set()
    for holder in resolution.hierarchy.ancestors(info):
        for expression in holder.definition.names.values():
            is_manager, kind = manager_value(resolution, holder.module, expression)
            if is_manager:
                classes = (kind, queryset_kind(resolution, kind), made_with(resolution, holder.module, expression))
                found.update(each.symbol for each in classes if each is not None)
    return found
