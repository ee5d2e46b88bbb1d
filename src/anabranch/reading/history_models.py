"""Models that django-simple-history makes beside those that keep their history.

A class says so itself, `history = HistoricalRecords()`, or another module for it, `register(Product)`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from anabranch.facts.values import Argument, Op
from anabranch.reading.denotations import ClassValue, External, ExternalCall, Instance, Several, Text, members_of
from anabranch.reading.registry import HeldRelation
from anabranch.reading.relations import target_label
from anabranch.reading.resolution import Resolution
from anabranch.reading.values import Model, Relation, RelationKind
from anabranch.reading.world import ClassInfo, ModuleInfo
from anabranch.reading.written import is_number

_MAKER = "HistoricalRecords"
_REGISTER = "simple_history.register"


class _Kept(NamedTuple):
    """The call that keeps a model's history, with its arguments by keyword."""

    module: ModuleInfo
    call: int
    arguments: Mapping[str, Argument]


def histories(resolution: Resolution, models: Mapping[ClassInfo, Model]) -> Iterator[Model]:
    """The models of the past rows of models that have tables of their own."""
    registered = _registered(resolution)
    for info, model in models.items():
        past = None if model.abstract or model.proxy else _history_of(resolution, info, model, registered.get(info))
        if past is not None:
            yield past


def _registered(resolution: Resolution) -> dict[ClassInfo, _Kept]:
    found = {}
    for module in resolution.world.modules.values():
        if any(each.module == "simple_history" for each in module.imports):
            for call in module.of(Op.CALL):
                if resolution.value(module, module.x[call]) == External(_REGISTER):
                    kept = _Kept(module, call, {each.keyword: each for each in module.arguments(call)})
                    model = resolution.value(module, kept.arguments[""].value) if "" in kept.arguments else None
                    found.update({model.info: kept} if isinstance(model, ClassValue) else {})
    return found


def _history_of(resolution: Resolution, info: ClassInfo, model: Model, registered: _Kept | None) -> Model | None:
    """Its own fields and those of its parents, and who changed them."""
    kept = _kept(resolution, info) or registered
    if kept is None:
        return None
    name = _text(resolution, kept, "custom_model_name") or f"Historical{model.name}"
    app = _text(resolution, kept, "app").rpartition(".")[2] or model.label.partition(".")[0]
    return Model(
        project=model.project,
        label=f"{app}.{name}",
        module=model.module,
        file=kept.module.path,
        line=kept.module.line[kept.call],
        table=_text(resolution, kept, "table_name") or f"{app}_{name}".lower(),
        abstract=False,
        proxy=False,
        managed=True,
        bases=(),
        relations=tuple(_relations(resolution, info, kept, model.label, name=f"{app}.{name}")),
    )


def _kept(resolution: Resolution, info: ClassInfo) -> _Kept | None:
    for each in resolution.hierarchy.ancestors(info):
        for expression in each.definition.names.values():
            kept = _kept_by(resolution, each.module, expression)
            if kept is not None and (each is info or _is_true(kept, "inherit")):
                return kept
    return None


def _kept_by(resolution: Resolution, module: ModuleInfo, expression: int) -> _Kept | None:
    if not expression or module.op[expression] != Op.CALL:
        return None
    value = resolution.value(module, expression)
    paths = resolution.hierarchy.externals(value.info) if isinstance(value, Instance) else ()
    made = [value.path] if isinstance(value, ExternalCall) else paths
    if not any(path.endswith(f".{_MAKER}") for path in made):
        return None
    return _Kept(module, expression, {each.keyword: each for each in module.arguments(expression)})


def _relations(resolution: Resolution, info: ClassInfo, kept: _Kept, of: str, *, name: str) -> Iterator[Relation]:
    left_out = {each.text for each in _items(resolution, kept, "excluded_fields") if isinstance(each, Text)}
    for each in (info, *resolution.hierarchy.ancestors(info)[1:]):
        is_table = resolution.hierarchy.is_model(each) and not resolution.hierarchy.is_abstract(each)
        for held in resolution.models.relations.get(each, {}).values() if is_table else ():
            if held.field.kind in ("fk", "o2o") and held.field.name not in left_out:
                yield _past(held.field.name, held.target_label)
    for base in _items(resolution, kept, "bases"):
        for held in resolution.models.relations.get(base.info, {}).values() if isinstance(base, ClassValue) else ():
            yield _brought(held, name)
    if "history_user_id_field" not in kept.arguments:
        yield _past("history_user", _user(resolution, kept), _text(resolution, kept, "user_related_name") or "+")
    back = _text(resolution, kept, "related_name")
    if back:
        yield _past("history_relation", of, back)


def _past(field: str, target: str, accessor: str = "+") -> Relation:
    return Relation(field, "fk", target, accessor, None, parent_link=False, inherited_from=None)


def _brought(held: HeldRelation, name: str) -> Relation:
    kind: RelationKind = held.field.kind  # type: ignore[assignment]
    lower = name.partition(".")[2].lower()
    accessor = held.field.related_name or (lower if kind == "o2o" else f"{lower}_set")
    is_made = kind == "m2m" and held.through is None
    through = f"{name}_{held.field.name}" if is_made else held.through_label
    return Relation(held.field.name, kind, held.target_label, accessor, through, False, held.field.holder.symbol)


def _user(resolution: Resolution, kept: _Kept) -> str:
    argument = kept.arguments.get("user_model")
    given = resolution.value(kept.module, argument.value) if argument is not None else None
    label = (
        given.text if isinstance(given, Text) else target_label(given) or resolution.setting("AUTH_USER_MODEL") or ""
    )
    user = given.info if isinstance(given, ClassValue) else resolution.models.by_label(label)
    return resolution.models.label(user) if user is not None else label


def _text(resolution: Resolution, kept: _Kept, keyword: str) -> str:
    argument = kept.arguments.get(keyword)
    value = resolution.value(kept.module, argument.value) if argument is not None else None
    return value.text if isinstance(value, Text) else ""


def _items(resolution: Resolution, kept: _Kept, keyword: str) -> list[Text | ClassValue | External]:
    argument = kept.arguments.get(keyword)
    value = resolution.value(kept.module, argument.value) if argument is not None else None
    items = value.items if isinstance(value, Several) else ()
    return [one for item in items for one in members_of(item) if isinstance(one, Text | ClassValue | External)]


def _is_true(kept: _Kept, keyword: str) -> bool:
    argument = kept.arguments.get(keyword)
    return argument is not None and is_number(kept.module, argument.value, 1)
