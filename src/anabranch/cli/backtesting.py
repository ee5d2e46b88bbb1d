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

    from anabranch.evidence.decouplings import Decoupling
    from anabranch.evidence.past_facts import PastFacts
    from anabranch.evidence.past_project import PastProject
    from anabranch.plan.backtest import Backtest, Trial


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
    packages = {app.name for project in request.read(free_modules=False).projects for app in project.apps if app.is_app}
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
    from anabranch.plan.backtest import files_using, try_plan

    facts = PastFacts(folder, cache=request.cache)
    by_change: dict[str, list[Decoupling]] = {}
    for one in found:
        by_change.setdefault(one.change.commit, []).append(one)
    for done, all_of_it in enumerate(by_change.values()):
        progress(done, len(by_change))
        change = all_of_it[0].change
        after = _past(facts, folder, change.commit) if any(one.kind == "cut" for one in all_of_it) else None
        own = [one for one in all_of_it if one.kind != "cut" or (after is not None and not files_using(one, after))]
        past = _past(facts, folder, change.parents[0]) if own else None
        yield try_plan(own, past) if past is not None else None
    facts.save(())


def _past(facts: PastFacts, folder: Path, commit: str) -> PastProject | None:
    from anabranch.evidence.git import list_revision
    from anabranch.evidence.past_project import resolve_past, source_files

    tree = {blob.path: blob for blob in list_revision(folder, commit)}
    facts.read(source_files(folder, tree, include_tests=True))
    return resolve_past(facts, folder, tree, include_tests=True)
