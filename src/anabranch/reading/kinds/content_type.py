"""`generic-relation`: models whose content type is asked for, by the class or by its two names."""

from __future__ import annotations

from anabranch.facts.values import Argument, Op
from anabranch.reading.collector import Collector
from anabranch.reading.denotations import ClassValue, External, Text
from anabranch.reading.world import ModuleInfo

_MANAGER = "ContentType.objects."
_CHOICE = "django.db.models.Q"
_BY_CLASS = ("get_for_model", "get_for_models")
_BY_NAMES = ("get_by_natural_key", "get", "filter", "aget", "get_or_create")
_LABEL, _MODEL = "app_label", "model"


def collect(collector: Collector, module: ModuleInfo) -> None:
    """`ContentType.objects.get_for_model(Product)`, `….get(app_label="catalog", model="product")`, `Q(app_label=…)`."""
    if not any(each.name == "ContentType" for each in module.imports) and "ContentType" not in module.texts:
        return
    for call in module.of(Op.CALL):
        function = module.memo[module.x[call]]
        if not isinstance(function, External):
            continue
        if function.path == _CHOICE:
            _collect_named(collector, module, call)
        _, manager, method = function.path.rpartition(_MANAGER)
        if manager and method in _BY_CLASS:
            _mark_classes(collector, module, call)
        elif manager and method in _BY_NAMES:
            _collect_named(collector, module, call)


def _mark_classes(collector: Collector, module: ModuleInfo, call: int) -> None:
    for argument in module.arguments(call):
        if isinstance(collector.resolver.value(module, argument.value), ClassValue):
            module.roles[argument.value] = "generic-relation"


def _collect_named(collector: Collector, module: ModuleInfo, call: int) -> None:
    named = dict(zip((_LABEL, _MODEL), _positional(module, call), strict=False))
    named |= {each.keyword: each for each in module.arguments(call) if each.keyword in (_LABEL, _MODEL)}
    if len(named) < 2:
        return
    label, name = (collector.resolver.value(module, named[key].value) for key in (_LABEL, _MODEL))
    if not isinstance(label, Text) or not isinstance(name, Text):
        return
    model = collector.resolver.models.by_label(f"{label.text}.{name.text}")
    if model is not None:
        asked = named[_MODEL]
        at = module.line[asked.value] or asked.line, module.column[asked.value] or asked.column
        module.roles[named[_LABEL].value] = module.roles[named[_MODEL].value] = "generic-relation"
        collector.add_class(module, module.scope[call], at, "generic-relation", model)


def _positional(module: ModuleInfo, call: int) -> list[Argument]:
    return [each for each in module.arguments(call) if not each.keyword]
