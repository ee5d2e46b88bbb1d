"""Models that a call of `type` makes: they are in no file, so they are said to be not seen."""

from __future__ import annotations

from anabranch.facts.values import Op
from anabranch.reading.collector import Collector
from anabranch.reading.denotations import ClassValue, Denotation, External, Several, members_of
from anabranch.reading.knowledge import MODEL_ROOTS
from anabranch.reading.world import ModuleInfo

_PARTS_OF_A_CLASS = 3


def collect(collector: Collector, module: ModuleInfo) -> None:
    """`type("Row", (models.Model,), {"__module__": __name__})`: Django wants the module of each model to be named."""
    if "type" not in module.texts:
        return
    for call in module.of(Op.CALL):
        function = collector.resolver.value(module, module.x[call]) if module.y[call] >= 0 else None
        if isinstance(function, External) and function.path == "builtins.type":
            parts = [each.value for each in module.arguments(call) if not each.keyword]
            if len(parts) == _PARTS_OF_A_CLASS and _makes_model(collector, module, parts[1], parts[2]):
                collector.add_unseen(module, module.line[call], "model is made at run time", "type(…)")


def _makes_model(collector: Collector, module: ModuleInfo, bases: int, body: int) -> bool:
    value = collector.resolver.value(module, bases)
    known = [base for item in value.items for base in members_of(item)] if isinstance(value, Several) else []
    known = [base for base in known if isinstance(base, ClassValue | External)]
    if known:
        return any(_is_model(collector, base) for base in known)
    if not any(each.module.startswith(("django.db", "django.apps")) for each in module.imports):
        return False
    return module.op[body] == Op.DICT and any(
        module.op[key] == Op.STR and module.texts[module.x[key]] == "__module__" for key in module.members(body)[::2]
    )


def _is_model(collector: Collector, base: Denotation) -> bool:
    if isinstance(base, ClassValue):
        return collector.resolver.hierarchy.is_model(base.info)
    return isinstance(base, External) and base.path in MODEL_ROOTS
