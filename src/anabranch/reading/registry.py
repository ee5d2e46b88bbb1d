"""The model registry, from source alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from anabranch.project.conventions import is_skeleton
from anabranch.reading.class_words import endings
from anabranch.reading.denotations import ClassValue, Denotation, External, Step, Text, members_of
from anabranch.reading.hierarchy import ClassHierarchy, is_top_level
from anabranch.reading.knowledge import CONCRETE_EXTERNALS
from anabranch.reading.known_models import CONCRETE_PARENTS, known_as
from anabranch.reading.outside import Back, OutsideModels, outside_model
from anabranch.reading.recorded import RecordedRelations
from anabranch.reading.relations import RelationField, meta_text, own_meta_text, own_relations
from anabranch.reading.resolver import Resolver
from anabranch.reading.wiring import Wiring
from anabranch.reading.world import ClassInfo, FunctionInfo, forget


@dataclass(frozen=True, slots=True)
class HeldRelation:
    """A relation of one concrete (or one abstract) model."""

    field: RelationField
    owner: ClassInfo
    target: ClassInfo | None
    target_label: str
    accessor: str | None
    query_name: str
    through: ClassInfo | None
    through_label: str | None
    implicit: bool = False


class ModelRegistry:
    """Models of one project with their relations, and where an attribute or a lookup path leads."""

    def __init__(self, resolver: Resolver, hierarchy: ClassHierarchy) -> None:
        self._resolver = resolver
        self._hierarchy = hierarchy
        self.wiring = Wiring(resolver)
        self.recorded = RecordedRelations(resolver, hierarchy)
        self.models: tuple[ClassInfo, ...] = ()
        self.classes: tuple[ClassInfo, ...] = ()
        """All that models were looked for among: classes of the top level, and those in their bodies."""
        self._labels: dict[ClassInfo, str] = {}
        self._by_label: dict[str, ClassInfo] = {}
        self._candidates: dict[str, ClassInfo] = {}
        self.relations: dict[ClassInfo, dict[str, HeldRelation]] = {}
        self._reverse: dict[ClassInfo, dict[str, HeldRelation]] = {}
        self._reverse_query: dict[ClassInfo, dict[str, HeldRelation]] = {}
        self._outside = OutsideModels(self.recorded.label)
        self._known_fields: dict[ClassInfo, dict[str, RelationField]] = {}
        self._concrete: dict[ClassInfo, list[ClassInfo]] = {}
        self._accessors: dict[str, set[tuple[str, str, ClassInfo]]] = {}
        self._leading: set[str] = set()
        """Names of all relations and accessors: most attributes are neither, and need no walk over the bases."""
        self._by_name: dict[str, list[ClassInfo]] = {}
        self._by_ending: dict[str, list[ClassInfo]] = {}
        self.rivals: dict[str, list[ClassInfo]] = {}
        """Classes that are no concrete models, but whose names are a model's or the end of one, or end in one."""

    def build(self) -> None:
        """Find the models, then their relations."""
        self.classes = tuple(
            module.class_info(number)
            for module in self._resolver.world.modules.values()
            if not module.unit.is_migration and not is_skeleton(module.path)
            for number, definition in enumerate(module.definitions)
            if definition.kind == "class" and is_top_level(module.definitions, number)
        )
        self._candidates = {}
        for info in self.classes:
            app = own_meta_text(self._resolver, info, "app_label") or info.module.unit.app
            self._candidates.setdefault(f"{app}.{info.definition.name}".lower(), info)
        self.models = tuple(info for info in self.classes if self._hierarchy.is_model(info))
        for info in self.models:
            self._register(info)
        self._candidates = {}
        self._resolver.circles.forget()
        forget(self._resolver.world)
        self.recorded.learn((self.label(info), self._fields(info).values()) for info in self.models)
        for info in self.models:
            self.relations[info] = {held.field.name: held for held in self._relations_of(info)}
            self._leading.update(self.relations[info])
        for info in self.models:
            self._add_reverse(info)
            if not (self._hierarchy.is_abstract(info) or self._hierarchy.is_proxy(info)):
                self._by_name.setdefault(info.definition.name.lower(), []).append(info)
                for ending in endings(info.definition.name):
                    self._by_ending.setdefault(ending, []).append(info)
        for info in self.classes:
            if "." not in info.definition.qualname and self._is_rival(info):
                self.rivals.setdefault(info.definition.name.lower(), []).append(info)

    def _is_rival(self, info: ClassInfo) -> bool:
        name = info.definition.name
        models = self._by_name.get(name.lower(), ())
        if models:  # a class of another package's that is called like a model mostly stands for it
            is_called_so = any(each.definition.name == name and each is not info for each in models)
            return is_called_so and all(path.startswith(_PLAIN) for path in self._hierarchy.externals(info))
        return name.lower() in self._by_ending or any(each in self._by_name for each in endings(name))

    def _register(self, info: ClassInfo) -> None:
        app = meta_text(self._resolver, info, "app_label") or info.module.unit.app
        label = self._labels[info] = f"{app}.{info.definition.name}"
        if self._hierarchy.is_abstract(info):
            self._by_label.setdefault(label.lower(), info)
            return
        self._by_label[label.lower()] = info
        for ancestor in self._hierarchy.ancestors(info)[1:]:
            self._concrete.setdefault(ancestor, []).append(info)

    def by_label(self, label: str) -> ClassInfo | None:
        """The model that an `app.Model` label names; the case of the model's name does not matter.

        While models are being found, whose bases may be loaded by label, any class of that name will do.
        """
        return self._noted(self._by_label.get(label.lower()) or self._candidates.get(label.lower()))

    def _noted(self, info: ClassInfo | None) -> ClassInfo | None:
        """The same; whoever asked will look at it."""
        if info is not None:
            self._resolver.circles.note(info.module)
        return info

    def label(self, info: ClassInfo) -> str:
        """`app.Model` of a model."""
        return self._labels.get(info, info.symbol)

    def _relations_of(self, info: ClassInfo) -> list[HeldRelation]:
        if self._hierarchy.is_proxy(info):
            return []
        label = self.label(info)
        held = [self._hold(info, self.recorded.told(label, field)) for field in self._fields(info).values()]
        held += [self._hold(info, link) for link in self._parent_links(info, held)]
        brought = self.recorded.brought(label, info, known=[each.field.name for each in held])
        return held + [self._hold(info, field) for field in brought]

    def _fields(self, info: ClassInfo) -> dict[str, RelationField]:
        """Own fields, then those of abstract bases that no nearer body binds anew."""
        known = self._known_fields.get(info)
        if known is None:
            self._known_fields[info] = {}  # a circle of bases ends here
            known = {field.name: field for field in own_relations(self._resolver, info)}
            hidden = {*info.definition.names}
            for base in self._hierarchy.bases(info):
                if isinstance(base, ClassValue) and self._hierarchy.is_model(base.info):
                    fields = self._fields(base.info)
                    if self._hierarchy.is_abstract(base.info):
                        known |= {name: field for name, field in fields.items() if name not in hidden | known.keys()}
                    else:  # what a table above has comes before the fields of bases behind it
                        hidden.update(fields)
                elif isinstance(base, ClassValue):
                    hidden.update(*(each.definition.names for each in self._hierarchy.ancestors(base.info)))
            self._known_fields[info] = known
        return known

    def _parent_links(self, info: ClassInfo, held: list[HeldRelation]) -> list[RelationField]:
        if self._hierarchy.is_abstract(info):
            return []
        linked = {each.target_label for each in held if each.field.parent_link}
        links = []
        for parent in self._concrete_parents(info):
            if self._resolve(info, parent)[1] in linked:
                continue
            name = parent.info.definition.name if isinstance(parent, ClassValue) else parent.path.rpartition(".")[2]
            link = RelationField(
                f"{name.lower()}_ptr", "o2o", parent, None, None, None, True, True, info, cascades=True
            )
            links.append(link)
        return links

    def _concrete_parents(self, info: ClassInfo, depth: int = 0) -> list[ClassValue | External]:
        found: dict[ClassValue | External, None] = {}
        if depth > _DEEPEST:
            return []
        for base in self._hierarchy.bases(info):
            if isinstance(base, External):
                parent = base.path if base.path in CONCRETE_EXTERNALS else CONCRETE_PARENTS.get(known_as(base.path))
                found.update({External(parent): None} if parent is not None else {})
            elif isinstance(base, ClassValue) and self._hierarchy.is_model(base.info):
                if self._hierarchy.is_abstract(base.info):
                    found.update(dict.fromkeys(self._concrete_parents(base.info, depth + 1)))
                else:
                    found[ClassValue(self.concrete_model(base.info))] = None
        return list(found)

    def concrete_model(self, info: ClassInfo) -> ClassInfo:
        """The model whose table a model has: of a proxy the one that it stands for, where that is the project's."""
        for _ in range(_DEEPEST):
            if not self._hierarchy.is_proxy(info):
                break
            parents = [base.info for base in self._hierarchy.bases(info) if isinstance(base, ClassValue)]
            models = [parent for parent in parents if self._hierarchy.is_model(parent)]
            concrete = [parent for parent in models if not self._hierarchy.is_abstract(parent)]
            if not concrete:
                break
            info = concrete[0]
        return info

    def _hold(self, info: ClassInfo, field: RelationField) -> HeldRelation:
        target, label = self._resolve(info, field.target)
        through, through_label = self._resolve(info, field.through)
        if label == "taggit.Tag":
            through_label = through_label or "taggit.TaggedItem"
            target, label = self._tag_of(through) or (target, label)
        if field.kind == "m2m" and through_label == "":
            through_label = f"{self.label(info)}_{field.name}"
        accessor, query_name = self._names(info, field, target)
        return HeldRelation(
            field,
            info,
            target,
            label,
            accessor,
            query_name,
            through,
            through_label if field.kind == "m2m" else None,
            implicit=field.module is None,
        )

    def _tag_of(self, through: ClassInfo | None) -> tuple[ClassInfo | None, str] | None:
        """The tag model of a `TaggableManager` is what its link table's `tag` refers to."""
        field = self._fields(through).get("tag") if through is not None else None
        return self._resolve(field.holder, field.target) if field is not None else None

    def _resolve(self, info: ClassInfo, value: Denotation) -> tuple[ClassInfo | None, str]:
        for member in members_of(value):
            if isinstance(member, ClassValue):
                bases = self._hierarchy.bases(member.info) if self._hierarchy.is_for_checkers(member.info) else ()
                return self._resolve(info, bases[0]) if bases else (member.info, self.label(member.info))
            if isinstance(member, Text):
                return self._resolve_text(info, member.text)
            label = self.recorded.label(member)
            if label is not None:
                return None, label
        return None, ""

    def _resolve_text(self, info: ClassInfo, text: str) -> tuple[ClassInfo | None, str]:
        if text == "self":
            return info, self.label(info)
        if text.isupper():
            text = self._resolver.setting(text) or text
        app = self.label(info).partition(".")[0]
        label = text if "." in text else f"{app}.{text}"
        found = self.by_label(label)
        return found, self.label(found) if found is not None else label

    def _names(self, info: ClassInfo, field: RelationField, target: ClassInfo | None) -> tuple[str | None, str]:
        """Accessor and query name on the target, as `ForeignObjectRel.get_accessor_name` gives them."""
        lower = info.definition.name.lower()
        given = field.related_name or meta_text(self._resolver, info, "default_related_name")
        if given is not None:
            label = self.label(info).partition(".")[0]
            given = given.replace("%(class)s", lower).replace("%(app_label)s", label).replace("%(model_name)s", lower)
        query = field.related_query_name or given or lower
        query = query.replace("%(class)s", lower).replace("%(app_label)s", self.label(info).partition(".")[0])
        if field.kind == "m2m" and target is info and field.symmetrical:  # a name that is given has no effect
            return None, "+"
        if given is not None and given.endswith("+"):
            return "+", "+"
        if field.kind == "generic":
            return None, field.related_query_name or "+"
        return given or (lower if field.kind == "o2o" else f"{lower}_set"), query

    def _add_reverse(self, info: ClassInfo) -> None:
        for held in self.relations[info].values():
            how = "one" if held.field.kind in ("fk", "o2o") else "many"
            if held.target is not None:
                self._accessors.setdefault(held.field.name, set()).add(("relation", how, held.target))
            if self._hierarchy.is_abstract(info):
                continue
            self._leading.add(held.accessor or "")
            if held.target is None:
                back = "one" if held.field.kind == "o2o" else "many"
                self._outside.add(held.target_label, held.accessor, held.query_name, (back, info))
                continue
            if held.accessor and held.accessor != "+":
                self._reverse.setdefault(held.target, {}).setdefault(held.accessor, held)
                back = "one" if held.field.kind == "o2o" else "many"
                self._accessors.setdefault(held.accessor, set()).add(("reverse", back, info))
            if held.query_name != "+":
                self._reverse_query.setdefault(held.target, {}).setdefault(held.query_name, held)

    def hop(self, info: ClassInfo, name: str) -> Step | None:
        """Where an attribute leads."""
        if name not in self._leading:
            return None
        return self._hop(info, name, self._reverse) or self._hop_from_outside(info, name, self._outside.hop)

    def hop_from_outside(self, path: str, name: str) -> tuple[str, ClassInfo] | None:
        """Where a reverse accessor on a model outside the project leads: `one` or `many`, and the model."""
        back = self._outside.hop(path, name) if name in self._leading else None
        self._noted(back[1] if back is not None else None)
        return back

    def path_hop(self, model: ClassInfo | External, name: str) -> Step | None:
        """Where a segment of a lookup path leads."""
        if isinstance(model, External):
            back = self._outside.path_hop(model.path, name)
            return Step("reverse", back[0], self._noted(back[1])) if back is not None else None
        found = self._hop(model, name, self._reverse_query) or self._hop(model, name, self._reverse)
        return found or self._hop_from_outside(model, name, self._outside.path_hop)

    def _hop(self, info: ClassInfo, name: str, reverse: dict[ClassInfo, dict[str, HeldRelation]]) -> Step | None:
        for each in self._hierarchy.ancestors(info):
            held = self.relations.get(each, {}).get(name)
            if held is not None:
                how = "one" if held.field.kind in ("fk", "o2o") else "many"
                return Step("relation", how, self._noted(held.target) or outside_model(held.target_label))
            if name in each.definition.names:  # the field of an abstract base is not taken then
                break
        for each in (*self._hierarchy.ancestors(info), *self._concrete_of_abstract(info)):
            held = reverse.get(each, {}).get(name)
            if held is not None:
                return Step("reverse", "one" if held.field.kind == "o2o" else "many", self._noted(held.owner))
        return None

    def _hop_from_outside(self, info: ClassInfo, name: str, hop: Callable[[str, str], Back | None]) -> Step | None:
        """What leads back from a model outside leads back from the project's models that inherit from it, too."""
        for path in self._hierarchy.externals(info):
            back = hop(path, name)
            if back is not None:
                return Step("reverse", back[0], self._noted(back[1]))
        return None

    def _concrete_of_abstract(self, info: ClassInfo) -> list[ClassInfo]:
        return self._concrete.get(info, []) if self._hierarchy.is_abstract(info) else []

    def with_accessor(self, name: str) -> tuple[str, str, ClassInfo] | None:
        """What the only model of the project with such an accessor gives."""
        found = self._accessors.get(name, set())
        only = next(iter(found)) if len(found) == 1 else None
        self._noted(only[2] if only is not None else None)
        return only

    def has_accessor(self, name: str) -> bool:
        """Whether any model has such an accessor."""
        return name in self._accessors

    def named(self, name: str) -> Sequence[ClassInfo]:
        """The concrete models that a variable can be named after: `order_line` after every `OrderLine`."""
        return self._all_noted(self._by_name.get(name.replace("_", ""), ()))

    def ending_in(self, name: str) -> Sequence[ClassInfo]:
        """The concrete models whose names end in a variable's: `alert` in every `ProductAlert`."""
        return self._all_noted(self._by_ending.get(name.replace("_", ""), ()))

    def rivals_of(self, name: str) -> Sequence[ClassInfo]:
        """The classes that are no concrete models, and whose whole name a variable bears."""
        return self._all_noted(self.rivals.get(name.replace("_", ""), ()))

    def _all_noted(self, found: Sequence[ClassInfo]) -> Sequence[ClassInfo]:
        for info in found:
            self._noted(info)
        return found

    def user_model(self) -> ClassInfo | External | None:
        """The model that AUTH_USER_MODEL names."""
        label = self._resolver.setting("AUTH_USER_MODEL") or "auth.User"
        return self.by_label(label) or outside_model(label)

    def registered(self, info: ClassInfo, *, by_heirs: bool = False) -> ClassInfo | None:
        """The model that an admin class is registered for, or what those of its heirs descend from."""
        return self._noted(self.wiring.of_heirs(info) if by_heirs else self.wiring.registered(info))

    def sender_connected(self, function: FunctionInfo) -> ClassInfo | None:
        """The model given as sender where a function is connected to a signal."""
        return self._noted(self.wiring.sender(function))

    def request_attribute(self, name: str) -> Denotation:
        """What the project's own code, such as its middleware, assigns to an attribute of requests."""
        return self.wiring.requests.value(name)

    def own_request(self, name: str) -> ClassInfo | None:
        """The project's own class of requests that alone has an attribute."""
        return self.wiring.requests.own(name)

    def given(self, info: ClassInfo, name: str) -> Denotation:
        """What others assign to a property that a class defines with a setter."""
        return self.wiring.given(info, name)

    def filled_by(self, function: FunctionInfo) -> Sequence[FunctionInfo]:
        """The methods that stand in the place of one that only raises, in classes of its unit."""
        return self.wiring.abstract_methods.filled_by(function)

    def served_by(self, manager: ClassInfo) -> ClassInfo | None:
        """The only model that has managers or querysets of this class."""
        return self._noted(self.wiring.served_by(manager))


_PLAIN = ("builtins.", "abc.", "typing.Generic", "typing.NamedTuple")
"""Where bases come from that bring no meaning of their own."""

_DEEPEST = 30
"""Bases above bases that are followed: more is a circle."""
