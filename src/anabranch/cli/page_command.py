"""`anabranch page`: the map as one HTML file."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Literal

import click

from anabranch.cli.help import examples
from anabranch.cli.options import takes_request
from anabranch.cli.request import Request

_FILE = "anabranch.html"


@click.command(
    name="page",
    epilog=examples(
        "anabranch page --open",
        "anabranch page backend -o build/map.html",
        "anabranch page --lang ko --sources none",
    ),
)
@click.argument("folder", metavar="[PATH]", default=".")
@click.option("--open", "open_it", is_flag=True, help="Open the file in the browser.")
@click.option("--sources", type=click.Choice(("upward", "all", "none")), default="upward",
              help="Which references are shown with their line of source [upward]")  # fmt: skip
@takes_request()
def command(request: Request, open_it: bool, sources: Literal["upward", "all", "none"]) -> None:
    """Write the map of the project in PATH as one HTML file that works offline: anabranch.html, or FILE.

    It shows the order and what runs against it, opens every arrow down to its lines, and answers what-if questions.
    """
    from anabranch.evidence.code_host import source_address
    from anabranch.reports.answers.places import Sources
    from anabranch.reports.page.html import page_html

    aim = replace(request, file=request.file or Path(_FILE))
    folder = Path(request.folder)
    found = aim.read()
    aim.deliver(page_html(found, request.words, sources=Sources(folder), quoted=sources, host=source_address(folder)))
    click.echo(request.words("page.written", file=str(aim.file)), file=sys.stdout)
    if open_it and aim.file:
        click.launch(aim.file.resolve().as_uri())
