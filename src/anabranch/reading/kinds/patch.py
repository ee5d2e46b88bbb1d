"""`patch`: calls that change a class of someone else."""

from __future__ import annotations

from anabranch.facts.values import Op
from anabranch.reading.collector import Collector
from anabranch.reading.denotations import ClassValue, ModuleValue
from anabranch.reading.world import ModuleInfo


def collect(collector: Collector, module: ModuleInfo) -> None:
    """`Product.add_to_class(…)`, `setattr(Product, …)`."""
    if not {"add_to_class", "setattr"}.intersection(module.texts):
        return
    for call in module.of(Op.CALL):
        if module.y[call] < 0:
            continue
        function = module.x[call]
        if module.op[function] == Op.ATTR and module.texts[module.y[function]] == "add_to_class":
            _mark(collector, module, module.x[function])
        elif module.op[function] == Op.NAME and module.texts[module.x[function]] == "setattr":
            _mark(collector, module, module.arguments(call)[0].value)


def _mark(collector: Collector, module: ModuleInfo, expression: int) -> None:
    if isinstance(collector.resolver.value(module, expression), ClassValue | ModuleValue):
        module.roles[expression] = "patch"
