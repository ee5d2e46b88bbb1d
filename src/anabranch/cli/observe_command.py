"""`anabranch observe`: everything that crosses any edge while the tests run, and the recall of the map against it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from anabranch.cli.completing import files
from anabranch.cli.help import examples
from anabranch.cli.options import in_folder, takes_request
from anabranch.cli.output import deliver, refuse_unwritable
from anabranch.cli.problems import Failure
from anabranch.cli.request import Request
from anabranch.cli.usage import refuse_idle

if TYPE_CHECKING:
    from anabranch.evidence.domains import Domains
    from anabranch.evidence.observed import Observed
    from anabranch.evidence.recall import Recall
    from anabranch.reading.values import Map


@click.command(
    name="observe",
    epilog=examples(
        "anabranch observe -- pytest",
        "anabranch observe --recall",
        "anabranch observe --recall --not-run 100 --format json -o recall.json",
        "anabranch map --observed anabranch.observed.json --format json -o map.json",
    ),
)
@click.argument("program", metavar="-- COMMAND...", nargs=-1, type=click.UNPROCESSED, shell_complete=files)
@click.option("--observed", "kept", metavar="FILE", help="Where it is kept [anabranch.observed.json in the folder]",
              shell_complete=files)  # fmt: skip
@click.option("--recall", is_flag=True, help="Show per kind what ran and how much of it the map had read.")
@click.option("--not-run", "sample", type=click.IntRange(min=0), default=0, metavar="N",
              help="With --recall: N references by chance that did not run, to check by eye.")  # fmt: skip
@click.option("--seed", type=int, default=0, help="Another number chooses others [0]")
@click.option("--calls", is_flag=True, help="Watch calls below Python 3.12 too, where that is slow.")
@in_folder
@takes_request("text", "json", test_code="never")
def command(
    request: Request, program: tuple[str, ...], kept: str | None, recall: bool, sample: int, seed: int, calls: bool
) -> int:
    """Run COMMAND, unchanged, and keep every place where domains touched: sites and counts, no values.

    Without COMMAND, --recall reads the file of an earlier run.
    """
    from anabranch.cli.rehearsing import read_domains
    from anabranch.evidence.observed import FILE, observed_text, read_observed

    if not program and not recall:
        raise Failure(request.words("observe.no_command"))
    if not recall:
        refuse_idle(request.words, ["--not-run", "--seed"], without="--recall")
    if not sample:
        refuse_idle(request.words, ["--seed"], without="--not-run")
    if not program:
        refuse_idle(request.words, ["--calls"], without="COMMAND")
    file = Path(kept) if kept else Path(request.folder) / FILE
    (project_map, domains), code = read_domains(request, request.read()), 0
    if program:
        refuse_unwritable(file, request.words)
        observed, code = _observe(request, project_map, domains, program, slow_calls=calls)
        deliver(observed_text(observed), file, request.words)
    else:
        observed = read_observed(file)
    measured = None
    if recall:
        from anabranch.evidence.recall import measure_recall

        measured = measure_recall(observed, project_map, domains, sample=sample, seed=seed)
    request.deliver(_render(request, observed, file, measured))
    return code


def _observe(
    request: Request, project_map: Map, domains: Domains, program: tuple[str, ...], *, slow_calls: bool
) -> tuple[Observed, int]:
    from anabranch.cli.rehearsing import run_watched
    from anabranch.evidence.observed import make_observed

    ran = run_watched(request, project_map, domains, program, domain=None, slow_calls=slow_calls)
    return make_observed(ran.seen), ran.code


def _render(request: Request, observed: Observed, file: Path, measured: Recall | None) -> str:
    from anabranch.reports.answers.observed import answer_observed

    answer = answer_observed(observed, str(file), measured)
    if request.format == "json":
        from anabranch.reports.json_report import answer_json

        return answer_json("observe", answer)
    from anabranch.reports.answers.places import Sources
    from anabranch.reports.terminal.observed_page import observed_text

    return observed_text(answer, words=request.words, look=request.look(), sources=Sources(Path(request.folder)))
