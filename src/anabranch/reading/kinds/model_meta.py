"""`model-meta`: models that forms, serializers, admins, views and filters are built on."""

from __future__ import annotations

from anabranch.facts.values import Op
from anabranch.reading.collector import Collector
from anabranch.reading.denotations import ClassValue, Text
from anabranch.reading.parameters import models_named
from anabranch.reading.world import ClassInfo, ModuleInfo
from anabranch.reading.written import is_registering, writes_name, written_name

_MODEL_NAMES = ("model", "queryset", "form_model", "models")


def collect(collector: Collector, module: ModuleInfo) -> None:
    """Models named by class attributes, by Meta classes, by `register` and by `limit_choices_to`."""
    for number, definition in enumerate(module.definitions):
        if definition.kind != "class" or collector.resolver.hierarchy.is_model(module.class_info(number)):
            continue
        for name in _MODEL_NAMES:
            expression = definition.names.get(name, 0)
            if expression:
                _mark(collector, module, expression, scope=number)
        for name in ("inlines",):
            expression = definition.names.get(name, 0)
            for member in module.members(expression) if expression and module.op[expression] == Op.SEQ else ():
                module.roles[member] = "model-meta"
    if not writes_name(module, "register", "_factory"):
        return
    for call in module.of(Op.CALL):
        if module.y[call] >= 0:
            _collect_call(collector, module, call)


def _mark(collector: Collector, module: ModuleInfo, expression: int, *, scope: int) -> None:
    """The model in `model = Product` or at the head of `queryset = Product.objects.all()`."""
    head = expression
    while module.op[head] in (Op.ATTR, Op.CALL) and head not in module.found:
        head = module.x[head]
    value = collector.resolver.value(module, head)
    if module.op[expression] == Op.CALL and written_name(module, expression) == "get_user_model":
        module.roles[expression] = "model-meta"
        return
    if head in module.found:
        if isinstance(value, ClassValue) and collector.resolver.hierarchy.is_model(value.info):
            module.roles.setdefault(head, "model-meta")
        return
    for model in models_named(collector.resolver, value) if isinstance(value, Text) else ():
        _add(collector, module, expression, scope, model)


def _add(collector: Collector, module: ModuleInfo, expression: int, scope: int, model: ClassInfo) -> None:
    module.roles[expression] = "model-meta"
    at = module.line[expression], module.column[expression]
    collector.add_class(module, scope, at, "model-meta", model)


_FACTORIES = {
    "modelform_factory",
    "inlineformset_factory",
    "modelformset_factory",
    "generic_inlineformset_factory",
    "filterset_factory",
    "model_factory",
}


def _collect_call(collector: Collector, module: ModuleInfo, call: int) -> None:
    name = written_name(module, call)
    if name != "unregister" and not is_registering(name) and name not in _FACTORIES:
        return
    for argument in module.arguments(call)[:2]:
        expressions = module.members(argument.value) if module.op[argument.value] == Op.SEQ else [argument.value]
        for expression in expressions:
            value = collector.resolver.value(module, expression)
            if isinstance(value, ClassValue) and collector.resolver.hierarchy.is_model(value.info):
                module.roles.setdefault(expression, "model-meta")
