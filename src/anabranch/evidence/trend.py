"""The map of past commits as figures: what the tangle, the order and the references came to at each point in time."""

from __future__ import annotations

import gc
import hashlib
import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from anabranch.evidence.changes import head_time
from anabranch.evidence.git import Blob, ask_git, list_revision, tree_of
from anabranch.evidence.past_facts import PastFacts
from anabranch.evidence.past_project import PastProject, resolve_past, source_files
from anabranch.graph.dependency import UnitGraph
from anabranch.graph.order import order_units
from anabranch.graph.order_search import load_solver
from anabranch.graph.tangles import find_tangles
from anabranch.reading.cache_folder import cache_folder, put_sealed, read_sealed, tool_version
from anabranch.reading.forked import can_fork, processors
from anabranch.reading.levels import bundle, make_graph, side_of
from anabranch.reading.values import Reference, Weight

Every = Literal["week", "month", "quarter", "year"]

_MONTHS: dict[Every, int] = {"month": 1, "quarter": 3, "year": 12}


class Point(NamedTuple):
    """A commit, chosen for the time it stands for."""

    commit: str
    time: int


class Figures(msgspec.Struct, frozen=True):
    """What a commit's map comes to; of one `project`. `failed` files could not be read as Python; of `absent` ones this
    clone does not have the content, so that all figures are too low.
    """

    commit: str
    time: int
    project: str = ""
    units: int = 0
    lines: int = 0
    references: int = 0
    tangle: int = 0
    tangled: int = 0
    upward: Weight = Weight()
    total: Weight = Weight()
    proven: bool = True
    failed: int = 0
    absent: int = 0

    @property
    def h(self) -> float:
        """Upward ties as a share of all."""
        return self.upward.ties / self.total.ties if self.total.ties else 0.0


def choose_points(folder: Path, *, since: timedelta, every: Every) -> list[Point]:
    """The newest commit and, before each period's beginning, the last of the main line; oldest first.

    Raises `GitFailed`.
    """
    newest = head_time(folder)
    rows = ask_git(folder, "log", "--first-parent", "--format=%H %ct", "--", ".").split("\n")
    line = [Point(commit, int(time)) for commit, _, time in (row.partition(" ") for row in rows) if time]
    oldest = max(newest - since.total_seconds(), 0)
    chosen = line[:1]
    for end in _ends(newest, oldest, every):
        found = next((point for point in line if point.time < end), None)
        if found is not None and found not in chosen:
            chosen.append(found)
    return chosen[::-1]


def read_points(
    folder: Path, points: Sequence[Point], *, project: str = "", cache: bool = True,
    on_progress: Callable[[int, int], None] | None = None,
) -> list[Figures]:  # fmt: skip
    """The figures of each point, of the project of that name, else of the largest; those of a tree that was read before
    come from the cache. Raises `GitFailed`.
    """
    keeper = _Keeper(folder, project, cache=cache)
    found: dict[Point, Figures | None] = {point: keeper.load(point) for point in points}
    missing = [point for point in points if found[point] is None]
    if missing:
        read = _read(folder, missing, project, cache=cache, report=on_progress)
        for point, figures in zip(missing, read, strict=True):
            found[point] = figures
            if not figures.absent:
                keeper.save(point, figures)
    return [each for point in points if (each := found[point]) is not None]


def _read(
    folder: Path, points: Sequence[Point], project: str, *, cache: bool, report: Callable[[int, int], None] | None
) -> list[Figures]:
    facts = PastFacts(folder, cache=cache)
    trees = [{blob.path: blob for blob in list_revision(folder, point.commit)} for point in points]
    wanted = [source_files(folder, tree, include_tests=False) for tree in trees]
    facts.read(blob for blobs in wanted for blob in blobs)
    facts.save(wanted[-1])
    tell = report or (lambda _done, _all: None)
    tell(0, len(points))
    tasks = [_Task(folder, point, tree, project) for point, tree in zip(points, trees, strict=True)]
    return _run(facts, tasks, tell)


class _Task(NamedTuple):
    folder: Path
    point: Point
    tree: dict[str, Blob]
    project: str


_shared: list[tuple[PastFacts, Sequence[_Task]]] = []
"""What forked processes find in their memory, so that nothing large is sent to them."""


def _run(facts: PastFacts, tasks: Sequence[_Task], tell: Callable[[int, int], None]) -> list[Figures]:
    found: list[Figures] = []
    workers = min(processors(), len(tasks))
    load_solver()  # once for all processes
    _shared.append((facts, tasks))
    try:
        if workers > 1 and can_fork():
            with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("fork")) as pool:
                for packed in pool.map(_figures_packed, range(len(tasks))):
                    found.append(msgspec.msgpack.decode(packed, type=Figures))
                    tell(len(found), len(tasks))
    except (BrokenProcessPool, OSError):
        found = []
    finally:
        _shared.pop()
    for task in tasks[len(found) :]:
        found.append(_figures(facts, task))
        tell(len(found), len(tasks))
    return found


def _figures_packed(number: int) -> bytes:
    gc.disable()
    facts, tasks = _shared[-1]
    return msgspec.msgpack.encode(_figures(facts, tasks[number]))


def _figures(facts: PastFacts, task: _Task) -> Figures:
    past = resolve_past(facts, task.folder, task.tree, include_tests=False, project=task.project)
    return Figures(task.point.commit, task.point.time) if past is None else _measured(task.point, past)


def _measured(point: Point, past: PastProject) -> Figures:
    references = past.found.references
    graph = graph_of(past)
    order = order_units(graph, time_limit=1.0)
    sizes = [len(tangle) for tangle in find_tangles(graph)]
    return Figures(
        commit=point.commit,
        time=point.time,
        project=past.layout.name,
        units=len(graph.units),
        lines=sum(past.lines.values()),
        references=sum(map(is_across, references)),
        tangle=max(sizes, default=0),
        tangled=sum(sizes),
        upward=Weight(*order.upward),
        total=Weight(*order.total),
        proven=order.proven,
        failed=past.failed,
        absent=past.absent,
    )


def graph_of(past: PastProject) -> UnitGraph:
    """The units of a past project and what ties them."""
    return make_graph(bundle(past.found.references, side_of("app", {})), set(past.units.values()))


def is_across(reference: Reference) -> bool:
    """Whether a reference is among those that are counted: it counts, and joins two units."""
    return reference.counts and reference.importer.app != reference.imported.app


def read_past_project(folder: Path, point: Point, *, project: str = "", cache: bool = True) -> PastProject | None:
    """What the figures of a point are of; None where the commit has no Python. Raises `GitFailed`."""
    facts = PastFacts(folder, cache=cache)
    tree = {blob.path: blob for blob in list_revision(folder, point.commit)}
    facts.read(source_files(folder, tree, include_tests=False))
    return resolve_past(facts, folder, tree, include_tests=False, project=project)


class _Keeper:
    """Figures by the tree that a commit has below the folder, and the project that is asked about."""

    def __init__(self, folder: Path, project: str, *, cache: bool) -> None:
        home = cache_folder() if cache else None
        self._home = home / "past" if home is not None else None
        self._folder, self._project = folder, project
        self._version = tool_version()

    def load(self, point: Point) -> Figures | None:
        path = self._path(point)
        try:
            kept = read_sealed(path) if path is not None else None
            figures = msgspec.json.decode(kept, type=Figures) if kept is not None else None
        except (OSError, msgspec.MsgspecError):
            return None
        return msgspec.structs.replace(figures, commit=point.commit, time=point.time) if figures is not None else None

    def save(self, point: Point, figures: Figures) -> None:
        path = self._path(point)
        if path is not None:
            put_sealed(path, msgspec.json.encode(figures))

    def _path(self, point: Point) -> Path | None:
        if self._home is None:
            return None
        tree = tree_of(self._folder, point.commit)
        key = hashlib.blake2b(
            f"{self._version}{tree}{self._project}".encode("utf-8", "surrogateescape"), digest_size=10
        ).hexdigest()
        return self._home / f"{key}.point"


def _ends(newest: int, oldest: float, every: Every) -> list[int]:
    """Beginnings of periods before the newest commit, newest first."""
    now = datetime.fromtimestamp(newest, UTC)
    ends: list[int] = []
    if every == "week":
        start = datetime(now.year, now.month, now.day, tzinfo=UTC) - timedelta(days=now.weekday())
        while start.timestamp() > oldest:
            ends.append(int(start.timestamp()))
            start -= timedelta(days=7)
        return ends
    step = _MONTHS[every]
    month = now.year * 12 + (now.month - 1) // step * step
    while (start := datetime(month // 12, month % 12 + 1, 1, tzinfo=UTC)).timestamp() > oldest:
        ends.append(int(start.timestamp()))
        month -= step
    return ends
