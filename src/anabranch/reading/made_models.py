"""Models that a decorator or a function makes: no class statement is of them, but the migrations of their app are."""

from __future__ import annotations

from collections.abc import Container, Iterator

from anabranch.reading.migrated import MigratedField, MigratedModel
from anabranch.reading.resolution import Resolution
from anabranch.reading.values import Model, Relation, RelationKind


def made_models(resolution: Resolution, project: str, known: Container[str]) -> Iterator[Model]:
    """The models of installed apps that only migrations tell of; `known` are the labels of others, in lower case."""
    layout = resolution.world.layout
    history = resolution.models.recorded.history
    installed = {app.label for app in layout.apps if app.is_app and app.name not in layout.settings.optional_apps}
    for app in sorted(filter(history.is_whole, installed)):
        for model in history.models(app).values():
            label = f"{app}.{model.name}"
            if not model.is_proxy and label.lower() not in known:
                yield _made(resolution, project, label, model)


def _made(resolution: Resolution, project: str, label: str, model: MigratedModel) -> Model:
    return Model(
        project=project,
        label=label,
        module=model.module.name,
        file=model.module.path,
        line=model.module.line[model.call],
        table=label.lower().replace(".", "_"),
        abstract=False,
        proxy=False,
        managed=True,
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
    model = resolution.models.by_label(text)
    return resolution.models.label(model) if model is not None else resolution.models.recorded.spelled(text)
