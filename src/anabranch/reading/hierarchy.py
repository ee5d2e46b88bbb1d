"""Classes with their ancestors, in and outside the project."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from anabranch.facts.values import Definition, Flag, Op
from anabranch.reading.denotations import ClassValue, Denotation, External, ExternalCall, OneOf, members_of
from anabranch.reading.knowledge import MODEL_ROOTS, THIRD_PARTY_MODELS
from anabranch.reading.known_models import BROUGHT_RELATIONS, known_as
from anabranch.reading.resolver import Resolver
from anabranch.reading.world import ClassInfo, ModuleInfo
from anabranch.reading.written import is_number

Answer = TypeVar("Answer")


class ClassHierarchy:
    """Answers about classes of one project, each computed once."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._bases: dict[ClassInfo, tuple[Denotation, ...]] = {}
        self._ancestors: dict[ClassInfo, tuple[ClassInfo, ...]] = {}
        self._externals: dict[ClassInfo, frozenset[str]] = {}
        self._models: dict[ClassInfo, bool] = {}
        self._for_checkers: dict[ModuleInfo, frozenset[int]] = {}

    def bases(self, info: ClassInfo) -> tuple[Denotation, ...]:
        """What the base expressions of a class denote, in order."""
        known = self._bases.get(info)
        if known is not None:
            return known
        return self._answer(self._bases, info, "bases", lambda: self._find_bases(info), meanwhile=())

    def _find_bases(self, info: ClassInfo) -> tuple[Denotation, ...]:
        values = (self._resolver.value(info.module, base) for base in info.definition.bases)
        return tuple(base for base in map(_one_base, values) if base != ClassValue(info))

    def ancestors(self, info: ClassInfo) -> tuple[ClassInfo, ...]:
        """The class and its first-party ancestors in method resolution order."""
        known = self._ancestors.get(info)
        if known is not None:
            return known
        # A circle of bases ends where it began.
        return self._answer(self._ancestors, info, "ancestors", lambda: self._find_ancestors(info), meanwhile=(info,))

    def _find_ancestors(self, info: ClassInfo) -> tuple[ClassInfo, ...]:
        parents = [base.info for base in self.bases(info) if isinstance(base, ClassValue)]
        lines = [list(self.ancestors(parent)) for parent in parents]
        return (info, *_merge([*lines, list(parents)]))

    def externals(self, info: ClassInfo) -> frozenset[str]:
        """Dotted names of all ancestors outside the project."""
        known = self._externals.get(info)
        if known is not None:
            return known
        nothing: frozenset[str] = frozenset()
        return self._answer(self._externals, info, "externals", lambda: self._find_externals(info), meanwhile=nothing)

    def _find_externals(self, info: ClassInfo) -> frozenset[str]:
        return frozenset(path for each in self.ancestors(info) for path in self._own_externals(each))

    def _answer(
        self,
        known: dict[ClassInfo, Answer],
        info: ClassInfo,
        asked: str,
        find: Callable[[], Answer],
        *,
        meanwhile: Answer,
    ) -> Answer:
        return self._resolver.circles.answer(known, info, (asked, info), find, meanwhile=meanwhile)

    def _own_externals(self, info: ClassInfo) -> list[str]:
        return [base.path for base in self.bases(info) if isinstance(base, External | ExternalCall)]

    def is_model(self, info: ClassInfo) -> bool:
        """Whether the class is a Django model, abstract ones too."""
        known = self._models.get(info)
        if known is not None:
            return known
        return self._answer(self._models, info, "model", lambda: self._is_model(info), meanwhile=False)

    def _is_model(self, info: ClassInfo) -> bool:
        externals = self.externals(info)
        if not externals or self.is_for_checkers(info):
            return False
        if any(path in MODEL_ROOTS or path.rpartition(".")[2] in THIRD_PARTY_MODELS for path in externals):
            return True
        if any(_is_named_like_model(path) or known_as(path) in BROUGHT_RELATIONS for path in externals):
            return True
        return any(_may_be_model(path) for path in externals) and any(
            self._has_model_field(each) for each in self.ancestors(info)
        )

    def is_for_checkers(self, info: ClassInfo) -> bool:
        """Whether a class stands under `if TYPE_CHECKING:`: it does not exist when the project runs."""
        known = self._for_checkers.get(info.module)
        if known is None:
            known = self._for_checkers[info.module] = _classes_for_checkers(info.module)
        return info.number in known

    def _has_model_field(self, info: ClassInfo) -> bool:
        module = info.module
        for expression in info.definition.names.values():
            if module.op[expression] == Op.CALL:
                value = self._resolver.value(module, expression)
                if isinstance(value, ExternalCall) and _is_model_field(value.path):
                    return True
        return False

    def is_abstract(self, info: ClassInfo) -> bool:
        """Whether the class's own Meta says `abstract = True`, or takes it from what is no other model's Meta."""
        meta = own_meta(info)
        found = self.attribute(meta, "abstract") if meta is not None else None
        if found is None or not is_number(found[0].module, found[1], 1):
            return False
        return found[0] is meta or not self._is_of_model(found[0])

    def _is_of_model(self, meta: ClassInfo) -> bool:
        """Whether a class is the Meta of a model: Django has set it to no longer abstract when others inherit it."""
        parent = meta.definition.parent
        return meta.module.definitions[parent].kind == "class" and self.is_model(meta.module.class_info(parent))

    def is_proxy(self, info: ClassInfo) -> bool:
        """Whether its Meta says `proxy = True`, or its metaclass gives it such a Meta."""
        return self._says(info, "proxy", 1) or (not self.is_abstract(info) and self._is_made_proxy(info))

    def _is_made_proxy(self, info: ClassInfo) -> bool:
        for each in self.ancestors(info):
            expression = each.definition.keywords.get("metaclass", 0)
            made_by = self._resolver.value(each.module, expression) if expression else None
            if isinstance(made_by, ClassValue):
                return _makes_proxies(made_by.info)
        return False

    def is_managed(self, info: ClassInfo) -> bool:
        """Whether Django makes the table: of all but classes whose Meta says `managed = False`."""
        return not self._says(info, "managed", 0)

    def _says(self, info: ClassInfo, name: str, number: int) -> bool:
        option = self.option(info, name)
        return option is not None and is_number(*option, number)

    def attribute(self, info: ClassInfo, name: str) -> tuple[ClassInfo, int] | None:
        """The class in whose body a name is bound, and the expression it is bound to."""
        for each in self.ancestors(info):
            expression = each.definition.names.get(name)
            if expression is not None:
                return each, expression
        return None

    def option(self, info: ClassInfo, name: str) -> tuple[ModuleInfo, int] | None:
        """An option of the class's Meta: its own, one that its Meta inherits, or that of the nearest ancestor.

        Not of a concrete model above: Django takes the Meta off its class.
        """
        for each in self.ancestors(info):
            meta = own_meta(each)
            if meta is None or (each is not info and self.is_model(each) and not self.is_abstract(each)):
                continue
            found = self.attribute(meta, name)
            return (found[0].module, found[1]) if found is not None else None
        return None


def is_top_level(definitions: Sequence[Definition], number: int) -> bool:
    """Whether a class stands in no function."""
    while number:
        number = definitions[number].parent
        if definitions[number].kind == "function":
            return False
    return True


def _classes_for_checkers(module: ModuleInfo) -> frozenset[int]:
    if not any(each.bound in ("TYPE_CHECKING", "typing") for each in module.imports):
        return frozenset()
    return frozenset(module.x[at] for at in module.of(Op.DEF) if module.flags[at] & Flag.TYPE_CHECKING)


def own_meta(info: ClassInfo) -> ClassInfo | None:
    """The Meta class in a class's own body."""
    expression = info.definition.names.get("Meta")
    if expression and info.module.op[expression] == Op.DEF:
        number = info.module.x[expression]
        if info.module.definitions[number].kind == "class":
            return info.module.class_info(number)
    return None


def _makes_proxies(metaclass: ClassInfo) -> bool:
    """Whether a metaclass writes `class Meta: proxy = True` into the classes that it makes."""
    module = metaclass.module
    for definition in module.definitions:
        made_in = module.definitions[definition.parent]
        if definition.name == "Meta" and made_in.kind == "function" and made_in.parent == metaclass.number:
            proxy = definition.names.get("proxy", 0)
            if proxy and is_number(module, proxy, 1):
                return True
    return False


def _is_named_like_model(path: str) -> bool:
    """A class in a models module of another package, such as `wagtail.models.Page`."""
    if (".models." not in path and ".abstract_models." not in path) or path.startswith(_OTHER_MODELS):
        return False
    name = path.rpartition(".")[2]
    if name.endswith("Field"):  # Wagtail's `AbstractFormField` is no field
        return name.startswith("Abstract")
    return not name.endswith(_NO_MODELS)


_NO_MODELS = (
    *("Manager", "QuerySet", "Iterable", "Records", "Mixin", "Descriptor", "Factory"),
    *("Error", "Exception", "Choices", "Enum", "Meta", "Options", "ModelBase", "PageBase"),
)
"""What other classes of such modules end in."""


_OTHER_MODELS = (
    "django.db.",
    "django.forms.",
    "ninja.",
    "pydantic.",
    "rest_framework.",
    "sqlalchemy.",
    "keras.",
    "torch",
)


def _is_model_field(path: str) -> bool:
    return path.startswith("django.db.models.") and path.endswith(("Field", "ForeignKey"))


def _may_be_model(path: str) -> bool:
    return path != "builtins.object" and not path.startswith(("django.forms.", "rest_framework.", "typing.", "abc."))


def _one_base(value: Denotation) -> Denotation:
    """Where branches give several bases, the first that is a class."""
    if isinstance(value, OneOf):
        classes = [member for member in members_of(value) if isinstance(member, ClassValue)]
        return classes[0] if classes else value.members[0]
    return value


def _merge(lines: list[list[ClassInfo]]) -> list[ClassInfo]:
    """C3 linearisation (Barrett et al. 1996); where it does not exist, depth first."""
    merged: list[ClassInfo] = []
    lines = [line for line in lines if line]
    while lines:
        tails = {each for line in lines for each in line[1:]}
        head = next((line[0] for line in lines if line[0] not in tails), lines[0][0])
        merged.append(head)
        lines = [rest for line in lines if (rest := [each for each in line if each is not head])]
    return merged
