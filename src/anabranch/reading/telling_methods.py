"""Members that only one class of the project has: what reads one from a value of unknown type likely reads that one.

It surely does where the value is called after that class as well (`formatter.format_message()`, of a `LogFormatter`),
is asked for two such members, or is known to be of a class above it that does not have the member.

Found when all modules are resolved, from what they left open: whether a name is one class's alone, all files decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from anabranch.facts.values import Op
from anabranch.reading.class_words import endings
from anabranch.reading.knowledge import QUERYSET_CHAIN, QUERYSET_ITEM, QUERYSET_MANY
from anabranch.reading.resolution import Resolution
from anabranch.reading.resolved import Open
from anabranch.reading.telling_names import EVERYDAY_ATTRIBUTES, MODEL_MEMBERS
from anabranch.reading.values import CLASS_OF_KIND, Certainty, Imported, Reference
from anabranch.reading.world import ClassInfo
from anabranch.reading.written import written_name

ONLY_CLASS = "the only class with this member"
"""Note of these references."""

_SHORTEST = 8
_PLAIN = ("builtins.object", "abc.", "typing.")
_MODELS = ("django.db.models.base.", "django.db.models.Model")
_ANYBODY_S = frozenset(
    (
        "app_label", "model_name", "verbose_name", "display_name", "full_name", "first_name", "last_name",
        "file_name", "content_type", "created_at", "updated_at", "created_by", "is_active", "is_valid", "status_code",
        "get_context", "cache_key", "base_url", "class_name", "get_display_name", "get_full_name", "to_python",
        "get_response", "is_superuser", "date_joined", "last_login", "get_username", "get_short_name",
        "user_permissions", "has_perm", "has_perms", "has_module_perms", "check_password", "set_password",
        "has_usable_password", "natural_key", "model_class", "build_absolute_uri", "get_full_path", "set_cookie",
        "cleaned_data", "changed_data", "has_changed", "add_error", "has_error", "page_range", "session_key",
        "content_length",
    )
)  # fmt: skip
"""Names of two words that objects of other packages have as well."""

_OF_FRAMEWORKS = EVERYDAY_ATTRIBUTES | MODEL_MEMBERS | QUERYSET_CHAIN | QUERYSET_ITEM | QUERYSET_MANY | _ANYBODY_S


def is_telling(name: str) -> bool:
    """Whether a name is made of several words, and long enough to be nobody else's by chance."""
    is_display = name.startswith("get_") and name.endswith("_display")  # what Django gives each field with choices
    is_long = len(name) >= _SHORTEST and "_" in name.strip("_") and not name.startswith("_")
    return is_long and not is_display and name not in _OF_FRAMEWORKS


def resolve_open(resolution: Resolution, project: str, left_open: Iterable[Open]) -> Iterator[Reference]:
    """References of what was left open, where one class alone can be meant."""
    rows = list(left_open)
    owners = _Owners(resolution, {row.name for row in rows})
    for row in rows:
        owner = owners.of(row.name)
        if owner is None or owner.module.path == row.file or not all(owners.has(owner, each) for each in row.used):
            continue
        certainty = _certainty(owners, owner, row)
        if certainty is not None:
            counts = certainty != "likely" and not row.test
            yield Reference(
                project, CLASS_OF_KIND["member"], "member", certainty, row.importer,
                Imported(owner.symbol, owner.module.name, owner.app), row.file, row.line, row.column, counts, row.test,
                ONLY_CLASS,
            )  # fmt: skip


def _certainty(owners: _Owners, owner: ClassInfo, row: Open) -> Certainty | None:
    """How surely a value is of the class that alone has a member; None where it may be of one of another package."""
    if row.known_as:
        is_heir = owners.is_plain(owner) and owners.is_below(owner, row.known_as)
        return "inferred" if is_heir and row.name not in owners.annotated else None
    tells = sum(owners.of(each) is not None for each in row.used) > 1 or owners.are_called(row.name, row.called)
    if not owners.is_plain(owner) and not (tells and owners.is_model(owner)):
        return None
    return "inferred" if tells else "likely"


class _Owners:
    """The class that a name belongs to, and to no other one that is not below it."""

    def __init__(self, resolution: Resolution, names: set[str]) -> None:
        self._hierarchy = resolution.hierarchy
        self._models = resolution.models
        self._modules = resolution.world.modules.values()
        self._having: dict[str, list[ClassInfo]] = {}
        self._below: dict[ClassInfo, set[str]] = {}
        self._known: dict[str, ClassInfo | None] = {}
        for info in resolution.models.classes:
            if not info.module.unit.is_test:
                self._note(info, names)

    def _note(self, info: ClassInfo, names: set[str]) -> None:
        definition = info.definition
        for name in names & {*definition.names, *definition.attributes, *definition.annotated}:
            self._having.setdefault(name, []).append(info)
        outside = self._hierarchy.externals(info)
        for above in self._hierarchy.ancestors(info) if outside else ():
            self._below.setdefault(above, set()).update(outside)

    @cached_property
    def annotated(self) -> frozenset[str]:
        """What rows are given beside their fields, wherever: `annotate(total_due=Sum("amount"))`."""
        modules = (each for each in self._modules if "annotate" in each.texts)
        calls = (
            (each, call) for each in modules for call in each.of(Op.CALL) if written_name(each, call) == "annotate"
        )
        return frozenset(argument.keyword for module, call in calls for argument in module.arguments(call))

    def of(self, name: str) -> ClassInfo | None:
        """The class that begins a member; None where several do."""
        if name not in self._known:
            self._known[name] = self._find(name)
        return self._known[name]

    def _find(self, name: str) -> ClassInfo | None:
        having = self._having.get(name, [])
        lines = [self._hierarchy.ancestors(each) for each in having]
        root = next((each for each in reversed(having) if all(each in line for line in lines)), None)
        if root is None or not _is_method(root, name) or self._models.has_accessor(name):
            return None
        return root

    def is_plain(self, info: ClassInfo) -> bool:
        """Whether no class of another package can have begun what a class or its heirs have."""
        return all(path.startswith((*_PLAIN, *_MODELS)) for path in self._below.get(info, ()))

    def is_model(self, info: ClassInfo) -> bool:
        """Whether a class is a model: what other packages give to those is little, and seldom overridden."""
        return self._hierarchy.is_model(info)

    def is_below(self, info: ClassInfo, symbol: str) -> bool:
        """Whether a class descends from one that is told by its symbol."""
        return any(each.symbol == symbol for each in self._hierarchy.ancestors(info))

    def are_called(self, name: str, value: str) -> bool:
        """Whether a value is called after one of the classes that have a member."""
        last = value.rpartition("_")[2]
        names = (each.definition.name for each in self._having.get(name, ()))
        return bool(last) and any(last == each.lower() or last in endings(each) for each in names)

    def has(self, info: ClassInfo, name: str) -> bool:
        """Whether objects of a class have a member."""
        if self._hierarchy.is_model(info) and (name in MODEL_MEMBERS or self._models.hop(info, name) is not None):
            return True
        return any(
            name in each.names or name in each.annotated or name in each.attributes
            for each in (above.definition for above in self._hierarchy.ancestors(info))
        )


def _is_method(info: ClassInfo, name: str) -> bool:
    return any(
        each.name == name and each.parent == info.number and each.kind == "function" for each in info.module.definitions
    )
