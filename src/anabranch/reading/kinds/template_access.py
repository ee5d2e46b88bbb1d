"""`template-access`: relations and members of models that a template reads from the values it is given."""

from __future__ import annotations

from collections.abc import Iterator

from anabranch.facts.template_values import EACH, TemplateValue
from anabranch.reading.calls import given_by_queryset
from anabranch.reading.denotations import (
    ClassValue,
    Denotation,
    ExternalInstance,
    FunctionValue,
    Instance,
    Keyed,
    Many,
    QuerySetMethod,
    Text,
    item_of,
    members_of,
    one_of,
)
from anabranch.reading.named_after import named_and_used
from anabranch.reading.resolver import Resolver
from anabranch.reading.template_context import TemplateContexts
from anabranch.reading.template_index import Template
from anabranch.reading.world import ClassInfo

Used = dict[tuple[str, str], frozenset[str]]
"""Attributes read from a variable, by its name and what it was bound to."""


class ValueWalker:
    """Follows the paths of one template after another."""

    def __init__(self, resolver: Resolver, contexts: TemplateContexts) -> None:
        self._resolver = resolver
        self._contexts = contexts

    def references(
        self, template: Template, values: tuple[TemplateValue, ...]
    ) -> Iterator[tuple[TemplateValue, ClassInfo, str]]:
        """Each path with a class of another unit that it reaches, and how it does."""
        used = _used(values)
        for value in values:
            if not value.steps:
                continue
            start = self._start(template, value, used)
            for info, note in self._walk(template, start, value.steps.split(".")):
                yield value, info, note

    def url_names(self, template: Template, values: tuple[TemplateValue, ...]) -> Iterator[tuple[TemplateValue, str]]:
        """Each variable that shows what a context processor takes from a setting, with the text that this is."""
        for value in values:
            shown = self._contexts.value(template, value.variable) if not (value.steps or value.base) else None
            if isinstance(shown, Text):
                yield value, shown.text

    def texts(self, template: Template, name: str) -> list[str]:
        """All texts that a variable can be; nothing where it can be something else."""
        values = self._contexts.alternatives(template, name)
        texts = [each.text for each in values if isinstance(each, Text)]
        return texts if len(texts) == len(values) else []

    def _start(self, template: Template, value: TemplateValue, used: Used) -> Denotation:
        if not value.base:
            return self._root(template, value.variable, used)
        root, *steps = value.base.split(".")
        found = self._root(template, root, used)
        for step in steps:
            found = self._step(found, step)
        if found is None:
            found = named_and_used(self._resolver, value.variable, used[value.variable, value.base])
        return found

    def _root(self, template: Template, name: str, used: Used) -> Denotation:
        """A variable of the context: what is known to be put there, else what it is named after and used as."""
        found = self._contexts.value(template, name)
        return found if found is not None else named_and_used(self._resolver, name, used.get((name, ""), frozenset()))

    def _walk(self, template: Template, value: Denotation, steps: list[str]) -> Iterator[tuple[ClassInfo, str]]:
        landed: ClassInfo | None = None
        for step in steps:
            left = next((each.info for each in members_of(value) if isinstance(each, Instance)), None)
            target = self._target(left, value, step)
            if target is not None and target.app not in (template.app, left.app if left else ""):
                from_ = self._resolver.models.label(left) if left is not None else "a model of another package"
                yield target, f"from {from_}"
            elif (
                left is not None
                and left is not landed
                and left.app != template.app
                and (target is not None or self._defines(left, step))
            ):
                yield left, ""
            landed = target
            value = self._step(value, step)

    def _target(self, left: ClassInfo | None, value: Denotation, step: str) -> ClassInfo | None:
        """The project's model that a step leads to, from one of its own or from one outside."""
        if left is not None:
            hop = self._resolver.models.hop(left, step) if self._is_model(left) else None
            return hop.model if hop is not None and isinstance(hop.model, ClassInfo) else None
        outside = next((each.path for each in members_of(value) if isinstance(each, ExternalInstance)), None)
        back = self._resolver.models.hop_from_outside(outside, step) if outside is not None else None
        return back[1] if back is not None else None

    def _step(self, value: Denotation, name: str) -> Denotation:
        """What a template reads: an attribute, called where it can be, an item, or what a loop gives."""
        if name == EACH or name.isdigit():
            return item_of(value)
        if isinstance(value, Keyed):
            return Many(value.value) if name == "values" else value.value if name != "items" else None
        return one_of([self._called(each) for each in members_of(self._resolver.attribute(value, name))])

    def _called(self, value: Denotation) -> Denotation:
        match value:
            case FunctionValue():
                return self._resolver.result(value.info, value.owner)
            case QuerySetMethod():
                return given_by_queryset(value)
            case ClassValue():
                return Instance(value.info)
        return value

    def _is_model(self, info: ClassInfo) -> bool:
        return self._resolver.hierarchy.is_model(info)

    def _defines(self, info: ClassInfo, name: str) -> bool:
        hierarchy = self._resolver.hierarchy
        return hierarchy.attribute(info, name) is not None or any(
            name in each.definition.attributes or name in each.definition.annotated
            for each in hierarchy.ancestors(info)
        )


def _used(values: tuple[TemplateValue, ...]) -> Used:
    """What is read from each variable."""
    found: dict[tuple[str, str], set[str]] = {}
    for value in values:
        if value.steps:
            found.setdefault((value.variable, value.base), set()).add(value.steps.partition(".")[0])
    return {key: frozenset(each) for key, each in found.items()}
