"""What the variables of a template denote: what the code that names the template puts into its context."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from anabranch.facts.templates import TemplateFacts
from anabranch.facts.values import Op
from anabranch.reading.call_sites import CallSite, Place, written_at
from anabranch.reading.context_items import ADDING, items_of, unpacked_in
from anabranch.reading.denotations import (
    Denotation,
    FunctionValue,
    Request,
    members_of,
    one_of,
)
from anabranch.reading.implied_templates import implied_templates, may_imply
from anabranch.reading.resolver import Resolver
from anabranch.reading.served_context import in_context
from anabranch.reading.template_index import Template, TemplateIndex
from anabranch.reading.world import ClassInfo, FunctionInfo, ModuleInfo


class Renderer(NamedTuple):
    """Code that names a template: a function, a class, or a method with its class."""

    function: FunctionInfo | None
    owner: ClassInfo | None


class TemplateContexts:
    """Answers what a name denotes in a template."""

    def __init__(self, resolver: Resolver, index: TemplateIndex, facts: Mapping[str, TemplateFacts]) -> None:
        self._resolver = resolver
        self._index = index
        self._renderers: dict[str, list[Renderer]] = {}
        self._heirs: dict[str, set[str]] = {}
        self._known: dict[tuple[str, str], tuple[Denotation, ...]] = {}
        self._items: dict[FunctionInfo, dict[str, list[int]]] = {}
        self._unpacked: dict[FunctionInfo, list[CallSite]] = {}
        self._processors = list(_context_processors(resolver))
        for template in index.templates:
            self._note_heirs(template, facts.get(template.path))
        names = index.names()
        for module in resolver.world.modules.values():
            if not names.isdisjoint(module.texts):
                self._note_renderers(module)
            if may_imply(index, module):
                for view, template in implied_templates(resolver, index, module):
                    self._renderers.setdefault(template.path, []).append(Renderer(None, view))

    def value(self, template: Template, name: str) -> Denotation:
        """What a name denotes in a template; None where that is not known of all that give it, or not one thing."""
        values = self.alternatives(template, name)
        return values[0] if len(values) == 1 else None

    def alternatives(self, template: Template, name: str) -> tuple[Denotation, ...]:
        """All that a name can denote in a template; nothing where that is not known of all that give it."""
        key = template.path, name
        if key not in self._known:
            self._known[key] = self._find(template, name)
        return self._known[key]

    def _find(self, template: Template, name: str) -> tuple[Denotation, ...]:
        found = [value for each in self._rendering(template.path) for value in self._given(each, name)]
        if not found:
            found = [value for each in self._processors for value in self._put_by(each, name)]
        if not found and name in ("request", "user"):
            return members_of(Request() if name == "request" else self._resolver.attribute(Request(), "user"))
        return members_of(one_of(found)) if None not in found else ()

    def _note_heirs(self, template: Template, facts: TemplateFacts | None) -> None:
        """A template has the context of those that extend it. Who includes it may bind names anew."""
        for tag in facts.tags if facts is not None else ():
            base = self._index.named_in(template, tag.argument) if tag.argument is not None else None
            if tag.kind == "extends" and base is not None:
                self._heirs.setdefault(base.path, set()).add(template.path)

    def _note_renderers(self, module: ModuleInfo) -> None:
        for expression in module.of(Op.STR):
            template = self._index.named(module.texts[module.x[expression]], seen_from=module.app)
            renderer = _renderer(module, module.scope[expression]) if template is not None else None
            if template is not None and renderer is not None:
                self._renderers.setdefault(template.path, []).append(renderer)

    def _rendering(self, path: str) -> Iterator[Renderer]:
        """The code that renders a template itself, or one that extends it."""
        seen, waiting = {path}, [path]
        while waiting:
            inner = waiting.pop()
            yield from self._renderers.get(inner, ())
            new = sorted(self._heirs.get(inner, set()) - seen)
            seen.update(new)
            waiting += new

    def _given(self, renderer: Renderer, name: str) -> list[Denotation]:
        """All that the code may put under a name, None for what is not known; nothing where it does not put it."""
        values = self._put_by(renderer.function, name) if renderer.function is not None else []
        if not values and renderer.owner is not None:
            values = self._given_by_view(renderer.owner, name)
        return values

    def _given_by_view(self, owner: ClassInfo, name: str) -> list[Denotation]:
        for method in ADDING:
            for each in self._resolver.hierarchy.ancestors(owner):
                expression = each.definition.names.get(method)
                if expression and each.module.op[expression] == Op.DEF:
                    values = self._put_by(each.module.function_info(each.module.x[expression]), name)
                    if values:
                        return values
        served = in_context(self._resolver, owner, name)
        return [served] if served is not None else []

    def _put_by(self, function: FunctionInfo, name: str) -> list[Denotation]:
        """All that a function puts into dictionaries under a name, else all that those do whose results it unpacks."""
        own = self._put_itself(function, name)
        return own or [
            value for each in self._unpacked_by(function) for value in self._put_itself(each.function, name, each)
        ]

    def _put_itself(self, function: FunctionInfo, name: str, called: CallSite | None = None) -> list[Denotation]:
        """Even what no other file sees of it."""
        self._resolver.circles.note(function.module)
        if function not in self._items:
            items = self._items[function] = {}
            for key, expression in items_of(function):
                items.setdefault(key, []).append(expression)
        expressions = self._items[function].get(name, ())
        places = [written_at(self._resolver, Place(function.module, each, called)) for each in expressions]
        return [self._resolver.value(each.module, each.expression) if each.expression else None for each in places]

    def _unpacked_by(self, function: FunctionInfo) -> list[CallSite]:
        """Where a function unpacks what another of the project returns into a dictionary, and that one in turn."""
        if function not in self._unpacked:
            found = self._unpacked[function] = list(self._calls_unpacked(function, None))
            for each in found:
                known = {function, *(one.function for one in found)}
                found += [one for one in self._calls_unpacked(each.function, each) if one.function not in known]
        return self._unpacked[function]

    def _calls_unpacked(self, function: FunctionInfo, outer: CallSite | None) -> Iterator[CallSite]:
        for call in unpacked_in(function):
            called = self._resolver.value(function.module, function.module.x[call])
            if isinstance(called, FunctionValue):
                yield CallSite(called.info, function.module, call, outer)


def _context_processors(resolver: Resolver) -> Iterator[FunctionInfo]:
    """Functions that take a request, in modules called after what they are."""
    for module in resolver.world.modules.values():
        if is_for_contexts(module):
            for number, definition in enumerate(module.definitions):
                if definition.parameters and definition.parameters[0].name == "request":
                    yield module.function_info(number)


def is_for_contexts(module: ModuleInfo) -> bool:
    """Whether a module holds context processors: it is called after what it is."""
    return module.name.endswith("context_processors") and not module.unit.is_test


def _renderer(module: ModuleInfo, scope: int) -> Renderer | None:
    """The function or class that a place stands in."""
    definitions = module.definitions
    if definitions[scope].kind == "class":
        return Renderer(None, module.class_info(scope))
    if definitions[scope].kind != "function":
        return None
    parent = definitions[scope].parent
    owner = module.class_info(parent) if definitions[parent].kind == "class" else None
    return Renderer(module.function_info(scope), owner)
