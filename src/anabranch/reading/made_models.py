"""Models that a decorator or a function makes: no class statement is of them, but the migrations of their app are."""

from __future__ import annotations

import builtins
from collections.abc import Iterator, Sequence
from itertools import chain

from anabranch.facts.values import Op
from anabranch.project.dotted import is_standard
from anabranch.reading.denotations import ClassValue, Denotation, External, ExternalCall
from anabranch.reading.knowledge import MODEL_ROOTS
from anabranch.reading.migrated import MigratedField, MigratedModel
from anabranch.reading.resolution import Resolution
from anabranch.reading.values import Model, Relation, RelationKind
from anabranch.reading.world import ModuleInfo


def made_models(resolution: Resolution, project: str, listed: Sequence[Model]) -> Iterator[Model]:
    """The models of installed apps that only migrations tell of; `listed` are all others.

    A model that the source has lost since the last migration is none of them: some code of the app has to make models,
    and what is in the source, in the migrations.
    """
    layout = resolution.world.layout
    history = resolution.models.recorded.history
    installed = {app.label for app in layout.apps if app.is_app and app.name not in layout.settings.optional_apps}
    names = {model.name.lower() for model in listed}
    for app in sorted(filter(history.is_whole, installed)):
        left = [model for name, model in history.models(app).items() if name not in names]
        left = [model for model in left if not model.options.get("proxy")]
        if left and _is_recorded(resolution, app):
            if not _makes_models(resolution, app):
                makers = _makers(resolution, app)
                left = [model for model in left if model.name.lower().startswith(makers)]
            yield from (_made(resolution, project, f"{app}.{model.name}", model) for model in left)


def _is_recorded(resolution: Resolution, app: str) -> bool:
    """Whether the migrations of an app know all of its classes that are models for certain."""
    models, hierarchy = resolution.models, resolution.hierarchy
    recorded = models.recorded.history.models(app)
    own = (info for info in models.models if models.label(info).partition(".")[0] == app and _runs(info.module))
    certain = (info for info in own if not MODEL_ROOTS.isdisjoint(hierarchy.externals(info)))
    return all(hierarchy.is_abstract(info) or info.definition.name.lower() in recorded for info in certain)


def _makes_models(resolution: Resolution, app: str) -> bool:
    """Whether code that runs when an app is loaded may make models: a decorator of one, or a call beside them."""
    modules = {each for each in resolution.world.modules.values() if each.unit.app == app and _runs(each)}
    models = (info for info in resolution.models.models if info.module in modules)
    decorated = ((info.module, at) for info in models for at in info.definition.decorators)
    beside = (module for module in modules if "models" in module.name.split("."))
    calls = ((module, at) for module in beside for at in module.of(Op.CALL) if not module.scope[at])
    called = ((module, module.x[at]) for module, at in calls)
    return any(_may_make(resolution.value(module, at)) for module, at in chain(decorated, called))


def _makers(resolution: Resolution, app: str) -> tuple[str, ...]:
    """Models in whose bodies other packages make something that is no field: `translations = TranslatedFields(…)`."""
    models = (info for info in resolution.models.models if info.module.unit.app == app and _runs(info.module))
    return tuple(
        info.definition.name.lower()
        for info in models
        for at in info.definition.names.values()
        if info.module.op[at] == Op.CALL and _makes_no_field(resolution.value(info.module, at))
    )


def _makes_no_field(value: Denotation) -> bool:
    return isinstance(value, ExternalCall) and _may_make(value) and not value.path.endswith(("Field", "Key", "Manager"))


def _runs(module: ModuleInfo) -> bool:
    """Whether a module is neither a migration nor a test."""
    return not module.unit.is_migration and not module.unit.is_test


def _may_make(value: Denotation) -> bool:
    """Whether calling something may make a model: neither classes nor what comes with Django and Python, but `type`."""
    if not isinstance(value, External | ExternalCall):
        return not isinstance(value, ClassValue)
    package, _, name = value.path.partition(".")
    if package == "builtins":
        return name == "type" or not hasattr(builtins, name)
    return not is_standard(value.path) and package != "django"


def _made(resolution: Resolution, project: str, label: str, model: MigratedModel) -> Model:
    return Model(
        project=project,
        label=label,
        module=model.module.name,
        file=model.module.path,
        line=model.module.line[model.call],
        table=str(model.options.get("db_table") or label.lower().replace(".", "_")),
        abstract=False,
        proxy=False,
        managed=bool(model.options.get("managed", 1)),
        bases=(),
        relations=tuple(_relation(resolution, label, each) for each in model.fields.values()),
    )


def _relation(resolution: Resolution, label: str, field: MigratedField) -> Relation:
    kind: RelationKind = field.kind  # type: ignore[assignment]
    app, _, name = label.lower().partition(".")
    given = (field.related_name or "").replace("%(class)s", name).replace("%(app_label)s", app)
    accessor = "+" if given.endswith("+") else given or (name if kind == "o2o" else f"{name}_set")
    through = _target(resolution, field.through) if field.through is not None else f"{label}_{field.name}"
    target = _target(resolution, field.target)
    through_label = through if kind == "m2m" else None
    return Relation(field.name, kind, target, accessor, through_label, field.is_parent_link, inherited_from=None)


def _target(resolution: Resolution, label: str) -> str:
    text = resolution.setting(label) or label if label.isupper() else label
    text = resolution.models.recorded.spelled(text)
    model = resolution.models.by_label(text)
    return resolution.models.label(model) if model is not None else text
