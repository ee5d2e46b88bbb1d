"""What a run is asked to watch, as a file that the library in the team's process reads."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from anabranch.evidence.domains import Domains
from anabranch.evidence.values import WATCH_SCHEMA, Mode
from anabranch.project.conventions import folder_of, test_code
from anabranch.project.file_list import FileList
from anabranch.project.units import PROJECT

VARIABLE = "ANABRANCH_WATCH"
"""Names the watch file to every process that the command starts. Without it the library does nothing."""

DETECT = ("sql", "transaction", "hop", "cascade", "call", "signal", "task", "template", "url", "lock")
"""All detectors."""


class Watch(msgspec.Struct, frozen=True):
    """The watch file. `domain` is None where every edge is watched; what tests bring is of the domain of no name."""

    root: str
    records: str
    mode: Mode
    domain: str | None
    files: dict[str, str]
    folders: dict[str, str]
    templates: dict[str, str]
    lines: dict[str, list[int]] = {}
    """Lines of the references over the edge: which of them ran is asked."""
    slow_calls: bool = False
    """Calls also on a Python where watching them is slow."""
    detect: tuple[str, ...] = DETECT
    anabranch: str = "watch"
    schema: int = WATCH_SCHEMA


def make_watch(
    files: FileList,
    domains: Domains,
    *,
    records: Path,
    domain: str | None,
    lines: dict[str, list[int]],
    slow_calls: bool = False,
) -> Watch:
    """What to watch, from all files of a folder, its tests included."""
    paths = [file.path for file in files.python]
    is_test = test_code(paths)
    named = {path: "" if is_test(path) else domains.of_file(path) for path in paths}
    return Watch(
        root=files.root,
        records=str(records),
        mode="observe" if domain is None else "rehearse",
        domain=domain,
        files=named,
        folders={"": PROJECT, **domains.of_folder, **dict.fromkeys(_test_folders(paths, named), "")},
        templates={file.path: "" if is_test(file.path) else domains.of_template(file.path) for file in files.templates},
        lines=lines,
        slow_calls=slow_calls,
    )


def watch_bytes(watch: Watch) -> bytes:
    """The file's content."""
    return msgspec.json.encode(watch)


def _test_folders(paths: Iterable[str], named: dict[str, str]) -> Iterable[str]:
    """Folders with tests and nothing else: what is made there later is test code too."""
    holds: dict[str, set[bool]] = {}
    for path in paths:
        holds.setdefault(folder_of(path), set()).add(named[path] == "")
    return (folder for folder, kinds in holds.items() if folder and kinds == {True})
