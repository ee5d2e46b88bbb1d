"""Models as the migrations of an app leave them: what Django itself wrote down of all their fields.

They also say what a source does not: what abstract bases of other packages bring, under which label a package
installs its models, and which models are made while the project starts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from anabranch.facts.values import Op
from anabranch.reading.relations import relation_kind
from anabranch.reading.world import ModuleInfo
from anabranch.reading.written import written_name


class MigratedField(NamedTuple):
    """A relation field as a migration writes it; `target` and `through` are labels, or the name of a setting."""

    name: str
    kind: str
    target: str
    related_name: str | None
    related_query_name: str | None
    through: str | None
    is_parent_link: bool


@dataclass(slots=True)
class MigratedModel:
    """A model with its relation fields, by name, and where it was created."""

    name: str
    module: ModuleInfo
    call: int
    is_proxy: bool
    fields: dict[str, MigratedField] = field(default_factory=dict)


Migrated = Mapping[str, MigratedModel]
"""By the name of the model in lower case."""


class MigrationHistory:
    """What the migrations of each app come to, read when it is first asked for."""

    def __init__(self, modules: Mapping[str, ModuleInfo]) -> None:
        self._modules = modules
        self._of_app: dict[str, list[ModuleInfo]] | None = None
        self._known: dict[str, Migrated] = {}

    def models(self, app: str) -> Migrated:
        """The models that the migrations of an app leave."""
        known = self._known.get(app)
        if known is None:
            known = self._known[app] = _replayed(self._by_app().get(app, ()))
        return known

    def is_whole(self, app: str) -> bool:
        """Whether all operations of an app are written down where they stand."""
        lists = ((module, _option(module, "operations")) for module in self._by_app().get(app, ()))
        return all(_is_written(module, at) for module, at in lists)

    def relation(self, label: str, name: str) -> MigratedField | None:
        """What the migrations say of a field of a model."""
        model = self._model(label)
        return model.fields.get(name) if model is not None else None

    def relations(self, label: str) -> Sequence[MigratedField]:
        """What the migrations say of all relation fields of a model."""
        model = self._model(label)
        return list(model.fields.values()) if model is not None else ()

    def _model(self, label: str) -> MigratedModel | None:
        app, _, name = label.partition(".")
        return self.models(app).get(name.lower())

    def _by_app(self) -> dict[str, list[ModuleInfo]]:
        if self._of_app is None:
            self._of_app = {}
            for module in self._modules.values():
                if module.unit.is_migration and not module.unit.is_test and "Migration" in module.definitions[0].names:
                    self._of_app.setdefault(module.unit.app, []).append(module)
        return self._of_app


def _replayed(migrations: Sequence[ModuleInfo]) -> Migrated:
    models: dict[str, MigratedModel] = {}
    for module in _in_order(migrations):
        for call in _calls(module, _option(module, "operations")):
            _apply(models, module, call)
    return models


def _option(module: ModuleInfo, name: str) -> int:
    """An attribute of the class Migration."""
    classes = (each for each in module.definitions if each.kind == "class" and each.name == "Migration")
    return next((each.names.get(name, 0) for each in classes), 0)


def _in_order(migrations: Sequence[ModuleInfo]) -> Iterator[ModuleInfo]:
    """Each after those of its app that it depends on; those that another one replaces are left out."""
    by_name = {module.name.rpartition(".")[2]: module for module in sorted(migrations, key=lambda each: each.name)}
    replaced = {name for module in by_name.values() for name in _names(module, "replaces")}
    seen: set[str] = set()

    def visit(name: str) -> Iterator[ModuleInfo]:
        module = by_name.get(name)
        if module is None or name in seen:
            return
        seen.add(name)
        for before in _names(module, "dependencies"):
            yield from visit(before)
        if name not in replaced:
            yield module

    for name in by_name:
        yield from visit(name)


def _names(module: ModuleInfo, option: str) -> list[str]:
    """Names of migrations of the same app that an option lists."""
    rows = (module.members(at) for at in _items(module, _option(module, option)) if module.op[at] == Op.SEQ)
    pairs = [[_text(module, each) for each in row] for row in rows]
    return [pair[1] for pair in pairs if len(pair) == 2 and pair[0] == module.unit.app and pair[1]]


def _items(module: ModuleInfo, at: int) -> list[int]:
    op = module.op[at]
    if op == Op.CONCAT:
        return _items(module, module.x[at]) + _items(module, module.y[at])
    return module.members(at) if op == Op.SEQ else _items(module, module.x[at]) if op == Op.LOAD else []


def _is_written(module: ModuleInfo, at: int) -> bool:
    op = module.op[at]
    if op == Op.CONCAT:
        return _is_written(module, module.x[at]) and _is_written(module, module.y[at])
    return not at or (op == Op.SEQ and all(module.op[each] == Op.CALL for each in module.members(at)))


def _calls(module: ModuleInfo, at: int) -> Iterator[int]:
    """The operations of a list, those of the state alone among them."""
    for each in _items(module, at):
        if module.op[each] == Op.CALL:
            if written_name(module, each) == "SeparateDatabaseAndState":
                yield from _calls(module, _arguments(module, each, ("database_operations", _STATE)).get(_STATE, 0))
            else:
                yield each


_STATE = "state_operations"


def _arguments(module: ModuleInfo, call: int, names: tuple[str, ...]) -> dict[str, int]:
    given = [(each.keyword, each.value) for each in module.arguments(call)]
    found = {keyword: value for keyword, value in given if keyword}
    return dict(zip(names, (value for keyword, value in given if not keyword), strict=False)) | found


def _text(module: ModuleInfo, at: int) -> str:
    return module.texts[module.x[at]] if at and module.op[at] == Op.STR else ""


_OPERATIONS = {
    "CreateModel": ("name", "fields"),
    "DeleteModel": ("name",),
    "RenameModel": ("old_name", "new_name"),
    "AddField": ("model_name", "name", "field"),
    "AlterField": ("model_name", "name", "field"),
    "RemoveField": ("model_name", "name"),
    "RenameField": ("model_name", "old_name", "new_name"),
}


def _apply(models: dict[str, MigratedModel], module: ModuleInfo, call: int) -> None:
    called = written_name(module, call)
    operation = next((each for each in _OPERATIONS if each in called), "")  # `DeleteModelIfExists` deletes it too
    if not operation:
        return
    given = _arguments(module, call, _OPERATIONS[operation])
    name, old, new = (_text(module, given.get(key, 0)) for key in ("name", "old_name", "new_name"))
    model = models.get(_text(module, given.get("model_name", 0)).lower())
    if operation == "CreateModel":
        models[name.lower()] = _created(module, call, name, given.get("fields", 0))
    elif operation == "DeleteModel":
        models.pop(name.lower(), None)
    elif operation == "RenameModel":
        _rename_model(models, module.unit.app, old, new)
    elif model is not None:
        past = model.fields.pop(old or name, None)
        written = _field(module, name, given.get("field", 0))
        if past is not None and operation == "RenameField":
            model.fields[new] = past._replace(name=new)
        elif written is not None:
            model.fields[name] = written


def _created(module: ModuleInfo, call: int, name: str, fields: int) -> MigratedModel:
    """A proxy is created without fields; a model of a table has at least its key."""
    return MigratedModel(name, module, call, not _items(module, fields), _fields(module, fields))


def _rename_model(models: dict[str, MigratedModel], app: str, old: str, new: str) -> None:
    renamed = models.pop(old.lower(), None)
    if renamed is None:
        return
    renamed.name = new
    models[new.lower()] = renamed
    label = f"{app}.{old}".lower()
    for model in models.values():
        for each in [one for one in model.fields.values() if one.target.lower() == label]:
            model.fields[each.name] = each._replace(target=f"{app}.{new}")


def _fields(module: ModuleInfo, at: int) -> dict[str, MigratedField]:
    rows = [module.members(each) for each in _items(module, at) if module.op[each] == Op.SEQ]
    found = (_field(module, _text(module, row[0]), row[1]) for row in rows if len(row) == 2)
    return {each.name: each for each in found if each is not None}


def _field(module: ModuleInfo, name: str, call: int) -> MigratedField | None:
    if not name or not call or module.op[call] != Op.CALL:
        return None
    by_name = relation_kind(written_name(module, call))
    given = _arguments(module, call, ("to",) if by_name is not None else ())
    target = _label(module, given.get("to", 0))
    if not target:
        return None
    kind = by_name or ("fk" if "on_delete" in given else "m2m")
    related, query = (_text(module, given.get(key, 0)) or None for key in ("related_name", "related_query_name"))
    link = given.get("parent_link", 0)
    is_link = bool(link) and module.op[link] == Op.INT and module.x[link] == 1
    return MigratedField(name, kind, target, related, query, _label(module, given.get("through", 0)) or None, is_link)


def _label(module: ModuleInfo, at: int) -> str:
    """`"catalog.Product"`, or the setting that names it: `settings.AUTH_USER_MODEL`."""
    if at and module.op[at] == Op.LOAD:
        at = module.x[at]
    if at and module.op[at] == Op.ATTR:
        return module.texts[module.y[at]]
    return _text(module, at)
