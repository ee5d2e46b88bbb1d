"""What the parts of the resolution may ask of each other."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from anabranch.reading.circles import Circles
from anabranch.reading.denotations import ClassValue, Denotation, External, ExternalCall, Instance, Step
from anabranch.reading.world import ClassInfo, Found, FunctionInfo, ModuleInfo, Outcome, World


class Hierarchy(Protocol):
    """Classes with their ancestors."""

    def bases(self, info: ClassInfo) -> tuple[Denotation, ...]:
        """What the base expressions of a class denote, in order."""
        ...

    def ancestors(self, info: ClassInfo) -> tuple[ClassInfo, ...]:
        """The class and its first-party ancestors in method resolution order."""
        ...

    def externals(self, info: ClassInfo) -> frozenset[str]:
        """Dotted names of all ancestors outside the project."""
        ...

    def is_model(self, info: ClassInfo) -> bool:
        """Whether the class is a Django model, abstract ones too."""
        ...

    def is_abstract(self, info: ClassInfo) -> bool:
        """Whether the class says `abstract = True` in its own Meta, or in what that inherits."""
        ...

    def is_proxy(self, info: ClassInfo) -> bool:
        """Whether its Meta says `proxy = True`, or its metaclass gives it such a Meta."""
        ...

    def attribute(self, info: ClassInfo, name: str) -> tuple[ClassInfo, int] | None:
        """The class in whose body a name is bound, and the expression it is bound to."""
        ...

    def option(self, info: ClassInfo, name: str) -> tuple[ModuleInfo, int] | None:
        """An option of the class's Meta, inherited ones too, but for those of concrete models above."""
        ...


class Models(Protocol):
    """The model registry."""

    def by_label(self, label: str) -> ClassInfo | None:
        """The model that an `app.Model` label names; the case of the model's name does not matter."""
        ...

    @property
    def classes(self) -> Sequence[ClassInfo]:
        """All classes of the project, but those in functions."""
        ...

    def label(self, info: ClassInfo) -> str:
        """`app.Model` of a model."""
        ...

    def hop(self, info: ClassInfo, name: str) -> Step | None:
        """Where an attribute leads."""
        ...

    def hop_from_outside(self, path: str, name: str) -> tuple[str, ClassInfo] | None:
        """Where a reverse accessor on a model outside the project leads: `one` or `many`, and the model."""
        ...

    def path_hop(self, model: ClassInfo | External, name: str) -> Step | None:
        """Where a segment of a lookup path leads."""
        ...

    def with_accessor(self, name: str) -> tuple[str, str, ClassInfo] | None:
        """What the only model of the project with such an accessor gives."""
        ...

    def named(self, name: str) -> Sequence[ClassInfo]:
        """The concrete models that a variable can be named after: `order_line` after every `OrderLine`."""
        ...

    def ending_in(self, name: str) -> Sequence[ClassInfo]:
        """The concrete models whose names end in a variable's: `alert` in every `ProductAlert`."""
        ...

    def rivals_of(self, name: str) -> Sequence[ClassInfo]:
        """The classes that are no concrete models, and whose whole name a variable bears."""
        ...

    def user_model(self) -> ClassInfo | External | None:
        """The model that AUTH_USER_MODEL names."""
        ...

    def registered(self, info: ClassInfo, *, by_heirs: bool = False) -> ClassInfo | None:
        """The model that an admin class is registered for, or what those of its heirs descend from."""
        ...

    def sender_connected(self, function: FunctionInfo) -> ClassInfo | None:
        """The model given as sender where a function is connected to a signal."""
        ...

    def request_attribute(self, name: str) -> Denotation:
        """What the project's own code, such as its middleware, assigns to an attribute of requests."""
        ...

    def own_request(self, name: str) -> ClassInfo | None:
        """The project's own class of requests that alone has an attribute."""

    def given(self, info: ClassInfo, name: str) -> Denotation:
        """What others assign to a property that a class defines with a setter."""
        ...

    def filled_by(self, function: FunctionInfo) -> Sequence[FunctionInfo]:
        """The methods that stand in the place of one that only raises, in classes of its unit."""
        ...

    def served_by(self, manager: ClassInfo) -> ClassInfo | None:
        """The only model that has managers or querysets of this class."""
        ...


class Resolver(Protocol):
    """One project under resolution."""

    world: World
    circles: Circles

    @property
    def hierarchy(self) -> Hierarchy:
        """Classes and their ancestors."""
        ...

    @property
    def models(self) -> Models:
        """The model registry."""
        ...

    def value(self, module: ModuleInfo, expression: int) -> Denotation:
        """What an expression denotes."""
        ...

    def find(self, module: ModuleInfo, name: str) -> Outcome:
        """What a name of a module's top level leads to."""
        ...

    def found_value(self, found: Found) -> Denotation:
        """What something found denotes."""
        ...

    def attribute(self, base: Denotation, name: str) -> Denotation:
        """What an attribute of a value denotes."""
        ...

    def result(self, function: FunctionInfo, owner: Denotation) -> Denotation:
        """What calling a function gives; `owner` is what it was reached through."""
        ...

    def setting(self, name: str) -> str | None:
        """A scalar setting, as far as it is known from source."""
        ...

    def by_dotted_name(self, path: str) -> Found | None:
        """The module, class, function or variable that a dotted string names, where the project has it."""
        ...


def paths_outside(resolver: Resolver, value: Denotation) -> Collection[str]:
    """Dotted names of what a value is outside the project; of the project's own classes and objects what is above."""
    if isinstance(value, ClassValue | Instance):
        return resolver.hierarchy.externals(value.info)
    return (value.path,) if isinstance(value, External | ExternalCall) else ()
