"""What factories of test data give: called, a class of factory_boy makes an object of the model in its Meta."""

from __future__ import annotations

from anabranch.reading.annotations import instance_of
from anabranch.reading.denotations import ClassValue, Denotation, Many, Text
from anabranch.reading.resolver import Resolver
from anabranch.reading.world import ClassInfo

_ONE = ("create", "build")
_MANY = ("create_batch", "build_batch")
FACTORY_METHODS = frozenset((*_ONE, *_MANY))


def is_factory(resolver: Resolver, info: ClassInfo) -> bool:
    """Whether a class makes objects of another: requests have factories too, but these name no model."""
    is_named_so = any(path.endswith("Factory") for path in resolver.hierarchy.externals(info))
    return is_named_so and resolver.hierarchy.option(info, "model") is not None


def made_by_class(resolver: Resolver, info: ClassInfo) -> Denotation:
    """An object of what a factory's Meta names as its model."""
    option = resolver.hierarchy.option(info, "model")
    value = resolver.value(*option) if option is not None else None
    if isinstance(value, Text):
        model = resolver.models.by_label(value.text)
        value = ClassValue(model) if model is not None else None
    return instance_of(resolver, value)


def made_by_method(resolver: Resolver, info: ClassInfo, name: str) -> Denotation:
    """`OrderFactory.create()`, or several by `OrderFactory.create_batch(3)`."""
    made = made_by_class(resolver, info)
    return Many(made) if name in _MANY and made is not None else made
