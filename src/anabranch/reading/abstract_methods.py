"""Methods that only raise, and what the classes below put in their place: the pattern of the template method.

`PurchaseInfo(price=self.pricing_policy(product))` in a base holds what the policies of the strategies beside it give.
Only classes of the base's own unit are asked: what others put there is theirs, and the base does not know it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from anabranch.facts.values import Definition, Import, Op
from anabranch.reading.attributes import decorator_names
from anabranch.reading.resolver import Resolver
from anabranch.reading.world import ClassInfo, FunctionInfo, ModuleInfo

RAISED = "NotImplementedError"
_DECORATOR = "abstractmethod"
_MOST_BELOW = 40
"""Classes below one that are asked: of a base with more than these, what it is worth alone says nothing."""


class _Filled(NamedTuple):
    """The methods found, and the modules of all classes that were looked at for them."""

    methods: tuple[FunctionInfo, ...]
    seen: tuple[ModuleInfo, ...]


class AbstractMethods:
    """Answers of one project, each found once."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._below: dict[ClassInfo, list[ClassInfo]] | None = None
        self._abstract: dict[ModuleInfo, frozenset[int]] = {}
        self._known: dict[FunctionInfo, _Filled] = {}

    def find(self, classes: Iterable[ClassInfo]) -> None:
        """Note which classes are below which."""
        below: dict[ClassInfo, list[ClassInfo]] = {}
        for info in classes:
            for above in self._resolver.hierarchy.ancestors(info)[1:] if not info.module.unit.is_test else ():
                below.setdefault(above, []).append(info)
        self._below = below

    def filled_by(self, function: FunctionInfo) -> tuple[FunctionInfo, ...]:
        """The methods that stand in the place of one that only raises."""
        owner = function.owner
        if self._below is None:
            self._resolver.circles.met += 1
            return ()
        heirs = self._below.get(owner, []) if owner is not None and self._is_abstract(function) else []
        return self._filled(function, heirs).methods if heirs else ()

    def _filled(self, function: FunctionInfo, heirs: Sequence[ClassInfo]) -> _Filled:
        """What heirs put in the place of a method; whoever asks has looked at all of them, whatever they gave."""
        circles, known = self._resolver.circles, self._known.get(function)
        if known is None:
            asked, nothing = ("filled", function), _Filled((), ())
            known = circles.answer(self._known, function, asked, lambda: self._fill(function, heirs), meanwhile=nothing)
        for each in known.seen:
            circles.note(each)
        return known

    def _fill(self, function: FunctionInfo, heirs: Sequence[ClassInfo]) -> _Filled:
        seen = (each.module for heir in heirs for each in self._resolver.hierarchy.ancestors(heir))
        methods = self._methods(function, heirs) if len(heirs) <= _MOST_BELOW else ()
        return _Filled(tuple(dict.fromkeys(methods)), tuple(dict.fromkeys(seen)))

    def _methods(self, function: FunctionInfo, heirs: Iterable[ClassInfo]) -> Iterator[FunctionInfo]:
        unit = function.module.unit_of(function.definition.qualname)
        for heir in heirs:
            found = self._resolver.hierarchy.attribute(heir, function.definition.name)
            if found is None or found[0].app != unit or heir.app != unit:
                continue
            module, expression = found[0].module, found[1]
            is_function = module.op[expression] == Op.DEF and module.definitions[module.x[expression]].returns
            if is_function and not self._is_abstract(module.function_info(module.x[expression])):
                yield module.function_info(module.x[expression])

    def _is_abstract(self, function: FunctionInfo) -> bool:
        module = function.module
        known = self._abstract.get(module)
        if known is None:
            known = self._abstract[module] = self._abstract_in(module)
        return function.number in known

    def _abstract_in(self, module: ModuleInfo) -> frozenset[int]:
        """The functions of a module that only raise, or are decorated as ones that others have to write."""
        name = module.texts.index(RAISED) if RAISED in module.texts else -1
        written = (each for each in module.of(Op.NAME) if module.x[each] == name) if name >= 0 else ()
        scoped = ((each, module.scope[each]) for each in written)
        found = {at for each, at in scoped if is_first(each, module.definitions[at], at, module.op, module.x)}
        if imports_abc(module.imports):
            for number, definition in enumerate(module.definitions):
                if definition.decorators and definition.kind == "function":
                    names = decorator_names(self._resolver, module.function_info(number))
                    found |= {number} if _DECORATOR in names else set()
        return frozenset(found)


def imports_abc(imports: Iterable[Import]) -> bool:
    """Whether a file imports, anywhere in it, what marks a method as one that others have to write."""
    return any(each.name == _DECORATOR or each.module == "abc" for each in imports)


def is_first(expression: int, definition: Definition, number: int, op: Sequence[int], x: Sequence[int]) -> bool:
    """Whether a function evaluates nothing but texts before; what is caught, or raised on a condition, comes later."""
    before = expression - 1
    while op[before] == Op.STR:
        before -= 1
    if definition.parameters:
        return op[before] == Op.PARAM and x[before] == number
    return definition.kind == "function" and before in (*definition.decorators, definition.annotation)
