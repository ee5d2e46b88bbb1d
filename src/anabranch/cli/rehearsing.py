"""A run of the person's tests with everything that it leaves behind read again, whatever became of it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from anabranch.cli.problems import Failure
from anabranch.cli.running import packages_missing, python_of, run_command
from anabranch.reports.texts.words import Words

if TYPE_CHECKING:
    from anabranch.cli.request import Request
    from anabranch.evidence.domains import Domains
    from anabranch.evidence.values import Seen
    from anabranch.reading.values import Map

_LIBRARY = ("django", "anabranch_django")


class Ran(NamedTuple):
    """The exit code of the command, and what its processes saw."""

    code: int
    seen: Seen


def run_watched(
    request: Request,
    project_map: Map,
    domains: Domains,
    command: Sequence[str],
    *,
    domain: str | None,
    slow_calls: bool,
) -> Ran:
    """Run a command while a domain's edge, or every edge, is watched. Raises `Failure` where nothing was recorded."""
    from anabranch.evidence.edge import edge_lines, edge_references
    from anabranch.evidence.records import read_records
    from anabranch.evidence.watch import VARIABLE, make_watch, watch_bytes
    from anabranch.project.files import list_files

    files = list_files(Path(request.folder), include_tests=True)
    lines = edge_lines(edge_references(project_map, domains, domain))
    with _own_folder() as folder:
        records, watch_file = folder / "records", folder / "watch.json"
        records.mkdir()
        watch = make_watch(files, domains, records=records, domain=domain, lines=lines, slow_calls=slow_calls)
        watch_file.write_bytes(watch_bytes(watch))
        quiet = request.format != "text" and request.file is None
        code = run_command(command, quiet=quiet, words=request.words, variables={VARIABLE: str(watch_file)})
        seen = read_records(records)
    if not seen.processes:
        raise Failure(_nothing_recorded(request.words, command, code, seen))
    return Ran(code, seen)


@contextmanager
def _own_folder() -> Iterator[Path]:
    """A folder of this run alone, so that two at once never meet."""
    folder = Path(tempfile.mkdtemp(prefix="anabranch-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _nothing_recorded(words: Words, command: Sequence[str], code: int, seen: Seen) -> str:
    """Why, as far as it can be found out."""
    ended = words("rehearse.ended", code=code)
    version = next((each.found for each in seen.problems if each.reason == "version"), None)
    if version is not None:
        return f"{ended} {words('rehearse.no_record.version', version=version)}"
    if seen.problems:
        return f"{ended} {words('rehearse.no_record.unreadable', file=seen.problems[0].file)}"
    python = python_of(command)
    missing = packages_missing(python, _LIBRARY) if python is not None else None
    if missing and "django" in missing:
        return f"{ended} {words('rehearse.no_record.django', python=str(python))}"
    if missing:
        return f"{ended} {words('rehearse.no_record.library', python=str(python))}"
    key = "rehearse.no_record.unknown" if missing is None else "rehearse.no_record.silent"
    return f"{ended} {words(key, program=command[0])}"


def read_domains(request: Request, project_map: Map) -> tuple[Map, Domains]:
    """The domains that the rule file of the folder names, where there is one; else each app is its own."""
    from anabranch.evidence.domains import domains_of, renamed

    rules = request.rules()
    if rules is not None:
        project_map = renamed(project_map, rules.domain_of, rules.roles)
    return project_map, domains_of(project_map)


def find_domain(project_map: Map, domains: Domains, name: str, words: Words) -> str:
    """The domain that a person names: by its own name, or by that of one of its units."""
    from anabranch.reports.answers.subjects import NameNotFound, close_names

    if name in domains.names:
        if name not in domains.of_folder.values():
            raise Failure(words("problem.rehearse.parts", domain=name))
        return name
    for project in project_map.projects:
        for app in project.apps:
            if name in (app.label, app.name):
                return domains.of_unit[project.name, app.label]
    raise NameNotFound(name, close_names(name, sorted(domains.names)))
