"""`anabranch debt`: the known findings, and accepting today's."""

from __future__ import annotations

from pathlib import Path

import click

from anabranch.cli.help import examples
from anabranch.cli.options import at_path, takes_request
from anabranch.cli.request import Request
from anabranch.cli.usage import refuse_idle


@click.command(name="debt", epilog=examples("anabranch debt", "anabranch debt --accept"))
@at_path
@click.option("--accept", is_flag=True, help="Take all of today's findings as debt.")
@takes_request("text")
def command(request: Request, accept: bool) -> None:
    """Show the debt by pair of domains, or accept today's findings as debt.

    Accepting is how debt grows, on purpose and in a commit that others see.
    """
    from anabranch.cli.rule_files import load_rules, refuse_unknown_domains, save_debt, today
    from anabranch.reports.terminal.debt_page import debt_text
    from anabranch.rules.debt import FOLDER, count_debt, joined_debt, total
    from anabranch.rules.judging import judge

    if not accept:
        refuse_idle(request.words, ["--tests"], without="--accept")
    files, words = load_rules(Path(request.folder), request.words), request.words
    if not accept:
        request.deliver(debt_text(files.debt, words=words, look=request.look()))
        return
    project_map = request.read(declared=files.rules.declared)
    refuse_unknown_domains(files.rules, project_map, words)
    verdict = judge(project_map, files.rules, files.debt, today=today())
    debt = joined_debt(count_debt(verdict.findings), verdict.waiting)
    save_debt(files.folder, debt)
    request.deliver(words("debt.accepted", debt=total(debt), folder=FOLDER) + "\n")
