"""What forms and serializers leave of the data that they were given: `form.cleaned_data["product"]`, by its field."""

from __future__ import annotations

from collections.abc import Iterator

from anabranch.facts.values import Op
from anabranch.reading.denotations import (
    ClassValue,
    Cleaned,
    Denotation,
    ExternalCall,
    FunctionValue,
    Instance,
    Many,
    QuerySet,
    Text,
    item_of,
    members_of,
)
from anabranch.reading.resolver import Resolver, paths_outside
from anabranch.reading.served import served_model
from anabranch.reading.world import ClassInfo, ModuleInfo
from anabranch.reading.written import is_number

CLEANED = frozenset({"cleaned_data", "validated_data"})
"""Attributes of forms and serializers that hold it."""
GIVEN_CLEANED = frozenset({"validated_data", "attrs"})
"""Parameters of serializers' methods that are given it."""

_OF_ONE = ("ModelChoiceField", "RelatedField", "ModelChoiceIteratorField")
_OF_MANY = ("ModelMultipleChoiceField", "ManyRelatedField")
_CLEANING = ("clean", "to_python", "compress", "to_internal_value")
"""Methods of field classes that give a value, the last that Django calls first."""


def is_form(resolver: Resolver, info: ClassInfo) -> bool:
    """Whether objects of a class clean what they are given."""
    return any(path.endswith(("Form", "Serializer")) for path in resolver.hierarchy.externals(info))


def cleaned_value(resolver: Resolver, info: ClassInfo, name: str) -> Denotation:
    """What a form or serializer leaves of a field; None where the field does not tell."""
    for module, field in _fields(resolver, info, name):
        value = _given_by(resolver, module, field)
        if value is not None:
            return value
    model = served_model(resolver, info)
    hop = resolver.models.hop(model, name) if model is not None else None
    if hop is None or hop.direction != "relation" or not isinstance(hop.model, ClassInfo):
        return None
    return Instance(hop.model) if hop.number == "one" else QuerySet(hop.model)


def cleaned_item(resolver: Resolver, base: Cleaned, module: ModuleInfo, key: int) -> Denotation:
    """What stands under a key that is known from source."""
    text = resolver.value(module, key) if key else None
    return cleaned_value(resolver, base.info, text.text) if isinstance(text, Text) else None


def made_by_factory(resolver: Resolver, made: ExternalCall) -> Denotation:
    """An object of the class that `formset_factory(OrderForm, formset=OrderFormSet)` gives, by its base."""
    given = next((keyword for ending, keyword in _FACTORIES.items() if made.path.endswith(ending)), None)
    for argument in made.module.arguments(made.call) if given is not None else ():
        if argument.keyword == given:
            value = resolver.value(made.module, argument.value)
            return Instance(value.info) if isinstance(value, ClassValue) else None
    return None


_FACTORIES = {"formset_factory": "formset", "form_factory": "form"}
"""Functions that make classes of forms, with the argument that is the base of these."""


def _fields(resolver: Resolver, info: ClassInfo, name: str) -> Iterator[tuple[ModuleInfo, int]]:
    """Where a field is made: by methods, as `self.fields["product"]`, or in the body of a class."""
    for each in resolver.hierarchy.ancestors(info):
        for definition in each.module.definitions:
            if definition.parent == each.number and definition.kind == "function":
                made = definition.attributes.get(f"fields[{name}]")
                if made:
                    yield each.module, made
    found = resolver.hierarchy.attribute(info, name)
    if found is not None and found[0].module.op[found[1]] == Op.CALL:
        yield found[0].module, found[1]


def _given_by(resolver: Resolver, module: ModuleInfo, field: int) -> Denotation:
    made = resolver.value(module, field)
    if isinstance(made, Instance):
        given = _cleaned_by(resolver, made)
        if given is not None:
            return given
    called = resolver.value(module, module.x[field]) if module.op[field] == Op.CALL else None
    paths = [path for each in (made, called) for path in paths_outside(resolver, each)]
    is_many = any(path.endswith(_OF_MANY) for path in paths) or _says_many(module, field)
    if not is_many and not any(path.endswith(_OF_ONE) for path in paths):
        return None
    rows = _rows(resolver, module, field)
    if rows is None:
        return None
    return rows if is_many else item_of(rows)


def _cleaned_by(resolver: Resolver, field: Instance) -> Denotation:
    """What a field class of the project's own gives."""
    for name in _CLEANING:
        method = resolver.attribute(field, name)
        value = resolver.result(method.info, field) if isinstance(method, FunctionValue) else None
        if value is not None:
            return value
    return None


def _says_many(module: ModuleInfo, field: int) -> bool:
    arguments = module.arguments(field) if module.op[field] == Op.CALL else []
    return any(each.keyword == "many" and is_number(module, each.value, 1) for each in arguments)


def _rows(resolver: Resolver, module: ModuleInfo, field: int) -> QuerySet | Many | None:
    """The rows that a field chooses from."""
    arguments = module.arguments(field) if module.op[field] == Op.CALL else []
    for argument in arguments:
        if argument.keyword in ("queryset", ""):
            for each in members_of(resolver.value(module, argument.value)):
                if isinstance(each, QuerySet):
                    return each
                if isinstance(each, ClassValue) and resolver.hierarchy.is_model(each.info):
                    return QuerySet(each.info)
    return None
