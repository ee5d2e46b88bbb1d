"""What is written at an expression, whatever it denotes."""

from __future__ import annotations

from anabranch.facts.values import Op
from anabranch.reading.world import ModuleInfo


def called_name(module: ModuleInfo, call: int) -> str:
    """The name that a call is written with, or that an imported function was defined with."""
    function = module.x[call]
    op = module.op[function]
    if op == Op.ATTR:
        return module.texts[module.y[function]]
    value = module.memo[function]
    path = getattr(value, "path", None)
    if isinstance(path, str):
        return path.rpartition(".")[2]
    return module.texts[module.x[function]] if op == Op.NAME else ""


def written_name(module: ModuleInfo, call: int) -> str:
    """The name of what is called as the statement or its import writes it; nothing is evaluated."""
    function = module.x[call]
    op = module.op[function]
    if op == Op.LOAD and module.op[module.x[function]] == Op.IMPORT:
        return module.imports[module.x[module.x[function]]].name or ""
    if op == Op.NAME:
        return module.texts[module.x[function]]
    return module.texts[module.y[function]] if op == Op.ATTR else ""
