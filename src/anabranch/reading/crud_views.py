"""Classes that hold the views of a model, one for each action, and name them after both: `shop.product_list`.

Source: `SmartCRUDL` in `smartmin/views.py`.
"""

from __future__ import annotations

from collections.abc import Iterator

from anabranch.reading.denotations import ClassValue, Denotation, External, Several, Text
from anabranch.reading.resolver import Resolver
from anabranch.reading.world import ClassInfo

GIVES_PATTERNS = "as_urlpatterns"
_HOLDER = "smartmin.views.SmartCRUDL"
_ACTIONS = ("create", "read", "update", "delete", "list")


def named_views(resolver: Resolver, holder: ClassInfo) -> Iterator[tuple[str, str]]:
    """The URL name of each action, and the view that answers: a class inside the holder, or one that is made."""
    model = _model_name(resolver, holder)
    if model and _is_holder(resolver, holder):
        space = _text(resolver, holder, "module_name") or _module_name(holder)
        for action in _actions(resolver, holder):
            yield f"{space}.{model}_{action}".lower(), f"{holder.symbol}.{_class_name(action)}"


def holder_of(resolver: Resolver, info: ClassInfo) -> ClassInfo | None:
    """The class that a view stands in, where that gives it its model."""
    number = info.module.definitions[info.number].parent
    if not number or info.module.definitions[number].kind != "class":
        return None
    holder = info.module.class_info(number)
    is_view = _is_holder(resolver, holder) and info.definition.name in map(_class_name, _actions(resolver, holder))
    return holder if is_view else None


def _is_holder(resolver: Resolver, info: ClassInfo) -> bool:
    return _HOLDER in resolver.hierarchy.externals(info)


def _actions(resolver: Resolver, holder: ClassInfo) -> tuple[str, ...]:
    value = _attribute(resolver, holder, "actions")
    if not isinstance(value, Several):
        return _ACTIONS
    return tuple(each.text for each in value.items if isinstance(each, Text))


def _class_name(action: str) -> str:
    """`ReplaceImage` of `replace_image`."""
    return "".join(word.capitalize() for word in action.split("_"))


def _model_name(resolver: Resolver, holder: ClassInfo) -> str:
    model = _attribute(resolver, holder, "model")
    if isinstance(model, ClassValue):
        return _text(resolver, holder, "model_name") or model.info.definition.name
    return model.path.rpartition(".")[2] if isinstance(model, External) else _text(resolver, holder, "model_name")


def _module_name(holder: ClassInfo) -> str:
    """The package of the module; of a module in a folder `views`, what that stands in."""
    *around, package, _ = ("", *holder.module.name.split("."))
    return around[-1] if package == "views" and len(around) > 1 else package


def _text(resolver: Resolver, info: ClassInfo, name: str) -> str:
    value = _attribute(resolver, info, name)
    return value.text if isinstance(value, Text) else ""


def _attribute(resolver: Resolver, info: ClassInfo, name: str) -> Denotation:
    found = resolver.hierarchy.attribute(info, name)
    return resolver.value(found[0].module, found[1]) if found is not None else None
