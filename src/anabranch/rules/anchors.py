"""Groups apps, or the modules and models of a large app, into domains around a few that a person names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from anabranch.graph.spreading import spread_labels
from anabranch.project.conventions import TEMPLATE_TAGS
from anabranch.project.dotted import around, enclosing
from anabranch.reading.project_meant import project_meant
from anabranch.reading.values import Map, Model, Project, Reference

MAJORITY = 0.5
"""Of what reaches a node, how much has to come from one domain for the node to be put in it."""
_WEIGHTS = {"schema": 3.0, "code": 1.0}
"""A tie of a table says more about what belongs together than a tie of code."""


class AnchorUnknown(LookupError):
    """An anchor that names nothing; `close` are names that look like it."""

    def __init__(self, name: str, close: Sequence[str]) -> None:
        super().__init__(name)
        self.name = name
        self.close = tuple(close)


class Anchored(NamedTuple):
    """What belongs to each domain, by name, and what of the opened apps stays with its app."""

    domains: dict[str, tuple[str, ...]]
    left: tuple[str, ...]


class _Nodes(NamedTuple):
    """What is grouped: apps, modules of the apps that are opened, and models that share their module with others."""

    app_of: Mapping[str, str]
    """The unit or opened app of each module but those of template tags, which stay where the templates are."""
    opened: frozenset[str]
    models: Mapping[str, str]
    """The module of each model that is a node by itself, by its dotted name."""

    def of_symbol(self, symbol: str, module: str, unit: str) -> str:
        """The node that an end of a reference lies in; empty for what has no module."""
        app = self.app_of.get(module, unit)
        if app not in self.opened:
            return app
        name = symbol[len(module) + 1 :].partition(".")[0] if symbol.startswith(f"{module}.") else ""
        whole = f"{module}.{name}"
        return whole if whole in self.models else module if module in self.app_of else ""


def group_around(
    project_map: Map, anchors: Mapping[str, Sequence[str]], known: Mapping[str, Sequence[str]]
) -> Anchored:
    """Domains around `anchors`, names by domain, in the project that is meant. What is `known` of a domain already
    stays.

    An app is opened, to group its modules and models, where it is too large to be one unit, or holds anchors of several
    domains. A node goes to the domain that more than half of what reaches it comes from. Raises `AnchorUnknown`.
    """
    project = project_meant(project_map)
    named = {domain: [*known.get(domain, ()), *anchors.get(domain, ())] for domain in {**known, **anchors}}
    places = {name: _find(project_map, project, name) for names in named.values() for name in names}
    nodes = _nodes(project_map, project, [{places[name] for name in names} for names in named.values()])
    everything = _every_node(nodes)
    labels: dict[str, str] = {}
    for domain, names in named.items():
        # The most specific name decides, so the longer ones come last.
        for name in sorted(names, key=len):
            labels.update(dict.fromkeys(_nodes_in(places[name], nodes, everything), domain))
    own = [one for one in project_map.references if one.project == project.name]
    weights = _weights(project_map, own, nodes)
    composing = {app.label for app in project.apps if app.role == "shell"}
    for node, shares in spread_labels(weights, labels).items():
        best = max(sorted(shares), key=shares.__getitem__)
        if shares[best] > MAJORITY and node not in composing:
            labels[node] = best
    joined = {node for pair in weights for node in pair}
    telling = [node for node in everything if node in labels or node in joined]
    return _written(labels, nodes, telling, set(anchors) - set(known))


def _find(project_map: Map, project: Project, name: str) -> str:
    """The unit, module, package or model that a person names."""
    labels = {model.label: model.symbol for model in project_map.models}
    names = {app.label for app in project.apps} | {app.label.partition(".")[0] for app in project.apps}
    names |= {package for module in project_map.modules(project.name) for package in around(module)} | set(
        labels.values()
    )
    if name in names:
        return name
    if name in labels:
        return labels[name]
    raise AnchorUnknown(name, get_close_matches(name, sorted({*names, *labels}), 3))


def _nodes(project_map: Map, project: Project, anchored: Sequence[set[str]]) -> _Nodes:
    whole = {app.name: app.label.partition(".")[0] if app.is_app else app.label for app in project.apps if app.name}
    apps = {name: label for name, label in whole.items() if name != label or "." not in label}
    named = {place for places in anchored for place in places}
    app_of = {
        module: _app_of(module, apps, project)
        for module in project_map.modules(project.name)
        if TEMPLATE_TAGS not in module.split(".") or named.intersection(around(module))
    }
    holding = Counter(app for places in anchored for app in {_holder(place, app_of) for place in places})
    split = {app for app in project.split if any(app == holder for holder in app_of.values())}
    opened = frozenset(split | {app for app, number in holding.items() if number > 1 and app})
    models = defaultdict(list)
    for model in project_map.models:
        if app_of.get(model.module) in opened:
            models[model.module].append(model.symbol)
    alone = {name: module for module, names in models.items() if len(names) > 1 for name in names}
    return _Nodes(app_of, opened, alone)


def _app_of(module: str, apps: Mapping[str, str], project: Project) -> str:
    label = apps.get(enclosing(module, apps), "")
    first = label.partition(".")[0]
    return first if first in project.split else label


def _holder(place: str, app_of: Mapping[str, str]) -> str:
    """The app that an anchor is, or lies in; empty where that is no app."""
    if place in app_of.values():
        return place
    return app_of.get(enclosing(place, app_of), "")


def _every_node(nodes: _Nodes) -> list[str]:
    inside = {module for module, app in nodes.app_of.items() if app in nodes.opened}
    return sorted({*inside, *nodes.models, *(app for app in nodes.app_of.values() if app not in nodes.opened)} - {""})


def _nodes_in(place: str, nodes: _Nodes, everything: Iterable[str]) -> list[str]:
    """The nodes of an anchor: the model, the module, or all that lies in an app or package."""
    inside = [node for node in everything if node == place or node.startswith(f"{place}.")]
    if inside:
        return inside
    of_app = [node for node in everything if nodes.app_of.get(nodes.models.get(node, node)) == place]
    holder = enclosing(place, nodes.app_of)
    return of_app or [node for node in (holder, nodes.app_of.get(holder, "")) if node in everything][:1]


def _weights(project_map: Map, references: Iterable[Reference], nodes: _Nodes) -> dict[tuple[str, str], float]:
    ties: set[tuple[str, str, str, str, str]] = set()
    for one in references:
        if one.tie_class in _WEIGHTS and one.certainty != "likely":
            importer, imported = one.importer, one.imported
            here = nodes.of_symbol(importer.symbol, importer.module, importer.app)
            there = nodes.of_symbol(imported.symbol, imported.module, imported.app)
            ties.add((here, there, importer.symbol, imported.symbol, one.tie_class))
    by_label = {model.label: model for model in project_map.models}
    for model in project_map.models:  # a relation within a module is no reference between modules
        for target in (by_label.get(relation.target) for relation in model.relations):
            if target is not None and target.module == model.module:
                ties.add((_node_of(model, nodes), _node_of(target, nodes), model.symbol, target.symbol, "schema"))
    weights: defaultdict[tuple[str, str], float] = defaultdict(float)
    for here, there, _, _, tie_class in ties:
        if here and there and here != there:
            weights[here, there] += _WEIGHTS[tie_class]
    return dict(weights)


def _node_of(model: Model, nodes: _Nodes) -> str:
    return nodes.of_symbol(model.symbol, model.module, nodes.app_of.get(model.module, ""))


def _written(labels: Mapping[str, str], nodes: _Nodes, everything: Sequence[str], fresh: set[str]) -> Anchored:
    """The shortest names that say the same: a package for all its modules, a module for all its models."""
    packages = defaultdict(set)
    for node in everything:
        for package in around(node):
            packages[package].add(labels.get(node, ""))
    whole = {name for name, found in packages.items() if len(found) == 1}
    outermost: dict[str, str] = {}
    for node, domain in sorted(labels.items()):
        inside = [name for name in around(node) if name in whole or name == node]
        outermost[_above_no_app(inside, nodes)] = domain
    outermost = {name: domain for name, domain in outermost.items() if _around(name, outermost) != domain}
    domains = {
        domain: tuple(sorted(name for name, label in outermost.items() if label == domain)) for domain in sorted(fresh)
    }
    opened = {node for node in everything if nodes.app_of.get(nodes.models.get(node, node)) in nodes.opened}
    return Anchored(domains, tuple(sorted(opened - labels.keys())))


def _around(name: str, labels: Mapping[str, str]) -> str:
    """The domain of what is listed around a name."""
    return next((labels[one] for one in list(around(name))[1:] if one in labels), "")


def _above_no_app(names: Sequence[str], nodes: _Nodes) -> str:
    """The outermost of the names that lies inside one app."""
    return next((name for name in reversed(names) if _apps_in(name, nodes) < 2), names[0])


def _apps_in(name: str, nodes: _Nodes) -> int:
    return len({app for module, app in nodes.app_of.items() if module == name or module.startswith(f"{name}.")})
