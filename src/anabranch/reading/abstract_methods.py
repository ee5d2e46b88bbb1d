"""Methods that only raise, and what the classes below put in their place: the pattern of the template method.

`PurchaseInfo(price=self.pricing_policy(product))` in a base holds what the policies of the strategies beside it give.
Only classes of the base's own unit are asked: what others put there is theirs, and the base does not know it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from anabranch.facts.values import Definition, Op
from anabranch.reading.attributes import decorator_names
from anabranch.reading.resolver import Resolver
from anabranch.reading.world import ClassInfo, FunctionInfo, ModuleInfo

RAISED = "NotImplementedError"
_DECORATOR = "abstractmethod"
_MOST_BELOW = 40
"""Classes below one that are asked: of a base with more than these, what it is worth alone says nothing."""


class AbstractMethods:
    """Answers of one project, each found once."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._below: dict[ClassInfo, list[ClassInfo]] | None = None
        self._abstract: dict[ModuleInfo, frozenset[int]] = {}
        self._known: dict[FunctionInfo, tuple[FunctionInfo, ...]] = {}

    def find(self, classes: Iterable[ClassInfo]) -> None:
        """Note which classes are below which."""
        below: dict[ClassInfo, list[ClassInfo]] = {}
        for info in classes:
            for above in self._resolver.hierarchy.ancestors(info)[1:] if not info.module.unit.is_test else ():
                below.setdefault(above, []).append(info)
        self._below = below

    def filled_by(self, function: FunctionInfo) -> tuple[FunctionInfo, ...]:
        """The methods that stand in the place of one that only raises."""
        if self._below is None:
            self._resolver.circles.met += 1
            return ()
        found = self._known.get(function)
        if found is None:
            found = self._known[function] = tuple(dict.fromkeys(self._find(function, self._below)))
        for each in found:
            self._resolver.circles.note(each.module)
        return found

    def _find(self, function: FunctionInfo, below: dict[ClassInfo, list[ClassInfo]]) -> Iterable[FunctionInfo]:
        owner, name = function.owner, function.definition.name
        heirs = below.get(owner, []) if owner is not None and self._is_abstract(function) else []
        if owner is None or len(heirs) > _MOST_BELOW:
            return
        for heir in heirs:
            found = self._resolver.hierarchy.attribute(heir, name)
            if found is None or found[0].app != owner.app or heir.app != owner.app:
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
        if any(each.name == _DECORATOR or each.module == "abc" for each in module.imports):
            for number, definition in enumerate(module.definitions):
                if definition.decorators and definition.kind == "function":
                    names = decorator_names(self._resolver, module.function_info(number))
                    found |= {number} if _DECORATOR in names else set()
        return frozenset(found)


def is_first(expression: int, definition: Definition, number: int, op: Sequence[int], x: Sequence[int]) -> bool:
    """Whether a function evaluates nothing but texts before; what is caught, or raised on a condition, comes later."""
    before = expression - 1
    while op[before] == Op.STR:
        before -= 1
    if definition.parameters:
        return op[before] == Op.PARAM and x[before] == number
    return definition.kind == "function" and before in (*definition.decorators, definition.annotation)
