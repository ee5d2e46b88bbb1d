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
    others = {function for _, function in named}
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
