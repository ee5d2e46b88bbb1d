from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench.affected import broken_by
from tests.fakes.repository import Repository

SUITE = """\
import sys
from pathlib import Path

runs = Path(sys.argv[1])
answers = runs.read_text().split()
runs.write_text(" ".join(answers[1:]))
if answers[0] == "fails":
    print("FAILED tests/test_a.py::test_a - assert 1 == 2")
sys.exit({"fails": 1, "passes": 0, "stops": 4}[answers[0]])
"""
"""A suite that answers as it is told: undone, on the commit, undone again."""


@pytest.mark.parametrize(
    ("answers", "broken"),
    [
        ("fails passes fails", frozenset({"tests/test_a.py"})),
        ("fails passes passes", frozenset()),
        ("fails fails", frozenset()),
        ("passes", frozenset()),
        ("stops", None),
        ("fails stops", None),
        ("fails passes stops", None),
    ],
)
def test_commit_breaks_what_fails_twice_without_it_and_is_not_measured_where_a_run_does_not_start(
    tmp_path: Path, answers: str, broken: frozenset[str] | None
) -> None:
    clone = Repository(tmp_path / "clone")
    clone.folder.mkdir()
    clone.git("init", "-q")
    for text in ("x = 1\n", "x = 2\n"):
        clone.write("shop.py", text)
        clone.commit()
    (tmp_path / "suite.py").write_text(SUITE, encoding="utf-8")
    (tmp_path / "runs").write_text(answers, encoding="utf-8")
    command = sys.executable, str(tmp_path / "suite.py"), str(tmp_path / "runs")
    assert broken_by(clone.folder, clone.git("rev-parse", "HEAD"), ["shop.py"], command) == broken
    assert (tmp_path / "runs").read_text("utf-8") == ""
