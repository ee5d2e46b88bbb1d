"""`anabranch diff`: what a branch adds and removes."""

from __future__ import annotations

from pathlib import Path

import click

from anabranch.cli.help import examples
from anabranch.cli.options import in_folder, takes_request
from anabranch.cli.request import Request


@click.command(name="diff", epilog=examples("anabranch diff main", "anabranch diff v1.4 --format json"))
@click.argument("revision", metavar="REVISION")
@in_folder
@takes_request("markdown", "json")
def command(request: Request, revision: str) -> None:
    """Show what changed between domains since this work left REVISION, as a Markdown comment.

    Moved code is no change. With an anabranch.toml, what runs against the order comes first.
    """
    from anabranch.cli.rule_files import today
    from anabranch.evidence.git import merge_base
    from anabranch.evidence.revision import read_revision
    from anabranch.rules.difference import difference

    folder = Path(request.folder)
    base = merge_base(folder, revision)
    rules = request.rules()
    before = read_revision(folder, base, include_tests=request.tests, cache=request.cache, declared=request.declared())
    now = request.read()
    changes = difference(before, now, rules, today=today())
    if request.format == "json":
        from anabranch.reports.diff_json import diff_json

        request.deliver(diff_json(changes))
        return
    from anabranch.reports.diff_markdown import diff_markdown
    from anabranch.rules.order.judging import unassigned_units

    units = (app.label for project in now.projects for app in project.apps)
    unassigned, file = (unassigned_units(units, rules), rules.file) if rules is not None else ((), "")
    told = diff_markdown(changes, revision=revision, words=request.words, unassigned=unassigned, file=file)
    request.deliver(told)
