"""One project under resolution: the parts wired together."""

from __future__ import annotations

from anabranch.reading.attributes import attribute_of
from anabranch.reading.calls import result_of
from anabranch.reading.circles import Circles
from anabranch.reading.denotations import Denotation
from anabranch.reading.evaluation import denotes, evaluate
from anabranch.reading.hierarchy import ClassHierarchy
from anabranch.reading.known_models import SWAPPED_MODELS
from anabranch.reading.names import find_dotted, find_name
from anabranch.reading.registry import ModelRegistry
from anabranch.reading.world import Found, FunctionInfo, ModuleInfo, Outcome, World


class Resolution:
    """Answers what anything in one project denotes."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.circles = Circles()
        self.hierarchy = ClassHierarchy(self)
        self.models = ModelRegistry(self, self.hierarchy)
        self.models.build()
        self.circles.forget()
        self.models.wiring.find(self.models.models, self.models.classes)

    def value(self, module: ModuleInfo, expression: int) -> Denotation:
        """What an expression denotes."""
        return evaluate(self, module, expression)

    def find(self, module: ModuleInfo, name: str) -> Outcome:
        """What a name of a module's top level leads to."""
        return find_name(self, module, name)

    def found_value(self, found: Found) -> Denotation:
        """What something found denotes."""
        return denotes(self, found)

    def attribute(self, base: Denotation, name: str) -> Denotation:
        """What an attribute of a value denotes."""
        return attribute_of(self, base, name)

    def result(self, function: FunctionInfo, owner: Denotation) -> Denotation:
        """What calling a function gives; `owner` is what it was reached through."""
        return result_of(self, function, owner)

    def setting(self, name: str) -> str | None:
        """A scalar setting, as far as it is known from source."""
        return self.world.layout.settings.strings.get(name) or SWAPPED_MODELS.get(name)

    def by_dotted_name(self, path: str) -> Found | None:
        """The module, class, function or variable that a dotted string names, where the project has it."""
        return find_dotted(self, path)
