"""Writes units that are new into the layers of a rule file, however its layers are laid out over lines."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from anabranch.reading.values import Dependency
from anabranch.rules.rule_lines import code_of
from anabranch.rules.values import Layer, Rules
from anabranch.rules.writing import quoted

_QUOTED = re.compile(r"""("{3}|'{3}|["'])(?P<text>.*?)\1""")


def with_layers(text: str, rules: Rules, fresh: Sequence[str], dependencies: Iterable[Dependency]) -> str:
    """The same file with units that are new: each right above the highest that it uses, else at the bottom."""
    uses = [
        (rules.domain_of(one.importer), rules.domain_of(one.imported))
        for one in dependencies
        if one.level == "app" and (one.ties.deciding + one.ties.typing or _composes(one, rules))
    ]
    height = {domain: number for number, layer in enumerate(rules.layers) for domain in layer.domains}
    places: defaultdict[int, list[str]] = defaultdict(list)
    for unit in sorted(fresh):
        below = [height[imported] for importer, imported in uses if importer == unit and imported in height]
        places[min(below, default=len(rules.layers))].append(unit)
    lines = text.split("\n")
    for number, layer in enumerate(rules.layers):
        below_all = places[len(rules.layers)] if layer is rules.layers[-1] else []
        lines[layer.line - 1] = _with_beside(lines[layer.line - 1], layer, places[number], below_all)
    return "\n".join(lines)


def _with_beside(line: str, layer: Layer, above: Sequence[str], below: Sequence[str]) -> str:
    """The line of a layer with new ones on lines of their own, or in it where others share it."""
    for own in _QUOTED.finditer(line) if above or below else ():
        if tuple(part.strip() for part in own["text"].split(layer.between)) == layer.domains:
            before, after = line[: own.start()], line[own.end() :]
            named = [list(map(quoted, units)) for units in (above, below)]
            if before.strip() or code_of(after).strip() not in ("", ","):
                return f"{before}{', '.join((*named[0], own[0], *named[1]))}{after}"
            ended = after if after.lstrip().startswith(",") or not below else f",{after}"
            rows = [[f"{before}{unit},  # new" for unit in units] for units in named]
            return "\n".join((*rows[0], f"{before}{own[0]}{ended}", *rows[1]))
    return line  # written in a way that its text does not tell: the units stay in no layer, and check says so


def _composes(dependency: Dependency, rules: Rules) -> bool:
    """Whether it is made of templates and URLs of what is no shell, which every page may use."""
    return rules.roles.get(rules.domain_of(dependency.imported)) != "shell"
