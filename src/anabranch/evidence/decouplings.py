"""Changes of a repository's past by which something was decoupled, told by the migrations that they added."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Literal, NamedTuple

from anabranch.evidence.changed_lines import diff_of, parts_of, python_diffs
from anabranch.evidence.changes import SINGLE_COMMITS, Change, list_changes, since_option
from anabranch.evidence.git import Blob, GitFailed, ask_git, list_revision, read_blobs
from anabranch.project.dotted import enclosing

Kind = Literal["moved", "key", "cut"]

_MIGRATIONS = ":(glob)**/migrations/**/*.py"
_CREATED = re.compile(r"CreateModel\(\s*(?:name\s*=\s*)?[\"'](\w+)")
_DELETED = re.compile(r"DeleteModel\(\s*(?:name\s*=\s*)?[\"'](\w+)")
_REMOVED = re.compile(
    r"RemoveField\(\s*(?:model_name\s*=\s*)?[\"'](\w+)[\"']\s*,\s*(?:name\s*=\s*)?[\"'](\w+)[\"']", re.DOTALL
)
_RENAMED = re.compile(r"RenameModel\(\s*(?:old_name\s*=\s*)?[\"'](\w+)")
_KEY = re.compile(
    r"^([-+])\s+(\w+)\s*=\s*[\w.]*(?:ForeignKey|OneToOneField|ManyToManyField)\("
    r"(?:\s*\n\1)?\s*(?:to\s*=\s*)?[\"']?([\w.]*)",
    re.MULTILINE,
)
"""Sign, name and target of a relation, whose target may stand in the next line."""
_CLASS = re.compile(r"^([-+])class\s+(\w+)", re.MULTILINE)
_IMPORT = re.compile(r"^([-+])\s*from\s+([\w.]+)\s+import\b", re.MULTILINE)
_FROM = "^[[:space:]]*from[[:space:]]"
"""Lines that `_IMPORT` can match, for git."""
_LEAST_IMPORTS = 2
MOST_FILES = 150
"""Changes of more files hold other work, beside which one decoupling cannot be seen."""


class Decoupling(NamedTuple):
    """One thing that a change decoupled.

    Of `moved`, `owner` is the app, `to` the new one and `name` the class of the model; of `key`, `name` is the
    lower-case model and `field` the removed relation; of `cut`, `owner` is the folder that lost its imports of the
    package `name`.
    """

    kind: Kind
    owner: str
    name: str
    field: str
    change: Change
    to: str = ""


class _Added(NamedTuple):
    """A migration that a change added."""

    app: str
    text: str


def find_decouplings(folder: Path, *, since: timedelta, most: int) -> list[Decoupling]:
    """Models that moved between apps and relations that were removed, newest first, `most` of them.

    Raises `GitFailed`.
    """
    changes = {change.commit: change for change in list_changes(folder, since=since, which=SINGLE_COMMITS)}
    found: list[Decoupling] = []
    for commit, migrations in _added_migrations(folder, since):
        change = changes.get(commit)
        if change is not None and change.parents and len(change.files) <= MOST_FILES:
            found += [*_moved(change, migrations), *_removed_keys(folder, change, migrations)]
        if len(found) >= most:
            break
    return found[:most]


def find_cuts(folder: Path, *, since: timedelta, most: int, packages: Mapping[str, str]) -> list[Decoupling]:
    """Changes after which a folder no longer imports a first-party package that it imported in several places.

    `packages` are the folders of the apps, by their dotted names. Raises `GitFailed`.
    """
    folders = frozenset(packages.values())
    found: list[Decoupling] = []
    single = list_changes(folder, since=since, which=SINGLE_COMMITS)
    changes = [change for change in single if change.parents and len(change.files) <= MOST_FILES]
    for change, diff in python_diffs(folder, changes, matching=_FROM):
        for importer, package in _lost_imports(diff, packages):
            there = all(_is_there(folder, change, one, folders) for one in (importer, packages[package]))
            if there and not _still_imports(folder, change.commit, importer, package):
                found.append(Decoupling("cut", importer, package, "", change))
        if len(found) >= most:
            break
    return found[:most]


def _added_migrations(folder: Path, since: timedelta) -> Iterator[tuple[str, list[_Added]]]:
    """Single commits, newest first, with the migrations that each added: a merged branch holds other work too."""
    text = ask_git(folder, "log", *SINGLE_COMMITS, "--raw", "--no-abbrev", "--no-renames", "--diff-filter=A",
                   "-z", "--relative", since_option(folder, since), "--format=%x01%H", "--", _MIGRATIONS)  # fmt: skip
    rows = [(commit, list(_raw(rest))) for commit, rest in _records(text)]
    blobs = {blob.content: blob for _, added in rows for blob in added}
    named = [Blob(content, content, blob.size) for content, blob in blobs.items()]
    content = dict(read_blobs(folder, named))
    for commit, added in rows:
        yield (
            commit,
            [
                _Added(_app(blob.path), content[blob.content].decode("utf-8", "replace"))
                for blob in added
                if blob.content in content
            ],
        )


def _records(text: str) -> Iterator[tuple[str, str]]:
    for record in text.split("\x01")[1:]:
        head, _, rest = record.partition("\0")
        yield head.strip(), rest


def _raw(text: str) -> Iterator[Blob]:
    parts = [part for part in text.lstrip("\n").split("\0") if part.strip()]
    for head, path in zip(parts[::2], parts[1::2], strict=False):
        yield Blob(path, head.split()[3], 0)


def _app(path: str) -> str:
    """Name of the folder that holds the migrations."""
    return path.partition("/migrations/")[0].rpartition("/")[2]


def _moved(change: Change, migrations: list[_Added]) -> Iterator[Decoupling]:
    created = {(one.app, name) for one in migrations for name in _CREATED.findall(one.text)}
    deleted = {(one.app, name) for one in migrations for name in _DELETED.findall(one.text)}
    for app, name in sorted(deleted):
        homes = sorted(other for other, made in created if other != app and made.lower() == name.lower())
        if homes:
            yield Decoupling("moved", app, name, "", change, homes[0])


def _removed_keys(folder: Path, change: Change, migrations: list[_Added]) -> Iterator[Decoupling]:
    dropped = {(one.app, name.lower()) for one in migrations for name in _DELETED.findall(one.text)}
    removed = {(one.app, *pair) for one in migrations for pair in _REMOVED.findall(one.text)}
    # A key that went with its model was not cut.
    removed = {row for row in removed if (row[0], row[1].lower()) not in dropped}
    if not removed:
        return
    source = [path for path in change.files if path.endswith(".py") and "/migrations/" not in path]
    diff = diff_of(folder, change, source)
    keys = _KEY.findall(diff)
    lost = _lost_models(diff, migrations)
    # Nor was a key whose target was deleted: nothing is left from which it was cut.
    gone = {name for sign, name, target in keys if sign == "-" and target.rpartition(".")[2].lower() not in lost}
    made = {name for sign, name, _ in keys if sign == "+"}
    for app, model, field in sorted(removed):
        if field in gone and field not in made:
            yield Decoupling("key", app, model.lower(), field, change)


def _lost_models(diff: str, migrations: list[_Added]) -> set[str]:
    """Lower-case classes that a change deleted, by migrations or, where these went with the app, by source alone."""
    classes = _CLASS.findall(diff)
    gone = {name for sign, name in classes if sign == "-"}
    kept = {name for sign, name in classes if sign == "+"}
    for one in migrations:
        gone.update(_DELETED.findall(one.text))
        kept.update(_CREATED.findall(one.text), _RENAMED.findall(one.text))
    return {name.lower() for name in gone} - {name.lower() for name in kept}


def _lost_imports(diff: str, packages: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Folders of apps with packages of which a change took away several imports, and added none."""
    net: dict[tuple[str, str], list[int]] = {}
    folders = frozenset(packages.values())
    for path, part in parts_of(diff):
        importer = _innermost(path, folders)
        for sign, module in _IMPORT.findall(part) if importer else ():
            package = enclosing(module, packages)
            if package and packages[package] != importer:
                net.setdefault((importer, package), [0, 0])[sign == "+"] += 1
    for (importer, package), (less, more) in sorted(net.items()):
        if less >= _LEAST_IMPORTS and not more:
            yield importer, package


def _innermost(path: str, folders: Container[str]) -> str:
    folder = path.rpartition("/")[0]
    while folder and folder not in folders:
        folder = folder.rpartition("/")[0]
    return folder


def _is_there(folder: Path, change: Change, app: str, apps: Container[str]) -> bool:
    """Whether an app outlived the change: giving one up is no decoupling. What is given up keeps migrations for a while
    and what these name, so an app is there while at least half of its other files are.
    """
    before, after = (
        sum(_tells(blob, app, apps) for blob in list_revision(folder, commit, within=app))
        for commit in (change.parents[0], change.commit)
    )
    return 0 < before <= 2 * after


def _tells(blob: Blob, app: str, apps: Container[str]) -> bool:
    """Whether a file is a part of what an app does; without `apps.py` its migrations could not be found."""
    name = blob.path.rpartition("/")[2]
    is_code = blob.size > 0 and name.endswith(".py") and name != "apps.py" and "/migrations/" not in blob.path
    return is_code and _innermost(blob.path, apps) == app


def _still_imports(folder: Path, commit: str, importer: str, package: str) -> bool:
    """Whether a folder imports a package at a commit."""
    pattern = rf"^[[:space:]]*(from|import)[[:space:]]+{re.escape(package)}([.[:space:]]|$)"
    try:
        return bool(ask_git(folder, "grep", "-l", "-E", pattern, commit, "--", f"{importer}/"))
    except GitFailed:  # nothing found: exit code 1
        return False
