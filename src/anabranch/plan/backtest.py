"""Plans made from the commit before a decoupling, held against the files that were then changed.

The plan foretells the files whose references name what is decoupled; a plain scan of imports, those that import it by
its module. Both are judged by the same files: source and templates that were there before, migrations aside, of which a
line that changed named what was decoupled. Those that the commit changed otherwise speak neither for nor against, and
so do those that later commits of the same branch changed for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from anabranch.evidence.changed_lines import ChangedLines
from anabranch.evidence.decouplings import Decoupling, Kind
from anabranch.plan.changed_for import changed_for, thing_of
from anabranch.plan.foretelling import foretell_cut, foretell_key, foretell_move
from anabranch.plan.imported_names import imported_names
from anabranch.plan.project_source import ProjectSource
from anabranch.project.dotted import enclosing
from anabranch.reading.values import Model

LEAST = 5
"""Decouplings below which nothing is calibrated."""


class Trial(msgspec.Struct, frozen=True):
    """One change: the files that it changed, foretold by the plan, and found by the scan of imports."""

    commit: str
    kinds: tuple[Kind, ...]
    what: tuple[str, ...]
    """Everything that it decoupled."""
    changed: tuple[str, ...]
    beside: int
    """Files that the same commit changed, for all that can be seen, for other reasons."""
    plan: tuple[str, ...]
    scan: tuple[str, ...]
    later: int = 0
    """Files that other commits, built on this one before their branch was merged, changed for what it decoupled."""


class _Told(NamedTuple):
    what: str
    plan: set[str]
    scan: set[str]


class Score(msgspec.Struct, frozen=True):
    """Shares over all trials, file by file."""

    recall: float
    precision: float


class Backtest(msgspec.Struct, frozen=True):
    """All trials of a repository."""

    trials: tuple[Trial, ...]
    skipped: int
    """Changes whose parent commit did not show the thing that was decoupled, or that named it nowhere."""
    plan: Score
    scan: Score
    missed: tuple[tuple[str, int], ...]
    """Names of files that were changed and not foretold, by how often."""

    @property
    def is_usable(self) -> bool:
        """Whether file lists of plans can be believed in this repository."""
        return len(self.trials) >= LEAST and self.plan.recall >= 0.6 and self.plan.precision >= 0.8


def try_plan(
    decouplings: Sequence[Decoupling],
    source: ProjectSource,
    lines: Mapping[str, ChangedLines],
    later: Sequence[Mapping[str, ChangedLines]] = (),
) -> Trial | None:
    """Hold a plan against all that one change decoupled; None where its parent commit shows none of it, or no file of
    the parent changed for it. `source` is the parent's project with its tests, `lines` are those that changed, `later`
    those that further commits of the same branch did.
    """
    told = [(one, found) for one in decouplings if (found := _foretell(one, source)) is not None]
    there = {*source.modules, *source.templates}
    touched = there.intersection(decouplings[0].change.files)
    things = [thing_of(one, _find_model(one, source), source) for one, _ in told]
    changed = touched.intersection(changed_for(things, lines))
    if not changed:
        return None
    follow = there.intersection(path for each in later for path in changed_for(things, each)) - changed
    judged = there - (touched - changed) - follow
    return Trial(
        commit=decouplings[0].change.commit,
        kinds=tuple(sorted({one.kind for one, _ in told})),
        what=tuple(sorted({found.what for _, found in told})),
        changed=tuple(sorted(changed)),
        beside=len(touched - changed - follow),
        plan=tuple(sorted(judged.intersection(path for _, found in told for path in found.plan))),
        scan=tuple(sorted(judged.intersection(path for _, found in told for path in found.scan))),
        later=len(follow),
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


def _foretell(decoupling: Decoupling, source: ProjectSource) -> _Told | None:
    if decoupling.kind == "cut":
        return _of_cut(decoupling, source)
    model = _find_model(decoupling, source)
    if model is None:
        return None
    scan = {model.file, *_importing(source, model.module, model.name)}
    if decoupling.kind == "moved":
        return _Told(model.label, foretell_move(source, model, decoupling.owner, decoupling.to), scan)
    relation = next((one for one in model.relations if one.field == decoupling.field), None)
    if relation is None or relation.target.partition(".")[0] == model.label.partition(".")[0]:
        return None
    return _Told(f"{model.label}.{decoupling.field}", foretell_key(source, model, relation), scan)


def _find_model(decoupling: Decoupling, source: ProjectSource) -> Model | None:
    """The model by class and by the folder of its app, for labels are often others than folders."""
    named = [one for one in source.models if one.name.lower() == decoupling.name.lower()]
    for one in named:
        if decoupling.owner in (one.label.partition(".")[0], *one.file.split("/")[:-1]):
            return one
    return None


def _of_cut(decoupling: Decoupling, source: ProjectSource) -> _Told | None:
    """The files of the folder that name something of the package, against those that import it."""
    folder, package = decoupling.owner, decoupling.name
    plan = foretell_cut(source, folder, package)
    scan = {
        path
        for path, modules in _imports(source)
        if path.startswith(f"{folder}/") and any(enclosing(module, {package}) for module in modules)
    }
    return _Told(f"{folder} → {package}", plan, scan) if plan else None


def _importing(source: ProjectSource, module: str, name: str) -> Iterator[str]:
    """Files with a plain import of a class from its module or the package of it, and files that import the module."""
    package = module.rpartition(".")[0]
    for path, modules in _imports(source):
        if f"{module}.{name}" in modules or f"{package}.{name}" in modules or module in modules:
            yield path


def _imports(source: ProjectSource) -> Iterator[tuple[str, set[str]]]:
    for path, module in source.modules.items():
        facts = source.python.get(path)
        if facts is not None:
            yield path, set(imported_names(facts, module, is_package=path.endswith("/__init__.py")))
