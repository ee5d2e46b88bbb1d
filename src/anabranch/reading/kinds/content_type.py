"""`generic-relation`: models whose content type is asked for."""

from __future__ import annotations

from anabranch.facts.values import Op
from anabranch.reading.collector import Collector
from anabranch.reading.denotations import ClassValue, External
from anabranch.reading.world import ModuleInfo

_ASKING = ("ContentType.objects.get_for_model", "ContentType.objects.get_for_models")


def collect(collector: Collector, module: ModuleInfo) -> None:
    """`ContentType.objects.get_for_model(Product)`."""
    if "get_for_model" not in module.texts and "get_for_models" not in module.texts:
        return
    for call in module.of(Op.CALL):
        function = module.memo[module.x[call]]
        if isinstance(function, External) and function.path.endswith(_ASKING):
            for argument in module.arguments(call):
                if isinstance(collector.resolver.value(module, argument.value), ClassValue):
                    module.roles[argument.value] = "generic-relation"
