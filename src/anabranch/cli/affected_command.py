"""`anabranch affected`: what a change can reach, and running the tests among it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from anabranch.cli.completing import files
from anabranch.cli.help import examples
from anabranch.cli.options import in_folder, takes_request
from anabranch.cli.problems import Failure
from anabranch.cli.request import Request

if TYPE_CHECKING:
    from anabranch.evidence.affected import Affected, TestFile

_RUNNABLE = re.compile(r"(?:^|/)(?:test[^/]*|[^/]*_tests?)\.py\Z")
_REQUEST = re.compile(r"client|live_?server|webtest|django_app|selenium|playwright", re.I)
_URL_TEXT = re.compile(r"""["']/[\w{<"'?#-]""")


@click.command(
    name="affected",
    epilog=examples(
        "anabranch affected --since main",
        "anabranch affected --since main --tests -- pytest -q",
        "anabranch affected --since origin/main --tests -- python manage.py test",
    ),
)
@click.option("--since", metavar="REVISION", required=True, help="The change is what came since leaving REVISION.")
@click.option("--tests", "runs", is_flag=True, help="Run the tests: COMMAND, followed by the files that are reached.")
@click.argument("arguments", metavar="[-- COMMAND]", nargs=-1, type=click.UNPROCESSED, shell_complete=files)
@in_folder
@takes_request("text", "json", test_code="always")
def command(request: Request, since: str, runs: bool, arguments: tuple[str, ...]) -> int:
    """Show which units and test files a change can reach; with --tests, run these.

    Where it cannot be told, everything runs, and the reason is said. Exit code: that of COMMAND.
    """
    if runs != bool(arguments):
        raise Failure(request.words("problem.affected.command"))
    affected = _find(request, since)
    if request.format == "json":
        from anabranch.reports.json_report import answer_json

        request.deliver(answer_json("affected", affected))
    else:
        from anabranch.reports.terminal.affected_page import affected_text

        request.deliver(affected_text(affected, words=request.words, look=request.look(), brief=runs))
    return _run(request, arguments, affected) if runs and affected.tests else 0


def _find(request: Request, since: str) -> Affected:
    from anabranch.evidence.affected import find_affected
    from anabranch.evidence.git import changed_since, deleted_since, merge_base, untracked

    folder = Path(request.folder)
    base = merge_base(folder, since)
    changed = changed_since(folder, base) | untracked(folder)
    project_map = request.read()
    return find_affected(project_map, changed=changed, deleted=deleted_since(folder, base), tests=_test_files(request))


def _test_files(request: Request) -> list[TestFile]:
    from anabranch.evidence.affected import TestFile

    found = []
    for path in filter(_RUNNABLE.search, (file.path for file in request.files().python)):
        text = (Path(request.folder) / path).read_text(encoding="utf-8", errors="replace")
        found.append(TestFile(path, bool(_REQUEST.search(text)), bool(_URL_TEXT.search(text))))
    return found


def _run(request: Request, command: Sequence[str], affected: Affected) -> int:
    from anabranch.cli.running import run_command

    chosen = [] if affected.everything else _as_arguments(command, affected.tests)
    quiet = request.format != "text" and request.file is None
    return run_command([*command, *chosen], quiet=quiet, words=request.words, folder=request.folder)


def _as_arguments(command: Sequence[str], tests: Sequence[str]) -> list[str]:
    """Files for pytest; for Django's runner the dotted names of modules."""
    if "test" in command and any(part.rpartition("/")[2] in ("manage.py", "django-admin") for part in command):
        return [path.removesuffix(".py").replace("/", ".") for path in tests]
    return list(tests)
