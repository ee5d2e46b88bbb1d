"""`path` and `setting`: dotted strings that name something first-party."""

from __future__ import annotations

import re

from anabranch.facts.values import Op
from anabranch.reading.collector import Collector
from anabranch.reading.denotations import External, Text
from anabranch.reading.kinds.logging_names import mark_logging
from anabranch.reading.world import Found, ModuleInfo, absolute_name
from anabranch.reading.written import written_name

_DOTTED = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+(?::[A-Za-z_]\w*)?\Z")


def collect(collector: Collector, module: ModuleInfo, settings: frozenset[str], installed: frozenset[str]) -> None:
    """Strings that no other kind took, where the project has what they name; `installed` are INSTALLED_APPS."""
    is_settings = module.name in settings or _is_beside(module, settings)
    _mark_labels(module)
    _mark_marks(module)
    if is_settings:
        mark_logging(module)
        _mark_folders(module)
        for line in (
            line for path, line in collector.resolver.world.layout.settings.unknown_apps if path == module.path
        ):
            collector.add_unseen(module, line, "app is not known until run time", "INSTALLED_APPS")
    _collect_pairs(collector, module)
    top = module.definitions[0].names
    constants = set(top.values())
    handlers = {top[name] for name in _HANDLERS if name in top}
    for expression in (*module.of(Op.STR), *module.of(Op.CONCAT), *module.of(Op.FORMAT)):
        if expression in module.roles or not module.line[expression]:
            continue
        value = module.memo[expression]
        if not isinstance(value, Text) or not (_DOTTED.match(value.text) or (is_settings and value.text in installed)):
            continue
        found = find(collector, value.text, is_settings=is_settings)
        if found is None and expression not in constants:  # a constant counts where it is used
            found = _labelled(collector, value.text)
        if found is not None and found.module is not module and not _is_own_package(module, found):
            kind = "setting" if is_settings or found.module.name in settings else "path"
            if kind == "path" and (expression in handlers or _is_urlconf(found)):
                kind = "url"
            at = module.line[expression], module.column[expression]
            collector.add(module, module.scope[expression], at, kind, collector.imported(found))


_HANDLERS = ("handler400", "handler403", "handler404", "handler500")
"""What a URLconf names for errors."""


def _is_urlconf(found: Found) -> bool:
    return not found.name and "urlpatterns" in found.module.definitions[0].names


def _collect_pairs(collector: Collector, module: ModuleInfo) -> None:
    """A module and a name in it, side by side: `("shop.tools", "make")`, `Annotated["Product", lazy("shop.types")]`."""
    for group in module.of(Op.SEQ):
        members = module.members(group)
        if len(members) != 2:
            continue
        for home, name in (members, members[::-1]):
            text = _only_argument(module, home)
            if module.op[name] != Op.STR or module.op[text] != Op.STR or text in module.roles:
                continue
            found = _named_in(collector, module, module.texts[module.x[text]], module.texts[module.x[name]])
            if found is not None:
                module.roles[text] = module.roles[name] = "path"
                at = module.line[text], module.column[text]
                collector.add(module, module.scope[text], at, "path", collector.imported(found))


def _only_argument(module: ModuleInfo, expression: int) -> int:
    """The one argument of a call; any other expression is itself."""
    if module.op[expression] != Op.CALL:
        return expression
    arguments = module.arguments(expression)
    return arguments[0].value if len(arguments) == 1 and not arguments[0].keyword else expression


def _named_in(collector: Collector, module: ModuleInfo, home: str, name: str) -> Found | None:
    bare = home.lstrip(".")
    absolute = absolute_name(module, bare, len(home) - len(bare))
    if not name.isidentifier() or not _DOTTED.match(absolute):
        return None
    found = collector.resolver.by_dotted_name(f"{absolute}.{name}")
    return found if found is not None and found.name and found.module is not module else None


def _is_beside(module: ModuleInfo, settings: frozenset[str]) -> bool:
    """Whether a module stands in a package called `settings` that holds settings."""
    package = module.name.rpartition(".")[0]
    return package.rpartition(".")[2] == "settings" and any(name.startswith(f"{package}.") for name in settings)


def _is_own_package(module: ModuleInfo, found: Found) -> bool:
    """`name = "shop.orders"` in the app config of `shop.orders` says where it is, it refers to nobody."""
    return not found.name and module.name.startswith(f"{found.module.name}.")


_LABELLING = ("getLogger", "get_logger", "get_task_logger", "entry_points")


def _mark_labels(module: ModuleInfo) -> None:
    """The name in `getLogger("catalog.views")` refers to no code, nor does a group of `entry_points(group="shop")`."""
    if not any(name in module.texts or any(each.name == name for each in module.imports) for name in _LABELLING):
        return
    for call in module.of(Op.CALL):
        function = module.memo[module.x[call]]
        if isinstance(function, External) and function.path.endswith(_LABELLING):
            for argument in module.arguments(call):
                module.roles.setdefault(argument.value, "path")


def _mark_marks(module: ModuleInfo) -> None:
    """The `dispatch_uid` of a receiver only differs from others, whatever dotted name it is made of."""
    if "dispatch_uid" not in module.texts:
        return
    for call in module.of(Op.CALL):
        for argument in module.arguments(call):
            if argument.keyword == "dispatch_uid":
                module.roles.setdefault(argument.value, "path")


_JOINING = {"join", "joinpath", "Path"}


def _mark_folders(module: ModuleInfo) -> None:
    """In `BASE_DIR / "shop" / "static"` a word is a folder, also where an app bears the same name."""
    parts = [each for row in module.of(Op.ARITHMETIC) for each in (module.x[row], module.y[row])]
    joins = (call for call in module.of(Op.CALL) if written_name(module, call) in _JOINING)
    parts += [argument.value for call in joins for argument in module.arguments(call)]
    for part in parts:
        if module.op[part] == Op.STR and "." not in module.texts[module.x[part]]:
            module.roles.setdefault(part, "path")


def find(collector: Collector, text: str, *, is_settings: bool) -> Found | None:
    """What a dotted string names: in settings apps and models too, elsewhere at least a module inside a package."""
    resolver = collector.resolver
    found = resolver.by_dotted_name(text.replace(":", "."))
    if found is not None:
        return found
    model = resolver.models.by_label(text) if is_settings and text.count(".") == 1 else None
    return Found(model.module, model.definition.qualname) if model is not None else None


def _labelled(collector: Collector, text: str) -> Found | None:
    """The model that `app.Model` names, as page types, factories and a project's own registries write it."""
    models = collector.resolver.models
    model = models.by_label(text) if text.count(".") == 1 else None
    is_exact = model is not None and models.label(model) == text  # other words look like a label in another case
    return Found(model.module, model.definition.qualname) if model is not None and is_exact else None
