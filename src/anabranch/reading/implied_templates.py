"""Templates that no code names: Django's generic views build the name of one from the model that they serve.

`class OrderDetail(DetailView): model = Order` renders `orders/order_detail.html`.
"""

from __future__ import annotations

from collections.abc import Iterator

from anabranch.facts.values import Op
from anabranch.reading.outside import label_of
from anabranch.reading.resolver import Resolver
from anabranch.reading.served_context import model_shown
from anabranch.reading.template_index import Template, TemplateIndex
from anabranch.reading.world import ClassInfo, ModuleInfo

_ENDINGS = {
    "DeleteView": "_confirm_delete",
    "CreateView": "_form",
    "UpdateView": "_form",
    "DateDetailView": "_detail",
    "DetailView": "_detail",
    "FilterView": "_filter",
    "ListView": "_list",
    "ArchiveIndexView": "_archive",
    "YearArchiveView": "_archive_year",
    "MonthArchiveView": "_archive_month",
    "WeekArchiveView": "_archive_week",
    "TodayArchiveView": "_archive_day",
    "DayArchiveView": "_archive_day",
}
"""What each generic view appends to the name of its model."""
_PACKAGES = ("django.views.generic.", "django_filters.views.")
_SAYING = frozenset({"model", "queryset"})
_NAMING = frozenset({"template_name", "get_template_names", "get_template_name"})


def implied_templates(
    resolver: Resolver, index: TemplateIndex, module: ModuleInfo
) -> Iterator[tuple[ClassInfo, Template]]:
    """The generic views of a module that name no template, each with the one that it renders."""
    for number in _candidates(module):
        info = module.class_info(number)
        name = _implied_name(resolver, info)
        template = index.named(name, seen_from=info.app) if name else None
        if template is not None:
            yield info, template


def may_imply(index: TemplateIndex, module: ModuleInfo) -> bool:
    """Whether a module can hold such a view of a model that a template is called after, as far as it says by itself."""
    if next(_candidates(module), None) is None:
        return False
    named = (*module.texts, *(each.name or "" for each in module.imports))
    return not index.begun_by.isdisjoint(map(str.lower, named))


def _candidates(module: ModuleInfo) -> Iterator[int]:
    for number, definition in enumerate(module.definitions):
        if definition.kind == "class" and definition.bases and not _SAYING.isdisjoint(definition.names):
            yield number


def _implied_name(resolver: Resolver, info: ClassInfo) -> str:
    hierarchy = resolver.hierarchy
    outside = {path.rpartition(".")[2] for path in hierarchy.externals(info) if path.startswith(_PACKAGES)}
    ending = next((ending for view, ending in _ENDINGS.items() if view in outside), "")
    if not ending or any(map(_says_its_template, hierarchy.ancestors(info))):
        return ""
    given = hierarchy.attribute(info, "template_name_suffix")
    if given is not None:
        module, row = given[0].module, given[1]
        ending = module.texts[module.x[row]] if module.op[row] == Op.STR else ending
    model = model_shown(resolver, info)
    label = resolver.models.label(model) if isinstance(model, ClassInfo) else label_of(model) if model else ""
    app, _, name = label.partition(".")
    return f"{app}/{name.lower()}{ending}.html" if name else ""


def _says_its_template(info: ClassInfo) -> bool:
    """Whether a class names a template, in its body or by `self.template_name = "orders/short.html"`."""
    module, names = info.module, info.definition.names
    methods = (module.definitions[module.x[each]] for each in names.values() if module.op[each] == Op.DEF)
    return not _NAMING.isdisjoint(names) or any("self.template_name" in each.attributes for each in methods)
