"""Models as the migrations of an app leave them: what Django itself wrote down of all their fields.

They also say what a source does not: what abstract bases of other packages bring, under which label a package
installs its models, and which models are made while the project starts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from anabranch.facts.values import Op
from anabranch.reading.field_arguments import named_arguments
from anabranch.reading.relations import relation_kind
from anabranch.reading.world import ModuleInfo, absolute_module
from anabranch.reading.written import is_number, written_name


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
    options: dict[str, int | str]
    """`proxy`, `managed` and `db_table`, as far as they are given."""
    fields: dict[str, MigratedField] = field(default_factory=dict)


class Migrated(NamedTuple):
    """The models of an app by name, and the names of today of those that were renamed; both in lower case."""

    models: dict[str, MigratedModel]
    renamed: dict[str, str]


class MigrationHistory:
    """What the migrations of each app come to, read when it is first asked for."""

    def __init__(self, modules: Mapping[str, ModuleInfo]) -> None:
        self._modules = modules
        self._of_app: dict[str, list[ModuleInfo]] | None = None
        self._known: dict[str, Migrated] = {}

    def models(self, app: str) -> Mapping[str, MigratedModel]:
        """The models that the migrations of an app leave, by name in lower case."""
        return self._migrated(app).models

    def today(self, label: str) -> str:
        """The label of a model with its capitals, which its app may have renamed since it was referred to."""
        app, _, name = label.partition(".")
        models, renamed = self._migrated(app)
        name = name.lower()
        model = models.get(name) or models.get(renamed.get(name, "").lower())
        return f"{app}.{model.name}" if model is not None else label

    def _migrated(self, app: str) -> Migrated:
        known = self._known.get(app)
        if known is None:
            known = self._known[app] = _replayed(self._by_app().get(app, ()))
        return known

    def is_whole(self, app: str) -> bool:
        """Whether all operations of an app are written down where they stand, and are Django's or another package's."""
        lists = [(module, _option(module, "operations")) for module in self._by_app().get(app, ())]
        if not all(_is_written(module, at) for module, at in lists):
            return False
        return not any(self._is_own(module, each) for module, at in lists for each in _calls(module, at))

    def _is_own(self, module: ModuleInfo, call: int) -> bool:
        """Whether the project defines an operation, under a name that does not say what it does."""
        bound = module.x[call]
        while module.op[bound] in (Op.ATTR, Op.LOAD):
            bound = module.x[bound]
        if _operation(module, call) or module.op[bound] not in (Op.DEF, Op.IMPORT):
            return False
        return module.op[bound] == Op.DEF or absolute_module(module, module.imports[module.x[bound]]) in self._modules

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
            packages: dict[str, dict[str, list[ModuleInfo]]] = {}
            for module in self._modules.values():
                if module.unit.is_migration and not module.unit.is_test and "Migration" in module.definitions[0].names:
                    package = module.name.rpartition(".")[0]
                    packages.setdefault(module.unit.app, {}).setdefault(package, []).append(module)
            self._of_app = {app: found[min(found, key=_nearness)] for app, found in packages.items()}
        return self._of_app


def _nearness(package: str) -> tuple[bool, int, str]:
    """Django looks into one package of an app, `migrations`: others keep what was before."""
    return not package.endswith(".migrations"), package.count("."), package


def _replayed(migrations: Sequence[ModuleInfo]) -> Migrated:
    migrated = Migrated({}, {})
    for module in _in_order(migrations):
        for call in _calls(module, _option(module, "operations")):
            _apply(migrated, module, call)
    return migrated


def _option(module: ModuleInfo, name: str) -> int:
    """An attribute of the class Migration."""
    classes = (each for each in module.definitions if each.kind == "class" and each.name == "Migration")
    return next((each.names.get(name, 0) for each in classes), 0)


def _in_order(migrations: Sequence[ModuleInfo]) -> Iterator[ModuleInfo]:
    """Each after those of its app that it depends on; one that replaces others stands in their place."""
    by_name = {module.name.rpartition(".")[2]: module for module in sorted(migrations, key=lambda each: each.name)}
    instead = {name: by for by, module in by_name.items() for name in _names(module, "replaces")}
    seen: set[str] = set()

    def visit(name: str) -> Iterator[ModuleInfo]:
        if name in seen:
            return
        seen.add(name)
        module = by_name.get(name)
        if name in instead:
            yield from visit(instead[name])
        elif module is not None:
            for before in _names(module, "dependencies"):
                yield from visit(before)
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
    if op == Op.LOAD:
        return _is_written(module, module.x[at])
    return not at or (op == Op.SEQ and all(_is_told(module, each) for each in module.members(at)))


def _is_told(module: ModuleInfo, call: int) -> bool:
    """Whether the source says which model an operation is of."""
    if module.op[call] != Op.CALL:
        return False
    keys = _OPERATIONS.get(_operation(module, call), ())
    given = _arguments(module, call, keys)
    names = [given.get(each, 0) for each in keys if each.endswith("name")]
    return all(_text(module, each) for each in names) and _is_written(module, _state_alone(module, call))


def _calls(module: ModuleInfo, at: int) -> Iterator[int]:
    """The operations of a list, those of the state alone among them."""
    for each in _items(module, at):
        if module.op[each] == Op.CALL:
            yield each
            yield from _calls(module, _state_alone(module, each))


def _state_alone(module: ModuleInfo, call: int) -> int:
    """The operations that an operation does to the state and not to the database."""
    return _arguments(module, call, _BEFORE_STATE.get(written_name(module, call), ())).get(_STATE, 0)


_STATE = "state_operations"
_BEFORE_STATE = {
    "SeparateDatabaseAndState": ("database_operations", _STATE),
    "RunSQL": ("sql", "reverse_sql", _STATE),
}


def _arguments(module: ModuleInfo, call: int, names: tuple[str, ...]) -> dict[str, int]:
    return {name: argument.value for name, argument in named_arguments(module, call, names).items()}


def _text(module: ModuleInfo, at: int) -> str:
    if at and module.op[at] == Op.LOAD:
        at = module.x[at]
    return module.texts[module.x[at]] if at and module.op[at] == Op.STR else ""


_OPERATIONS = {
    "CreateModel": ("name", "fields", "options"),
    "DeleteModel": ("name",),
    "RenameModel": ("old_name", "new_name"),
    "AddField": ("model_name", "name", "field"),
    "AlterField": ("model_name", "name", "field"),
    "RemoveField": ("model_name", "name"),
    "RenameField": ("model_name", "old_name", "new_name"),
    "AlterModelTableComment": (),
    "AlterModelTable": ("name", "table"),
    "AlterModelOptions": ("name", "options"),
}


def _operation(module: ModuleInfo, call: int) -> str:
    """Which of Django's operations it is, also under another name: `DeleteModelIfExists` deletes it too."""
    called = written_name(module, call)
    return next((each for each in _OPERATIONS if each in called), "")


def _apply(migrated: Migrated, module: ModuleInfo, call: int) -> None:
    operation, models = _operation(module, call), migrated.models
    given = _arguments(module, call, _OPERATIONS.get(operation, ()))
    name, old, new = (_text(module, given.get(key, 0)) for key in ("name", "old_name", "new_name"))
    model = models.get(_text(module, given.get("model_name", 0)).lower() or name.lower())
    if operation == "CreateModel":
        models[name.lower()] = _created(module, call, name, given)
    elif operation == "DeleteModel":
        models.pop(name.lower(), None)
    elif operation == "RenameModel":
        _rename_model(migrated, module.unit.app, old, new)
    elif model is not None and operation.startswith("AlterModel"):
        _alter_model(model, module, given)
    elif model is not None and operation:
        _change_field(model, module, (old or name, new or name), given.get("field", 0))


def _created(module: ModuleInfo, call: int, name: str, given: Mapping[str, int]) -> MigratedModel:
    model = MigratedModel(name, module, call, _options(module, given.get("options", 0)))
    rows = [module.members(each) for each in _items(module, given.get("fields", 0)) if module.op[each] == Op.SEQ]
    for field_name, at in ((_text(module, row[0]), row[1]) for row in rows if len(row) == 2):
        _change_field(model, module, (field_name, field_name), at)
    return model


def _change_field(model: MigratedModel, module: ModuleInfo, names: tuple[str, str], call: int) -> None:
    """Take a field away and, where one is left, put it back: under another name, or as it is now."""
    old, new = names
    past = model.fields.pop(old, None)
    written = _field(module, model.name, new, call)
    if past is not None and new != old:
        written = past._replace(name=new)
    if written is not None:
        model.fields[new] = written


def _alter_model(model: MigratedModel, module: ModuleInfo, given: Mapping[str, int]) -> None:
    if "table" in given:
        model.options["db_table"] = _text(module, given["table"])
    elif "options" in given:
        model.options["managed"] = _options(module, given["options"]).get("managed", 1)


def _options(module: ModuleInfo, at: int) -> dict[str, int | str]:
    members = module.members(at) if module.op[at] == Op.DICT else []
    pairs = [(_text(module, key), value) for key, value in zip(members[::2], members[1::2], strict=True)]
    switches = {key: module.x[value] for key, value in pairs if module.op[value] == Op.INT}
    return switches | {key: _text(module, value) for key, value in pairs if key == "db_table"}


def _rename_model(migrated: Migrated, app: str, old: str, new: str) -> None:
    models, renamed = migrated
    model = models.pop(old.lower(), None)
    if model is None:
        return
    model.name = new
    models[new.lower()] = model
    renamed |= {before: new for before, name in renamed.items() if name.lower() == old.lower()} | {old.lower(): new}
    label = f"{app}.{old}".lower()
    now = {label: f"{app}.{new}"}
    for other in models.values():
        for name, each in other.fields.items():
            target, through = now.get(each.target.lower(), each.target), each.through
            through = now.get(through.lower(), through) if through is not None else None
            other.fields[name] = each._replace(target=target, through=through)


def _field(module: ModuleInfo, owner: str, name: str, call: int) -> MigratedField | None:
    if not name or not call or module.op[call] != Op.CALL:
        return None
    by_name = relation_kind(written_name(module, call))
    given = _arguments(module, call, ("to",) if by_name is not None else ())
    target = _label(module, owner, given.get("to", 0))
    if not target:
        return None
    kind = by_name or ("fk" if "on_delete" in given else "m2m")
    related, query = (_text(module, given.get(key, 0)) or None for key in ("related_name", "related_query_name"))
    link = given.get("parent_link", 0)
    is_link = bool(link) and is_number(module, link, 1)
    through = _label(module, owner, given.get("through", 0)) or None
    return MigratedField(name, kind, target, related, query, through, is_link)


def _label(module: ModuleInfo, owner: str, at: int) -> str:
    """`"catalog.Product"`, or the setting that names it: `settings.AUTH_USER_MODEL`."""
    bound = module.x[at] if module.op[at] == Op.LOAD else at
    if module.op[bound] == Op.ATTR:
        return module.texts[module.y[bound]]
    text = _text(module, bound)
    return text if "." in text or not text else f"{module.unit.app}.{owner if text == 'self' else text}"
