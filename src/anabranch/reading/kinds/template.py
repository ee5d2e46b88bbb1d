"""`template`: templates that Python names, and what templates name: other templates, tag libraries, URL names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from anabranch.facts.template_values import TemplateValue
from anabranch.facts.templates import TemplateFacts, TemplateTag
from anabranch.facts.values import Op
from anabranch.reading.collector import Collector
from anabranch.reading.denotations import External, Text
from anabranch.reading.implied_templates import implied_templates, may_imply
from anabranch.reading.kinds.permission import IN_TEMPLATES
from anabranch.reading.reversers import OUTSIDE
from anabranch.reading.reversing_tags import reversing_tags
from anabranch.reading.template_index import Template, TemplateIndex, imported_template
from anabranch.reading.url_spaces import is_namespaced
from anabranch.reading.urlconf import UrlNames
from anabranch.reading.values import Certainty, Imported, Importer, Reference, Unseen
from anabranch.reading.world import ClassInfo, Found, ModuleInfo
from anabranch.reading.written import called_name


def collect(collector: Collector, module: ModuleInfo, index: TemplateIndex) -> None:
    """Strings of a module that are the name of a template; a bare file name only where one is asked for."""
    rendered = _rendered(module)
    for expression in (*module.of(Op.STR), *module.of(Op.CONCAT), *module.of(Op.FORMAT)):
        if expression in module.roles:
            continue
        value = module.memo[expression]
        text = value.text if isinstance(value, Text) else formatted_name(module, expression)
        if "." not in text:
            continue
        template = index.named(text, seen_from=module.app)
        named = [template] if template is not None and ("/" in text or expression in rendered) else []
        fitting = index.fitting(text) if template is None else []
        for each in (*named, *fitting):
            module.roles[expression] = "template"
            at = module.line[expression], module.column[expression]
            certainty: Certainty = "certain" if named else "inferred"
            imported = imported_template(each)
            collector.add(module, module.scope[expression], at, "template", imported, certainty=certainty)
    if may_imply(index, module):
        for view, template in implied_templates(collector.resolver, index, module):
            at = view.definition.line, view.definition.column + len("class ")
            imported = imported_template(template)
            collector.add(module, view.number, at, "template", imported, certainty="inferred", note=_BY_MODEL)
    _tell_unseen(collector, module)


_BY_MODEL = "called after the model of the view"


def formatted_name(module: ModuleInfo, expression: int) -> str:
    """An f-string as a pattern, with `%s` for what is only known at run time."""
    if module.op[expression] != Op.FORMAT or module.x[expression] == 1:
        return ""
    known = (module.memo[member] for member in module.members(expression))
    return "".join(part.text if isinstance(part, Text) else "%s" for part in known)


_LOADING = {
    "get_template": 0,
    "select_template": 0,
    "render_to_string": 0,
    "render": 1,
    "TemplateResponse": 1,
    "SimpleTemplateResponse": 0,
}
"""Django's functions that take the name of a template, with its position."""
_NAMED = ("template_name", "template_name_list", "template")
"""What that argument is called."""
_RUN_TIME = "template chosen at run time"


def _tell_unseen(collector: Collector, module: ModuleInfo) -> None:
    """Calls of Django's loaders with a name that is only known at run time."""
    names = _LOADING.keys()
    if names.isdisjoint(module.texts) and names.isdisjoint(each.name for each in module.imports):
        return
    for call in module.of(Op.CALL):
        name = called_name(module, call) if module.y[call] >= 0 else ""
        loader = module.memo[module.x[call]] if name in _LOADING else None
        if not isinstance(loader, External) or not loader.path.startswith("django."):
            continue
        for at, argument in enumerate(module.arguments(call)):
            is_asked = argument.keyword in _NAMED or (not argument.keyword and at == _LOADING[name])
            if is_asked and not _is_told(collector, module, argument.value):
                collector.add_unseen(module, module.line[call], _RUN_TIME, f"{name}(…)")


def _is_told(collector: Collector, module: ModuleInfo, expression: int) -> bool:
    """Whether the name of a template is known, or a pattern of it, such as `"mails/type_{}.txt".format(type)`."""
    called = module.x[expression] if module.op[expression] == Op.CALL else 0
    pattern = module.x[called] if module.op[called] == Op.ATTR else expression
    return pattern in module.roles or collector.resolver.value(module, expression) is not None


_RENDERING = {
    "render",
    "render_to_string",
    "render_to_response",
    "get_template",
    "select_template",
    "TemplateResponse",
    "SimpleTemplateResponse",
    "as_view",
    "inclusion_tag",
    "render_template",
    "find_template",
}


def _rendered(module: ModuleInfo) -> set[int]:
    """Expressions that stand where a template is asked for."""
    found: set[int] = set()
    for call in module.of(Op.CALL):
        if module.y[call] >= 0 and called_name(module, call) in _RENDERING:
            found.update(argument.value for argument in module.arguments(call))
    for definition in module.definitions:
        found.update(value for name, value in definition.names.items() if "template" in name.lower())
    lists = [expression for expression in found if module.op[expression] == Op.SEQ]
    return found.union(*(module.members(expression) for expression in lists))


class Values(Protocol):
    """Follows what a template reads from its values."""

    def references(
        self, template: Template, values: tuple[TemplateValue, ...]
    ) -> Iterable[tuple[TemplateValue, ClassInfo, str]]:
        """Each path with a class of another unit that it reaches, and how it does."""
        ...

    def texts(self, template: Template, name: str) -> list[str]:
        """All texts that a variable can be; nothing where it can be something else."""
        ...

    def url_names(self, template: Template, values: tuple[TemplateValue, ...]) -> Iterable[tuple[TemplateValue, str]]:
        """Each variable that shows a text which is known from source, such as the URL name in a setting."""
        ...


_NAMING = frozenset({"extends", "include"})


class TemplateReader:
    """References that stand in template files."""

    def __init__(
        self,
        collector: Collector,
        index: TemplateIndex,
        libraries: dict[str, list[str]],
        urls: UrlNames,
        permissions: Mapping[str, ClassInfo],
        values: Values,
    ) -> None:
        self._collector = collector
        self._index = index
        self._libraries = libraries
        self._reversing = reversing_tags(collector.resolver, libraries)
        self._urls = urls
        self._permissions = permissions
        self._values = values

    def collect(self, template: Template, facts: TemplateFacts) -> None:
        """What one template names."""
        for tag in facts.tags:
            if tag.argument is None:
                if tag.kind in _NAMING and self._refer_chosen(template, tag):
                    continue
                is_url = tag.kind == "url"
                reason = "URL name is not known until run time" if is_url else _RUN_TIME
                self._unseen(template, tag, reason)
                continue
            if tag.kind == "url":
                self._refer_url(template, tag, tag.argument)
            elif tag.kind == "address":
                self._refer_address(template, tag, tag.argument)
            elif tag.kind == "load":
                self._refer_library(template, tag, tag.argument)
            else:
                self._refer_template(template, tag, tag.argument)
        for value, name in self._values.url_names(template, facts.values):
            owner, exact = self._urls.declared_by(name)
            if owner is not None and (exact or is_namespaced(name)):
                imported = self._collector.imported(Found(owner))
                self._add(template, value, "url", imported, certainty="inferred", note=name)
        self._refer_permissions(template, facts.values)
        seen: set[tuple[int, int, str]] = set()
        for value, info, note in self._values.references(template, facts.values):
            place = value.line, value.column, info.symbol
            if place not in seen:
                seen.add(place)
                imported = self._collector.imported(Found(info.module, info.definition.qualname))
                self._add(template, value, "template-access", imported, certainty="inferred", note=note)

    def _refer_permissions(self, template: Template, values: Iterable[TemplateValue]) -> None:
        """`{% if perms.catalog.change_product %}`."""
        for value in values:
            owner = self._permissions.get(value.steps) if value.variable == IN_TEMPLATES else None
            if owner is not None:
                imported = self._collector.imported(Found(owner.module, owner.definition.qualname))
                self._add(template, value, "permission", imported)

    def _refer_template(self, template: Template, tag: TemplateTag, name: str) -> None:
        named = self._index.named_in(template, name)
        if named is not None and named is not template:
            self._add(template, tag, "template", imported_template(named))

    def _refer_chosen(self, template: Template, tag: TemplateTag) -> bool:
        """`{% extends base %}`, where all that gives the template its values says what that is."""
        names = self._values.texts(template, tag.note) if tag.note.isidentifier() else []
        found = [self._index.named_in(template, name) for name in names]
        for each in found:
            if each is not None and each is not template:
                self._add(template, tag, "template", imported_template(each), certainty="inferred")
        return bool(found) and None not in found

    def _refer_library(self, template: Template, tag: TemplateTag, name: str) -> None:
        for module_name in self._libraries.get(name, [])[:1]:
            module = self._collector.resolver.world.modules[module_name]
            self._add(template, tag, "template", self._collector.imported(Found(module)))

    def _refer_url(self, template: Template, tag: TemplateTag, name: str) -> None:
        owner, exact = self._urls.declared_by(name)
        if owner is not None:
            imported = self._collector.imported(Found(owner))
            certainty: Certainty = "certain" if exact and not self._urls.is_unreached(name) else "inferred"
            self._add(template, tag, "url", imported, certainty=certainty, note=name)
        elif ":" not in name and not name.startswith(OUTSIDE):
            self._unseen(template, tag, "URL name is not declared here")

    def _refer_address(self, template: Template, tag: TemplateTag, name: str) -> None:
        """`{% eventurl event "shop:basket" %}`, where the project has that tag and makes it of `reverse`."""
        owner, exact = self._urls.declared_by(name)
        if owner is not None and (exact or is_namespaced(name)) and tag.note in self._reversing:
            imported = self._collector.imported(Found(owner))
            self._add(template, tag, "url", imported, certainty="inferred", note=name)

    def _add(
        self,
        template: Template,
        tag: TemplateTag | TemplateValue,
        kind: str,
        imported: Imported,
        *,
        certainty: Certainty = "certain",
        note: str = "",
    ) -> None:
        importer = Importer(template.name, "", template.app)
        self._collector.references.append(
            Reference(
                self._collector.project,
                "composition",
                kind,
                certainty,
                importer,
                imported,
                template.path,
                tag.line,
                tag.column,
                True,
                False,
                note,
            )
        )

    def _unseen(self, template: Template, tag: TemplateTag, reason: str) -> None:
        text = tag.argument or tag.note
        self._collector.unseen.append(Unseen(reason, template.path, tag.line, text, self._collector.project))
