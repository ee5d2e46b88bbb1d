"""`anabranch plan --backtest`: plans from past commits, held against what was then changed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from anabranch.cli.progress import Progress
from anabranch.cli.request import Request

if TYPE_CHECKING:
    from datetime import timedelta

    from anabranch.evidence.changed_lines import ChangedLines
    from anabranch.evidence.changes import Change
    from anabranch.evidence.decouplings import Decoupling
    from anabranch.evidence.git import Blob
    from anabranch.evidence.past_facts import PastFacts
    from anabranch.evidence.past_project import PastProject
    from anabranch.plan.backtest import Backtest, Trial
    from anabranch.plan.project_source import ProjectSource


def deliver_backtest(request: Request, *, since: str, most: int) -> None:
    """Run the back-test of a folder's repository and print it."""
    from anabranch.evidence.changes import parse_age

    result = run_backtest(request, since=parse_age(since), most=most)
    if request.format == "json":
        from anabranch.reports.json_report import answer_json

        request.deliver(answer_json("backtest", result))
        return
    from anabranch.reports.terminal.backtest_page import backtest_text

    request.deliver(backtest_text(result, words=request.words, look=request.look()))


def run_backtest(request: Request, *, since: timedelta, most: int) -> Backtest:
    """Trials of the newest decouplings. Raises `GitFailed`."""
    from anabranch.evidence.decouplings import find_cuts, find_decouplings
    from anabranch.plan.backtest import summarise

    folder = Path(request.folder)
    packages = {app.name: app.path for project in request.read().projects for app in project.apps if app.is_app}
    found = find_decouplings(folder, since=since, most=most)
    found += find_cuts(folder, since=since, most=max(most - len(found), most // 3), packages=packages)
    progress = Progress(request.words, sys.stderr)
    try:
        tried = list(_tried(request, folder, found, progress))
    finally:
        progress.finish()
    trials = [trial for trial in tried if trial is not None]
    return summarise(trials, skipped=len(tried) - len(trials))


def _tried(request: Request, folder: Path, found: list[Decoupling], progress: Progress) -> Iterator[Trial | None]:
    """The trial of each change, from its parent commit."""
    from anabranch.evidence.past_facts import PastFacts

    facts = PastFacts(folder, cache=request.cache)
    by_change: dict[str, list[Decoupling]] = {}
    for one in found:
        by_change.setdefault(one.change.commit, []).append(one)
    for done, all_of_it in enumerate(by_change.values()):
        progress(done, len(by_change))
        own = _real(facts, folder, all_of_it)
        source = _source(facts, folder, own[0].change.parents[0]) if own else None
        yield _try(folder, own, source) if source is not None else None
    facts.save(())


def _try(folder: Path, own: list[Decoupling], source: ProjectSource) -> Trial | None:
    from anabranch.evidence.changes import later_in_branch
    from anabranch.evidence.decouplings import MOST_FILES
    from anabranch.plan.backtest import try_plan

    later = later_in_branch(folder, own[0].change)
    if len({path for each in later for path in each.files}) > MOST_FILES:
        later = []
    lines, *rest = (_lines(folder, each, source) for each in (own[0].change, *later))
    return try_plan(own, source, lines, rest)


def _lines(folder: Path, change: Change, source: ProjectSource) -> dict[str, ChangedLines]:
    from anabranch.evidence.changed_lines import changed_lines

    there = {*source.modules, *source.templates}
    return changed_lines(folder, change, [path for path in change.files if path in there])


def _real(facts: PastFacts, folder: Path, decouplings: list[Decoupling]) -> list[Decoupling]:
    """Without the cuts after which the folder still refers to the package, in another way."""
    from anabranch.plan.foretelling import refers_to

    if all(one.kind != "cut" for one in decouplings):
        return decouplings
    after = _past(facts, folder, _tree(folder, decouplings[0].change.commit))
    return [
        one
        for one in decouplings
        if one.kind != "cut" or (after is not None and not refers_to(after.found.references, one.owner, one.name))
    ]


def _source(facts: PastFacts, folder: Path, commit: str) -> ProjectSource | None:
    from anabranch.evidence.git import read_blobs
    from anabranch.plan.project_source import source_of

    tree = _tree(folder, commit)
    past = _past(facts, folder, tree)
    if past is None:
        return None
    blobs = read_blobs(folder, [tree[path] for path in past.layout.templates])
    texts = ((path, text.decode("utf-8", "replace")) for path, text in blobs)
    return source_of(
        past.layout, past.units, past.python, texts, references=past.found.references, models=past.found.models
    )


def _tree(folder: Path, commit: str) -> dict[str, Blob]:
    from anabranch.evidence.git import list_revision

    return {blob.path: blob for blob in list_revision(folder, commit)}


def _past(facts: PastFacts, folder: Path, tree: dict[str, Blob]) -> PastProject | None:
    from anabranch.evidence.past_project import resolve_past, source_files

    facts.read(source_files(folder, tree, include_tests=True))
    return resolve_past(facts, folder, tree, include_tests=True)
