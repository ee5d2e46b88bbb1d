"""Where the command begins: an answer that still holds is given again before anything large is imported."""

from __future__ import annotations

import sys
from pathlib import Path

from anabranch.cli.question import answer_again, question_of


def main() -> None:
    """Answers as before where no file has changed since, else runs the command."""
    if not _answered_again():
        from anabranch.cli.main import main as run

        run()


def _answered_again() -> bool:
    question = question_of(sys.argv[1:])
    kept = question.asked_before() if question is not None else None
    if kept is None:
        return False
    from anabranch.errors import AnabranchError
    from anabranch.project.files import list_files

    try:
        files = list_files(Path(kept.root), include_tests=kept.include_tests)
    except (AnabranchError, OSError):
        return False
    return kept.holds_for(files) and answer_again(kept)
