"""`anabranch rehearse`: the team's own tests, run as if a domain had already left."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from anabranch.cli.completing import files
from anabranch.cli.help import examples
from anabranch.cli.options import in_folder, takes_request
from anabranch.cli.problems import Failure
from anabranch.cli.request import Request
from anabranch.cli.usage import refuse_idle

if TYPE_CHECKING:
    from anabranch.reports.answers.rehearsed import Rehearsed

GREW = 1


@click.command(
    name="rehearse",
    epilog=examples(
        "anabranch rehearse payments -- pytest",
        "anabranch rehearse payments --debt -- python manage.py test --parallel 2",
        "anabranch rehearse payments --format sarif -o payments.sarif -- pytest -n 4",
    ),
)
@click.argument("domain", metavar="DOMAIN")
@click.argument("program", metavar="-- COMMAND...", nargs=-1, type=click.UNPROCESSED, shell_complete=files)
@click.option("--debt", is_flag=True, help="Compare with the debt file of the domain; only growth fails.")
@click.option("--accept", is_flag=True, help="With --debt: write what was found as the new debt.")
@click.option("--frozen", is_flag=True, help="With --debt: never write [on where CI is set]")
@click.option("--strict", is_flag=True, help="With --debt: fail where the file could shrink, too.")
@click.option("--calls", is_flag=True, help="Watch calls below Python 3.12 too, where that is slow.")
@click.option("--unreached", is_flag=True, help="List the references over the edge that no test reached.")
@in_folder
@takes_request("text", "json", "sarif", "github", "markdown", test_code="never")
def command(
    request: Request, domain: str, program: tuple[str, ...], debt: bool, accept: bool, frozen: bool, strict: bool,
    calls: bool, unreached: bool,
) -> int:  # fmt: skip
    """Run COMMAND, unchanged, and show where DOMAIN and the rest touched: what a split would break or make slow.

    The project's Python needs the package anabranch-django; nothing has to be configured. Ends with the command's own
    exit code, or with 1 where that is 0 and the crossings grew.
    """
    from anabranch.cli.rehearsing import find_domain, read_domains, run_watched
    from anabranch.evidence.rehearsal import make_rehearsal
    from anabranch.reports.answers.rehearsed import answer_rehearsal

    if not program:
        raise Failure(request.words("rehearse.no_command"))
    if not (debt or accept):
        refuse_idle(request.words, ["--frozen", "--strict"], without="--debt")
    if accept:
        refuse_idle(request.words, ["--frozen", "--strict"], beside="--accept")
    if request.format != "text":
        refuse_idle(request.words, ["--unreached"], beside=f"--format {request.format}")
    project_map, domains = read_domains(request, request.read())
    named = find_domain(project_map, domains, domain, request.words)
    ran = run_watched(request, project_map, domains, program, domain=named, slow_calls=calls)
    rehearsal = make_rehearsal(ran.seen, project_map, domains, named)
    comparison = None
    if debt or accept:
        from anabranch.cli.crossing_debt import judge_debt

        may_write = not frozen and not os.environ.get("CI")
        comparison = judge_debt(
            Path(request.folder), rehearsal, project_map, accept=accept, may_write=may_write, passed=ran.code == 0
        )
    answer = answer_rehearsal(rehearsal, command=program, code=ran.code, debt=comparison)
    request.deliver(_render(request, answer, unreached=unreached))
    fails = comparison is not None and (bool(comparison.growth) or (strict and comparison.fewer > 0))
    return ran.code or (GREW if fails else 0)


def _render(request: Request, answer: Rehearsed, *, unreached: bool) -> str:
    from anabranch.evidence.git import path_in_repository
    from anabranch.reports.rehearsal.render import render

    folder = Path(request.folder)
    return render(
        answer, request.format, words=request.words, look=request.look(), folder=folder,
        prefix=path_in_repository(folder) if request.format in ("sarif", "github") else "", unreached=unreached,
    )  # fmt: skip
