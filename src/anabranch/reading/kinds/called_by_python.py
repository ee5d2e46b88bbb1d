"""Methods that Python itself calls on an object: what it shows, how long it is, what it is iterated over."""

from __future__ import annotations

from collections.abc import Iterator

from anabranch.facts.values import Op
from anabranch.reading.denotations import External, ExternalCall, Text
from anabranch.reading.world import ModuleInfo

SHOWN = ("__str__", "__format__", "__repr__")
_CALLING = {"str": SHOWN, "repr": ("__repr__",), "print": SHOWN, "format": SHOWN, "len": ("__len__",)}
"""Builtins that call a method of what they are given."""

_NAMED_ELSEWHERE = frozenset({Op.PARAM, Op.ITER, Op.INSTANCE, Op.ENTER, Op.COMPREHENSION, Op.SEQ, Op.DICT})
"""What a variable stands for that has no row of its own where it is used."""


def given_to_python(module: ModuleInfo) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Each expression whose value Python calls a method of, where that stands, and the names of these methods."""
    for expression in module.of(Op.ITER):
        yield module.x[expression], expression, ("__iter__",)
    for expression in module.of(Op.INDEX):
        base = module.x[expression]
        yield base, expression if module.op[base] in _NAMED_ELSEWHERE else base, ("__getitem__",)
    for expression in module.of(Op.FORMAT):
        for each in _shown(module, expression):
            yield each, expression if module.op[each] in _NAMED_ELSEWHERE else each, SHOWN
    names = {number: text for number, text in enumerate(module.texts) if text in _CALLING}
    for call in module.of(Op.CALL) if names else ():
        function = module.x[call]
        if module.y[call] < 0 or module.op[function] != Op.NAME or module.x[function] not in names:
            continue
        called = module.memo[function]
        if isinstance(called, External) and called.path.startswith("builtins."):
            for argument in module.arguments(call):
                place = call if module.op[argument.value] in _NAMED_ELSEWHERE else argument.value
                yield argument.value, place, _CALLING[names[module.x[function]]]


def _shown(module: ModuleInfo, formatted: int) -> list[int]:
    """What is shown in a text: the parts of an f-string, or what stands right of `%`."""
    members = module.members(formatted)
    if module.x[formatted] != 1:
        return members
    left, right = members[0], members[-1]
    if left and not _is_text(module.memo[left]):
        return []
    return module.members(right) if module.op[right] == Op.SEQ else [right]


def _is_text(value: object) -> bool:
    """Whether what stands left of `%` is a text, translated or not."""
    return isinstance(value, Text) or (isinstance(value, ExternalCall) and "gettext" in value.path)
