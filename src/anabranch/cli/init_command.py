"""`anabranch init`: the first rule file, and what is new in a later one."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from anabranch.cli.help import examples
from anabranch.cli.options import takes_request
from anabranch.cli.problems import Failure
from anabranch.cli.request import Request


@click.command(name="init", epilog=examples("anabranch init", "anabranch init backend"))
@click.argument("folder", metavar="[PATH]", default=".")
@takes_request("text")
def command(request: Request) -> None:
    """Write anabranch.toml with the order that the code already follows, and today's findings as debt.

    A second run keeps what you changed: it corrects the counts, and adds apps that are new.
    """
    from anabranch.cli.rule_files import find_rules, load_debt, save_debt, write_text
    from anabranch.rules.debt import FOLDER, total
    from anabranch.rules.direction import unassigned_units
    from anabranch.rules.judging import judge
    from anabranch.rules.rule_file import FILE, read_rules
    from anabranch.rules.writing import format_rules, undecided_pairs, with_counts, with_layers

    home, words = Path(request.folder), request.words
    project_map = request.read(free_modules=False)
    before = find_rules(home)
    if before is not None and before[1].file != FILE:
        raise Failure(words("problem.rules.pyproject"))
    text = before[0] if before else format_rules(project_map)
    if before:
        units = (app.label for project in project_map.projects for app in project.apps)
        text = with_layers(text, before[1], unassigned_units(units, before[1]), project_map.dependencies)
    rules = read_rules(text, FILE)
    assert rules is not None  # only a pyproject.toml can be without
    debt = load_debt(home) if before else {}
    verdict = judge(project_map, rules, debt, today=datetime.now(UTC).date())
    if not before:
        from anabranch.rules.debt import count_debt

        debt = count_debt(verdict.findings)
        save_debt(home, debt)
    write_text(home / FILE, with_counts(text, rules, verdict.findings))
    key = "init.updated" if before else "init.written"
    told = [words(key, file=FILE, layers=len(rules.layers), debt=total(debt), folder=FOLDER)]
    pairs = len(undecided_pairs(project_map))
    if pairs and not before:
        told.append(words.count("init.undecided", pairs))
    request.deliver("\n".join([*told, words("init.next"), ""]))
