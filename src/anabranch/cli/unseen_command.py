"""`anabranch unseen`: what the map does not know."""

from __future__ import annotations

from pathlib import Path

import click

from anabranch.cli.help import examples
from anabranch.cli.options import in_folder, takes_request
from anabranch.cli.request import Request


@click.command(
    name="unseen",
    epilog=examples(
        "anabranch unseen",
        "anabranch unseen --format json -o unseen.json",
    ),
)
@in_folder
@takes_request("text", "json")
def command(request: Request) -> None:
    """Show every place that could not be resolved, by reason, and every file that could not be read."""
    from anabranch.reports.answers.places import Sources
    from anabranch.reports.answers.unseen import answer_unseen

    answer = answer_unseen(request.read(), Sources(Path(request.folder)))
    if request.format == "json":
        from anabranch.reports.json_report import answer_json

        request.answer(answer_json("unseen", answer))
        return
    from anabranch.reports.terminal.unseen_page import unseen_text

    request.answer(unseen_text(answer, words=request.words, look=request.look()))
