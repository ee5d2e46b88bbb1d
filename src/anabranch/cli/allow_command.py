"""`anabranch allow`: accept references by design, with a reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from anabranch.cli.help import examples
from anabranch.cli.options import in_folder, takes_request
from anabranch.cli.problems import Failure
from anabranch.cli.request import Request


@click.command(
    name="allow",
    epilog=examples(
        'anabranch allow orders reporting.DailySales --reason "Taken while the order is placed."',
        'anabranch allow billing crm --reason "Until the move." --owner "team crm" --until 2027-03-31',
    ),
)
@click.argument("importer", metavar="FROM")
@click.argument("imported", metavar="TO")
@click.option("--reason", required=True, help="Why it is right by design, for whoever reads the rule file next year.")
@click.option("--owner", default="", help="Who answers for it.")
@click.option("--until", default="", metavar="DAY", help="The last day it holds, as 2027-03-31; then check fails.")
@in_folder
@takes_request("text")
def command(request: Request, importer: str, imported: str, reason: str, owner: str, until: str) -> None:
    """Allow what FROM refers to in TO: domains, apps, or symbols of any length from the left.

    Written into anabranch.toml. For findings that are merely known for now there is: anabranch debt --accept
    """
    from anabranch.cli.rule_files import load_rules, write_text
    from anabranch.rules.allowing import with_allowance
    from anabranch.rules.judging import count_allowed, find_all
    from anabranch.rules.rule_file import FILE, read_rules

    files, words = load_rules(Path(request.folder), request.words), request.words
    if files.rules.file != FILE:
        raise Failure(words("problem.rules.pyproject"))
    _refuse_bad_day(until, request)
    own = {"from": importer, "to": imported, "reason": reason, "owner": owner, "until": until}
    text = with_allowance(files.text, own)
    rules = read_rules(text, FILE)
    assert rules is not None  # only a pyproject.toml can be without
    number = count_allowed(find_all(request.read(), files.rules), rules.allowances[-1])
    if not number:
        raise Failure(words("problem.allow.nothing", importer=importer, imported=imported))
    write_text(files.folder / FILE, text)
    request.deliver(words.count("allow.done", number, file=FILE) + "\n")


def _refuse_bad_day(until: str, request: Request) -> None:
    from anabranch.cli.rule_files import today

    try:
        is_past = bool(until) and date.fromisoformat(until) < today()
    except ValueError:
        raise Failure(request.words("problem.allow.day", until=until)) from None
    if is_past:
        raise Failure(request.words("problem.allow.past", until=until))
