"""What a generic view puts into the context of its template by itself, under the names that Django gives it."""

from __future__ import annotations

from anabranch.facts.values import Op
from anabranch.reading.denotations import (
    Denotation,
    External,
    ExternalInstance,
    Instance,
    OutsideRows,
    QuerySet,
)
from anabranch.reading.resolver import Resolver
from anabranch.reading.served import helper, served_model
from anabranch.reading.world import ClassInfo

_LISTS = (
    "ListView", "FilterView", "ArchiveIndexView", "YearArchiveView", "MonthArchiveView", "WeekArchiveView",
    "DayArchiveView", "TodayArchiveView", "MultipleObjectMixin", "MultipleObjectTemplateResponseMixin",
)  # fmt: skip


def in_context(resolver: Resolver, view: ClassInfo, name: str) -> Denotation:
    """The view itself, its form, its object or its list; None under any other name."""
    if name == "view":
        return Instance(view)
    if name == "form":
        return helper(resolver, view, "get_form")
    is_list = any(path.endswith(_LISTS) for path in resolver.hierarchy.externals(view))
    model = model_shown(resolver, view)
    if model is None:
        return None
    word = (model.definition.name if isinstance(model, ClassInfo) else model.path.rpartition(".")[2]).lower()
    names = {"object_list", f"{word}_list", "page_obj"} if is_list else {"object", word}
    if name not in names and name != _text(resolver, view, "context_object_name"):
        return None
    if isinstance(model, External):
        return OutsideRows(model.path) if is_list else ExternalInstance(model.path)
    return QuerySet(model) if is_list else Instance(model)


def model_shown(resolver: Resolver, view: ClassInfo) -> ClassInfo | External | None:
    """The model that a view serves, one outside too: `model = User`."""
    served = served_model(resolver, view)
    if served is not None:
        return served
    found = resolver.hierarchy.attribute(view, "model")
    value = resolver.value(found[0].module, found[1]) if found is not None else None
    return value if isinstance(value, External) else None


def _text(resolver: Resolver, view: ClassInfo, name: str) -> str:
    found = resolver.hierarchy.attribute(view, name)
    if found is None or found[0].module.op[found[1]] != Op.STR:
        return ""
    return found[0].module.texts[found[0].module.x[found[1]]]
