"""Plans made from the commit before a decoupling, held against the files that were then changed.

The plan foretells the files whose references name what is decoupled; a plain scan of imports, those that import it by
its module. Both are judged by the same files: source and templates that were there before, migrations aside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from anabranch.evidence.decouplings import Decoupling, Kind
from anabranch.evidence.past_project import PastProject
from anabranch.facts.values import FileFacts
from anabranch.reading.values import Model, Reference

_NAMING = frozenset({
    "relation", "extend", "generic-relation", "import", "import-local", "import-type", "inherit", "use", "get-model",
    "model-meta", "signal", "path", "patch",
})  # fmt: skip
"""Kinds that write the name of what they refer to: they change when it moves. Lookups and accessors do not."""

LEAST = 5
"""Decouplings below which nothing is calibrated."""


class Trial(msgspec.Struct, frozen=True):
    """One change: the files that it changed, foretold by the plan, and found by the scan of imports."""

    commit: str
    kinds: tuple[Kind, ...]
    what: tuple[str, ...]
    """Everything that it decoupled."""
    changed: tuple[str, ...]
    plan: tuple[str, ...]
    scan: tuple[str, ...]


class Score(msgspec.Struct, frozen=True):
    """Shares over all trials, file by file."""

    recall: float
    precision: float


class Backtest(msgspec.Struct, frozen=True):
    """All trials of a repository."""

    trials: tuple[Trial, ...]
    skipped: int
    """Changes whose parent commit did not show the thing that was decoupled."""
    plan: Score
    scan: Score
    missed: tuple[tuple[str, int], ...]
    """Names of files that were changed and not foretold, by how often."""

    @property
    def is_usable(self) -> bool:
        """Whether file lists of plans can be believed in this repository."""
        return len(self.trials) >= LEAST and self.plan.recall >= 0.6 and self.plan.precision >= 0.8


def try_plan(decouplings: Sequence[Decoupling], past: PastProject) -> Trial | None:
    """Hold a plan against all that one change decoupled; None where its parent commit shows none of it, or no file of
    the parent changed.
    """
    there = {module.path for module in past.layout.modules if not module.is_migration} | set(past.layout.templates)
    change = decouplings[0].change
    changed = there.intersection(change.files)
    foretold = [(one.kind, told) for one in decouplings if (told := _foretell(one, past)) is not None]
    if not foretold or not changed:
        return None
    return Trial(
        commit=change.commit,
        kinds=tuple(sorted({kind for kind, _ in foretold})),
        what=tuple(sorted({told[0] for _, told in foretold})),
        changed=tuple(sorted(changed)),
        plan=tuple(sorted(there.intersection(path for _, told in foretold for path in told[1]))),
        scan=tuple(sorted(there.intersection(path for _, told in foretold for path in told[2]))),
    )


def summarise(trials: Sequence[Trial], *, skipped: int) -> Backtest:
    """The scores of all trials: the same file in two trials counts twice."""
    missed = Counter(path.rpartition("/")[2] for trial in trials for path in set(trial.changed) - set(trial.plan))
    return Backtest(
        trials=tuple(trials),
        skipped=skipped,
        plan=_score((trial.changed, trial.plan) for trial in trials),
        scan=_score((trial.changed, trial.scan) for trial in trials),
        missed=tuple(sorted(missed.items(), key=lambda row: (-row[1], row[0]))[:10]),
    )


def score(changed: Iterable[str], foretold: Iterable[str]) -> Score:
    """Recall and precision of one list of files."""
    return _score([(tuple(changed), tuple(foretold))])


def _score(rows: Iterable[tuple[Sequence[str], Sequence[str]]]) -> Score:
    hits = changed = foretold = 0
    for truth, told in rows:
        hits += len(set(truth) & set(told))
        changed += len(set(truth))
        foretold += len(set(told))
    return Score(hits / changed if changed else 0.0, hits / foretold if foretold else 0.0)


def _foretell(decoupling: Decoupling, past: PastProject) -> tuple[str, set[str], set[str]] | None:
    if decoupling.kind == "cut":
        return _of_cut(decoupling, past)
    model = _find_model(decoupling, past)
    if model is None:
        return None
    symbol = f"{model.module}.{model.label.rpartition('.')[2]}"
    scan = {model.file, *_importing(past, model.module, symbol.rpartition(".")[2])}
    if decoupling.kind == "moved":
        return model.label, {model.file, *_naming(past.found.references, symbol)}, scan
    relation = next((one for one in model.relations if one.field == decoupling.field), None)
    if relation is None or relation.target.partition(".")[0] == model.label.partition(".")[0]:
        return None
    files = {
        model.file,
        *_through_key(past.found.references, model, decoupling.field, relation.target, symbol),
        *_mentioning(past, symbol, decoupling.field),
        *(_mentioning(past, _symbol_of(past, relation.target), relation.accessor) if relation.accessor else ()),
    }
    return f"{model.label}.{decoupling.field}", files, scan


def _find_model(decoupling: Decoupling, past: PastProject) -> Model | None:
    """The model by class and by the folder of its app, for labels are often others than folders."""
    named = [one for one in past.found.models if one.label.rpartition(".")[2].lower() == decoupling.name.lower()]
    for one in named:
        if decoupling.owner in (one.label.partition(".")[0], *one.file.split("/")[:-1]):
            return one
    return None


def _naming(references: Iterable[Reference], symbol: str) -> Iterator[str]:
    for one in references:
        is_named = one.imported.symbol == symbol or one.imported.symbol.startswith(f"{symbol}.")
        if is_named and one.kind in _NAMING and one.certainty != "likely":
            yield one.file


def _through_key(references: Iterable[Reference], model: Model, field: str, target: str, symbol: str) -> Iterator[str]:
    """Files that follow a relation: by its path in a lookup, by the attribute, or back by its accessor."""
    relation = next(one for one in model.relations if one.field == field)
    forward, back = f"{model.label}.{field}", f"{target}.{relation.accessor}"
    target_name = target.rpartition(".")[2]
    for one in references:
        lands_on_target = one.imported.symbol.rpartition(".")[2] == target_name
        follows = one.kind == "relation-access" and one.note == f"from {model.label}" and lands_on_target
        returns = one.kind == "reverse-access" and one.note == f"from {target}" and one.imported.symbol == symbol
        if one.note in (forward, back) or follows or returns:
            yield one.file


def _mentioning(past: PastProject, symbol: str, name: str) -> Iterator[str]:
    """Files that refer to a model and write the name of one of its fields: constructors, lists of fields, factories."""
    referring = {
        one.file
        for one in past.found.references
        if one.imported.symbol == symbol or one.imported.symbol.startswith(f"{symbol}.")
    }
    yield from (path for path in referring if path in past.python and name in past.python[path].texts)


def _symbol_of(past: PastProject, label: str) -> str:
    model = next((one for one in past.found.models if one.label == label), None)
    return f"{model.module}.{label.rpartition('.')[2]}" if model is not None else ""


def _of_cut(decoupling: Decoupling, past: PastProject) -> tuple[str, set[str], set[str]] | None:
    """Every file of the folder that refers to the package in any way, against those that import it."""
    inside, package = f"{decoupling.owner}/", decoupling.name
    plan = files_using(decoupling, past)
    scan = {
        path
        for path, modules in _imports(past)
        if path.startswith(inside) and any(_is_of(module, package) for module in modules)
    }
    return (f"{decoupling.owner} → {package}", plan, scan) if plan else None


def files_using(decoupling: Decoupling, past: PastProject) -> set[str]:
    """Files of a cut's folder that refer to its package; none once the cut is real."""
    return {
        one.file
        for one in past.found.references
        if one.file.startswith(f"{decoupling.owner}/")
        and _is_of(one.imported.module, decoupling.name)
        and one.tie_class != "history"
    }


def _is_of(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def _importing(past: PastProject, module: str, name: str) -> Iterator[str]:
    """Files with a plain import of a class from its module or the package of it, and files that import the module."""
    package = module.rpartition(".")[0]
    for path, modules in _imports(past):
        if f"{module}.{name}" in modules or f"{package}.{name}" in modules or module in modules:
            yield path


def _imports(past: PastProject) -> Iterator[tuple[str, set[str]]]:
    names = {module.path: module for module in past.layout.modules}
    for path, facts in past.python.items():
        module = names.get(path)
        if module is not None:
            yield path, set(imported_names(facts, module.name, is_package=module.is_package))


def imported_names(facts: FileFacts, module: str, *, is_package: bool) -> Iterator[str]:
    """Dotted names that the import statements of a file write, relative ones resolved; nothing is followed."""
    for one in facts.imports:
        parts = module.split(".")
        base = parts[: len(parts) - one.level + is_package] if one.level else []
        source = ".".join([*base, *([one.module] if one.module else [])])
        yield source
        if one.name and one.name != "*":
            yield f"{source}.{one.name}"
