"""Template tags of the project that reverse a URL name they are given, by the name that templates write."""

from __future__ import annotations

from collections.abc import Iterator

from anabranch.facts.values import Op
from anabranch.reading.denotations import FunctionValue, Text
from anabranch.reading.resolver import Resolver
from anabranch.reading.reversers import hands_url_name_on
from anabranch.reading.world import FunctionInfo, ModuleInfo
from anabranch.reading.written import written_name

_REVERSERS = {"reverse", "reverse_lazy", "resolve_url", "URLNode", "url"}
_REGISTERING = {"tag", "simple_tag", "simple_block_tag"}
"""Methods of a tag library: decorators, or called with a function. An inclusion tag gives no address back."""


def reversing_tags(resolver: Resolver, libraries: dict[str, list[str]]) -> frozenset[str]:
    """Tags whose function returns what it reverses, and all that parse their arguments themselves."""
    modules = (resolver.world.modules[name] for names in libraries.values() for name in names)
    able = [module for module in modules if any(each.name in _REVERSERS for each in module.imports)]
    tags = (tag for module in able for tag in _tags(resolver, module))
    return frozenset(name for name, function in tags if "url" in name and _reverses(resolver, function))


def _reverses(resolver: Resolver, function: FunctionInfo) -> bool:
    names = [each.name for each in function.definition.parameters]
    return names == ["parser", "token"] or hands_url_name_on(resolver, function)


def _tags(resolver: Resolver, module: ModuleInfo) -> Iterator[tuple[str, FunctionInfo]]:
    """Each tag with its function: under the names that it is registered by, else under its own."""
    named = [*_decorated(resolver, module), *_handed_over(resolver, module)]
    yield from named
    others = {function for _, function in named} - {*_under_their_own(resolver, module)}
    for name, bound in module.definitions[0].names.items():
        value = resolver.value(module, bound)
        if isinstance(value, FunctionValue) and value.info not in others:
            yield name, value.info


def _decorated(resolver: Resolver, module: ModuleInfo) -> Iterator[tuple[str, FunctionInfo]]:
    """`@register.simple_tag(name="shop_url")`, `@register.tag("shop_url")`."""
    for number, definition in enumerate(module.definitions):
        for decorator in definition.decorators if definition.kind == "function" else ():
            name = _registered(resolver, module, decorator)
            if name:
                yield name, module.function_info(number)


def _handed_over(resolver: Resolver, module: ModuleInfo) -> Iterator[tuple[str, FunctionInfo]]:
    """`register.tag("shop_url", link)`, `register.simple_tag(link, name="shop_url")`."""
    for call in module.of(Op.CALL):
        name = _registered(resolver, module, call)
        for argument in module.arguments(call) if name else ():
            value = resolver.value(module, argument.value)
            if isinstance(value, FunctionValue):
                yield name, value.info


def _under_their_own(resolver: Resolver, module: ModuleInfo) -> Iterator[FunctionInfo]:
    """Functions that are registered without a name: `@register.simple_tag`, `register.simple_tag(link)`."""
    for number, definition in enumerate(module.definitions):
        for decorator in definition.decorators if definition.kind == "function" else ():
            if _is_registering(module, decorator) and not _registered(resolver, module, decorator):
                yield module.function_info(number)
    for call in module.of(Op.CALL):
        said = module.x[call] if module.op[module.x[call]] == Op.CALL else call
        if _is_registering(module, said) and not _registered(resolver, module, said):
            values = (resolver.value(module, argument.value) for argument in module.arguments(call))
            yield from (value.info for value in values if isinstance(value, FunctionValue))


def _is_registering(module: ModuleInfo, expression: int) -> bool:
    """Whether a method of a tag library stands there, called or not."""
    if module.op[expression] == Op.CALL:
        return written_name(module, expression) in _REGISTERING
    return module.op[expression] == Op.ATTR and module.texts[module.y[expression]] in _REGISTERING


def _registered(resolver: Resolver, module: ModuleInfo, call: int) -> str:
    """The name that a call registers a tag by, where it says one."""
    if module.op[call] != Op.CALL or written_name(module, call) not in _REGISTERING:
        return ""
    for position, argument in enumerate(module.arguments(call)):
        may_name = argument.keyword == "name" or (not position and not argument.keyword)
        value = resolver.value(module, argument.value) if may_name else None
        if isinstance(value, Text):
            return value.text
    return ""
