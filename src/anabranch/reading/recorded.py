"""Relations that migrations record and no source says: what bases of other packages bring, and the labels of theirs."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace

from anabranch.facts.values import Op
from anabranch.reading.denotations import ClassValue, Denotation, External, ExternalCall, Instance, Text, members_of
from anabranch.reading.knowledge import (
    ABSTRACT_RELATIONS,
    CONCRETE_EXTERNALS,
    MODEL_PACKAGES,
    MODEL_ROOTS,
    THIRD_PARTY_MODELS,
)
from anabranch.reading.known_models import BROUGHT_RELATIONS, CONCRETE_PARENTS, MODEL_LABELS, known_as
from anabranch.reading.migrated import MigratedField, MigrationHistory
from anabranch.reading.relations import RelationField, target_label
from anabranch.reading.resolver import Hierarchy, Resolver
from anabranch.reading.world import ClassInfo

_PLAIN = ("builtins.", "abc.", "typing.", "enum.", "django.utils.", "django.db.models.")
"""Where bases come from that bring no fields."""


_KNOWN = ("builtins.", "collections.", "django.", "datetime.", "re.", "typing.", "model_utils.")
"""Where calls come from that make no relation unless their names say so."""


class RecordedRelations:
    """What migrations add to the relations of models."""

    def __init__(self, resolver: Resolver, hierarchy: Hierarchy) -> None:
        self._resolver = resolver
        self._hierarchy = hierarchy
        self.history = MigrationHistory(resolver.world.modules)
        self._packages: dict[str, str] = {}
        labels = filter(None, map(target_label, map(External, CONCRETE_EXTERNALS)))
        self._spelled = {label.lower(): label for label in (*labels, *MODEL_LABELS)}

    def learn(self, models: Iterable[tuple[str, Iterable[RelationField]]]) -> None:
        """Learn from the relations of all models under which labels other packages install what they refer to."""
        for label, fields in models:
            for field in fields:
                for member in members_of(field.target):
                    recorded = self.history.relation(label, field.name) if _is_unknown(member) else None
                    if recorded is not None and isinstance(member, External):
                        self._learn(member.path, recorded.target)

    def _learn(self, path: str, target: str) -> None:
        package, _, name = path.rpartition(".")
        app, _, recorded = target.rpartition(".")
        if app and recorded.lower() == name.lower():
            self._packages.setdefault(package, app)
            self._spelled[f"{app}.{name}".lower()] = f"{app}.{name}"

    def label(self, value: Denotation) -> str | None:
        """The label of a model outside, as migrations give it, or as its dotted name does."""
        if isinstance(value, External):
            package, _, name = value.path.rpartition(".")
            if package in self._packages:
                return f"{self._packages[package]}.{name}"
        return target_label(value)

    def told(self, label: str, field: RelationField) -> RelationField:
        """The same, with the target that is recorded where the source does not say it."""
        if field.kind == "generic" or any(map(self._is_model, members_of(field.target))):
            return field
        recorded = self.history.relation(label, field.name)
        if recorded is None:
            return field
        related_name = field.related_name or recorded.related_name
        return replace(field, target=self._target(recorded), related_name=related_name)

    def _is_model(self, target: Denotation) -> bool:
        """Whether a target says a model: another package can keep its name in a variable of its own."""
        return isinstance(target, ClassValue | Text) or self.label(target) is not None

    def brought(self, label: str, info: ClassInfo, known: Container[str]) -> Iterator[RelationField]:
        """The relations of a model that bases or fields of other packages bring, of which nothing else is known."""
        is_open = self._has_unknown_base(info)
        unknown = self._unknown_fields(info)
        if not is_open and not unknown:
            return
        for each in self.history.relations(label):
            if each.name not in known and (each.name in unknown or (is_open and not self._is_said(info, each.name))):
                yield self._brought(info, each)

    def _brought(self, info: ClassInfo, each: MigratedField) -> RelationField:
        through = Text(self.spelled(each.through)) if each.through is not None else None
        names = each.related_name, each.related_query_name
        return RelationField(
            each.name,
            each.kind,
            self._target(each),
            *names,
            through,
            each.is_parent_link,
            symmetrical=False,
            holder=info,
        )

    def _target(self, recorded: MigratedField) -> Text:
        return Text(self.spelled(recorded.target))

    def spelled(self, label: str) -> str:
        """A label as it is today, with its capitals as far as they are known: migrations leave them out."""
        label = self.history.today(label)
        return self._spelled.get(label.lower(), label)

    def _unknown_fields(self, info: ClassInfo) -> set[str]:
        """The attributes that classes of other packages make, each of which may be a relation."""
        bodies = ((each.module, each.definition.names.items()) for each in self._hierarchy.ancestors(info))
        calls = ((module, name, at) for module, body in bodies for name, at in body if module.op[at] == Op.CALL)
        return {name for module, name, at in calls if self._may_be_relation(self._resolver.value(module, at))}

    def _may_be_relation(self, value: Denotation) -> bool:
        paths = [value.path] if isinstance(value, ExternalCall) else [] if value is not None else [""]
        if isinstance(value, Instance):
            paths = [*self._hierarchy.externals(value.info)]
        return any(not path.startswith(_KNOWN) for path in paths)

    def _is_said(self, info: ClassInfo, name: str) -> bool:
        """Whether the source binds a name, to something else since the last migration: `creator = None`."""
        return any(name in each.definition.names for each in self._hierarchy.ancestors(info))

    def _has_unknown_base(self, info: ClassInfo) -> bool:
        return any(_brings(base) for each in self._hierarchy.ancestors(info) for base in self._hierarchy.bases(each))


def _is_unknown(value: Denotation) -> bool:
    return isinstance(value, External) and value.path.rpartition(".")[0] not in MODEL_PACKAGES


def _brings(base: Denotation) -> bool:
    """Whether a base may bring relations that are not known from its name."""
    if isinstance(base, ClassValue):
        return False
    path = base.path if isinstance(base, External | ExternalCall) else ""
    if path in MODEL_ROOTS or path.startswith(_PLAIN) or known_as(path) in BROUGHT_RELATIONS.keys() | CONCRETE_PARENTS:
        return False
    name = path.rpartition(".")[2]
    return name not in ABSTRACT_RELATIONS and name not in THIRD_PARTY_MODELS
