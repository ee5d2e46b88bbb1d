"""The ways to weigh a dependency when the best order is sought."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from anabranch.graph.dependency import Dependency
from anabranch.graph.weight import Weight


class Weighing(Enum):
    """What an order keeps least of upward. Typing and composition ties count in none of them."""

    SCHEMA_FIRST = "schema ties, then code ties"
    CODE_FIRST = "code ties, then schema ties"
    REFERENCES = "references"
    FILES = "files"


SCHEMA_FIRST = Weighing.SCHEMA_FIRST
CODE_FIRST = Weighing.CODE_FIRST
REFERENCES = Weighing.REFERENCES
FILES = Weighing.FILES
WEIGHINGS = (SCHEMA_FIRST, CODE_FIRST, REFERENCES, FILES)


class Cost(NamedTuple):
    """A weight in the order in which a weighing compares it."""

    first: int = 0
    second: int = 0


def weigh(dependency: Dependency, weighing: Weighing) -> Cost:
    """Cost of having this dependency upward.

    A deciding dependency costs at least one under every weighing: a graph built without its references or files still
    has an order. References and files are often equal both ways round; of such orders the one with the fewest ties
    upward is taken, for chance must not contradict what the ties say.
    """
    match weighing:
        case Weighing.SCHEMA_FIRST:
            return Cost(dependency.schema, dependency.code)
        case Weighing.CODE_FIRST:
            return Cost(dependency.code, dependency.schema)
        case Weighing.REFERENCES:
            return Cost(max(1, dependency.references), sum(dependency.weight))
        case Weighing.FILES:
            return Cost(max(1, dependency.files), sum(dependency.weight))


def as_weight(cost: Cost, weighing: Weighing) -> Weight:
    """Give a cost back as schema and code ties (as the code part, for references and files)."""
    if weighing is Weighing.CODE_FIRST:
        return Weight(schema=cost.second, code=cost.first)
    if weighing is not Weighing.SCHEMA_FIRST:
        return Weight(schema=0, code=cost.first)
    return Weight(schema=cost.first, code=cost.second)
