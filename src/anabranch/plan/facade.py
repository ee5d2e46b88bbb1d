"""The facade of a domain: what others use of it today, and the fewest functions and events that would replace that."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence

from msgspec.structs import replace

from anabranch.graph.cover import fewest_ends
from anabranch.plan.own_names import needs_its_module
from anabranch.plan.scope import Scope, by_tie, model_of, models_by_symbol
from anabranch.plan.values import Entry, Offer, Use
from anabranch.project.dotted import enclosing
from anabranch.reading.values import DECIDING, Imported, Model, Reference

FACADE_MODULES = frozenset({"facade", "services", "selectors", "port", "ports", "public", "interface", "events"})
"""Names of modules by which teams say that others may use them."""

_INHERITED = ("inherit", "extend", "patch", "path")
_FOLLOWING = ("lookup", "relation-access", "reverse-access")
_NAMING = ("use", "member", "get-model", "import-local")


def inward(scope: Scope, domain: str) -> tuple[Reference, ...]:
    """Schema and code references of others to a domain."""
    return tuple(one for one in scope.deciding() if scope.unit(one.imported) == domain)


def past_facade(scope: Scope, references: Iterable[Reference]) -> list[Reference]:
    """The references that go through no module which its name declares to be for others."""
    packages = _packages(scope)
    return [
        one
        for one in references
        if not any(_is_for_others(module, packages) for module in (one.imported.module, one.imported.via))
    ]


def facade_modules(scope: Scope, references: Iterable[Reference]) -> tuple[str, ...]:
    """The modules with such a name that references go to."""
    packages = _packages(scope)
    named = {one.imported.module for one in references}
    return tuple(sorted(module for module in named if _is_for_others(module, packages)))


def _packages(scope: Scope) -> frozenset[str]:
    return frozenset(app.name for app in scope.project.apps if app.is_app)


def _is_for_others(module: str, packages: Container[str]) -> bool:
    """What an app itself is called, or the package around it, declares nothing: `events.models` is no facade."""
    return not FACADE_MODULES.isdisjoint(module.removeprefix(enclosing(module, packages)).split("."))


def is_read(one: Reference, models: Mapping[str, Model]) -> bool:
    """Whether a reference takes data of a model, if it changes none: a copy of the data could stand in its place."""
    return one.kind in _FOLLOWING or (one.kind in _NAMING and model_of(one.imported.symbol, models) is not None)


def used_symbols(scope: Scope, references: Iterable[Reference]) -> tuple[Use, ...]:
    """The de facto facade: symbols by how many units use them, then how often."""
    by_symbol: dict[str, list[Reference]] = {}
    for one in references:
        by_symbol.setdefault(one.imported.symbol, []).append(one)
    uses = [
        Use(
            symbol=symbol,
            units=tuple(sorted({scope.unit(one.importer) for one in found})),
            ties=len({one.importer.symbol for one in found}),
            references=len(found),
            kinds=tuple(Counter(one.kind for one in found).most_common()),
        )
        for symbol, found in by_symbol.items()
    ]
    return tuple(sorted(uses, key=lambda use: (-len(use.units), -use.ties, use.symbol)))


def propose_facade(
    scope: Scope, domain: str, references: Iterable[Reference], written: Container[Reference] = ()
) -> tuple[Entry, ...]:
    """The fewest entries that replace these uses, those `written` being what a method that changes is called on.

    A caller that uses many symbols of the domain is served by one entry made for it, a symbol that many callers use by
    one entry for all of them: a minimum cover, exact.
    """
    models = models_by_symbol(scope)
    ties = by_tie(references)
    subject = {pair: _subject(pair, found, models) for pair, found in ties.items()}
    ends = fewest_ends((pair[0], subject[pair]) for pair in ties)
    groups: dict[tuple[str, str], dict[tuple[str, str], list[Reference]]] = {}
    for pair, found in ties.items():
        end = ends[pair[0], subject[pair]]
        key = (end, pair[0] if end == "importer" else subject[pair])
        groups.setdefault(key, {})[pair] = found
    entries = [
        _entry(end == "importer", touched, own, domain, models, written) for (end, touched), own in groups.items()
    ]
    return tuple(sorted(entries, key=lambda entry: (-entry.ties, entry.name)))


def propose_hooks(
    scope: Scope,
    domain: str,
    references: Iterable[Reference],
    movable: Container[str] = (),
    written: Container[Reference] = (),
) -> tuple[Entry, ...]:
    """What replaces uses that have to go altogether: each unit asks whoever registered with it, and the domain does.
    What is `movable` goes below all who use it instead: a widget is nothing to register.

    A facade would leave the tie where it is: who may not use a domain may not call its facade either.
    """
    models = models_by_symbol(scope)
    by_unit: dict[str, list[Reference]] = {}
    by_symbol: dict[str, list[Reference]] = {}
    for one in references:
        if one.imported.symbol in movable:
            by_symbol.setdefault(one.imported.symbol, []).append(one)
        else:
            by_unit.setdefault(scope.unit(one.importer), []).append(one)
    entries = [(unit, entry) for unit, own in by_unit.items() for entry in propose_facade(scope, domain, own, written)]
    hooks = [_as_hook(entry, domain, unit) for unit, entry in entries]
    moves = [replace(_entry(False, symbol, by_tie(own), domain, models, written), name=symbol, offer="move")
             for symbol, own in by_symbol.items()]  # fmt: skip
    return tuple(sorted((*hooks, *moves), key=lambda entry: (-entry.ties, entry.name)))


def movable_symbols(
    references: Sequence[Reference],
    scope: Scope,
    used: Iterable[Reference],
    trees: Callable[[str], ast.Module | None],
) -> frozenset[str]:
    """Of the symbols that others use, those that could stand below: no models, and of the project their code uses
    nothing but what all their users use already. `references` are all of the project; what a definition uses of its
    own module is read from `trees`, by path.
    """
    models = models_by_symbol(scope)
    callers: dict[Imported, set[str]] = {}
    for one in used:
        if model_of(one.imported.symbol, models) is None and one.imported.symbol != one.imported.module:
            callers.setdefault(replace(one.imported, via=""), set()).add(scope.unit(one.importer))
    uses = _uses(references, scope, {end.symbol for end in callers})
    below = {(one.importer, one.imported) for one in scope.graph.deciding}
    return frozenset(
        end.symbol
        for end, units in callers.items()
        if all(caller == unit or (caller, unit) in below for caller in units for unit in uses.get(end.symbol, ()))
        and scope.unit(end) not in uses.get(end.symbol, ())
        and not needs_its_module(end, scope.project.apps, trees)
    )


def _uses(references: Iterable[Reference], scope: Scope, symbols: Container[str]) -> dict[str, set[str]]:
    """The units that each of the symbols uses beyond itself."""
    uses: dict[str, set[str]] = {}
    for one in (each for each in references if each.tie_class in DECIDING):
        symbol = enclosing(one.importer.symbol, symbols)
        if symbol and enclosing(one.imported.symbol, {symbol}) == "":
            uses.setdefault(symbol, set()).add(scope.unit(one.imported))
    return uses


def _as_hook(entry: Entry, domain: str, unit: str) -> Entry:
    facade = f"{domain}.facade."
    if not entry.name.startswith(facade):  # a base class or a task keeps its name, and moves
        return entry
    return replace(entry, name=f"{unit}.hooks.{entry.name.removeprefix(facade)}", offer="hook")


def _subject(pair: tuple[str, str], references: Sequence[Reference], models: Mapping[str, Model]) -> str:
    """What an entry would have to offer: a whole model for its members and managers, else the symbol itself."""
    if any(one.kind in _INHERITED for one in references):
        return pair[1]
    model = model_of(pair[1], models)
    return model.symbol if model is not None else pair[1]


def _entry(
    for_caller: bool,
    touched: str,
    ties: Mapping[tuple[str, str], Sequence[Reference]],
    domain: str,
    models: Mapping[str, Model],
    written: Container[Reference],
) -> Entry:
    references = [one for found in ties.values() for one in found]
    writes = any(one in written for one in references)
    offer = _offer(touched, references, models, for_caller=for_caller, writes=writes)
    return Entry(
        name=_name(touched, offer, domain, models, for_caller=for_caller),
        offer=offer,
        replaces=tuple(sorted({pair[1] for pair in ties})),
        callers=tuple(sorted({pair[0] for pair in ties})),
        ties=len(ties),
        references=len(references),
        files=len({one.file for one in references}),
    )


def _offer(
    touched: str, references: Sequence[Reference], models: Mapping[str, Model], *, for_caller: bool, writes: bool
) -> Offer:
    kinds = {one.kind for one in references}
    if kinds <= {"signal"}:
        return "event"
    if kinds <= {"task"}:
        return "task"
    if any(kind in _INHERITED for kind in kinds):
        return "base"
    if not for_caller and touched not in models:
        return "function"
    return "command" if writes else "query"


def _name(touched: str, offer: Offer, domain: str, models: Mapping[str, Model], *, for_caller: bool) -> str:
    """A name to begin with: people will find a better one."""
    last = touched.rpartition(".")[2]
    facade = f"{domain}.facade"
    if for_caller:
        return f"{facade}.for_{'_'.join(part for part in touched.split('.')[-2:] if part)}"
    if touched in models:
        return f"{facade}.{'change' if offer == 'command' else 'find'}_{_snake(last)}"
    return touched if offer in ("base", "task") else f"{facade}.{last}"


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")
