"""A generated map as large as a large monolith: for the speed of the page alone, it says nothing about real code."""

from __future__ import annotations

import random

from msgspec.structs import replace

from anabranch.reading.analysis import LevelAnalysis, analyse_apps, of_project
from anabranch.reading.values import CLASS_OF_KIND, App, Files, Imported, Importer, Map, Project, Reference, Tool

_KINDS = ("use", "use", "member", "lookup", "relation-access", "import", "inherit", "relation", "url", "import-type")
_UPWARD = 0.03
"""Share of references that run against the planted order."""
_WIDE = 40
"""Apps below one that it refers to at most."""
_LARGEST = 0.075
"""Share of all modules in the first app, and of all references between these."""


def generate_map(*, apps: int = 300, modules: int = 8_000, references: int = 100_000, seed: int = 1) -> Map:
    """A project of apps in a planted order with some references against it; equal arguments give equal maps."""
    chance = random.Random(seed)
    names = [f"app_{number:03d}" for number in range(apps)]
    largest = int(modules * _LARGEST)
    sizes = [largest, *[(modules - largest) // (apps - 1)] * (apps - 1)]
    own = {
        name: [f"company.{name}.part_{number}" for number in range(size)]
        for name, size in zip(names, sizes, strict=True)
    }
    inside = int(references * _LARGEST)
    rows = [_reference(chance, names, own) for _ in range(references - inside)]
    rows += [_reference_inside(chance, names[0], own[names[0]]) for _ in range(inside)]
    lines = {name: chance.randrange(200, 9_000) for name in names}
    found = of_project(analyse_apps(rows, lines), "generated")
    order = replace(found.order, level="module", units=tuple(one for name in names for one in own[name]), layers=())
    return replace(_as_map(rows, lines, found, modules), orders=(found.order, order))


def _reference(chance: random.Random, names: list[str], own: dict[str, list[str]]) -> Reference:
    high = chance.randrange(len(names) - 1)
    low = min(len(names) - 1, high + 1 + int(chance.expovariate(1 / 9)) % _WIDE)
    importer, imported = (names[low], names[high]) if chance.random() < _UPWARD else (names[high], names[low])
    return _between(chance, (importer, chance.choice(own[importer])), (imported, chance.choice(own[imported][:8])))


def _reference_inside(chance: random.Random, app: str, modules: list[str]) -> Reference:
    high, low = sorted(chance.sample(range(len(modules)), 2))
    high, low = (low, high) if chance.random() < _UPWARD else (high, low)
    return _between(chance, (app, modules[high]), (app, modules[low]))


def _between(chance: random.Random, upper: tuple[str, str], lower: tuple[str, str]) -> Reference:
    (importer, module), (imported, other) = upper, lower
    kind = chance.choice(_KINDS)
    return Reference(
        project="generated",
        tie_class=CLASS_OF_KIND[kind],
        kind=kind,
        certainty="certain" if chance.random() < 0.7 else "inferred",
        importer=Importer(f"{module}.function_{chance.randrange(12)}", module, importer),
        imported=Imported(f"{other}.Class{chance.randrange(6)}", other, imported),
        file=module.replace(".", "/") + ".py",
        line=chance.randrange(1, 900),
        column=chance.randrange(1, 80),
        counts=True,
    )


def _as_map(rows: list[Reference], lines: dict[str, int], found: LevelAnalysis, modules: int) -> Map:
    apps = tuple(App(name, f"company.{name}", f"company/{name}", name, "domain", size) for name, size in lines.items())
    project = Project("generated", ".", ("company.settings",), apps, modules, sum(lines.values()))
    ordered = sorted(rows, key=lambda one: (one.file, one.line, one.column))
    return Map(
        schema=1, tool=Tool("anabranch", "0"), projects=(project,), models=(), urls=(), receivers=(), tasks=(),
        references=tuple(ordered), dependencies=found.dependencies, orders=(found.order,),
        tangles=found.tangles, free=found.free, unseen=(), files=Files(modules, ()),
    )  # fmt: skip
