from __future__ import annotations

from anabranch.facts.python import read_python
from anabranch.plan.backtest import Trial, score, summarise
from anabranch.plan.imported_names import imported_names


def trial(changed: tuple[str, ...], plan: tuple[str, ...]) -> Trial:
    return Trial("c0ffee", ("moved",), ("a.M",), changed, 0, plan, ())


def test_scores_count_files_over_all_trials() -> None:
    found = summarise([trial(("a", "b", "c"), ("a",)), trial(("d",), ("d", "e"))], skipped=1)
    assert (found.plan.recall, found.plan.precision) == (2 / 4, 2 / 3)
    assert found.missed == (("b", 1), ("c", 1))
    assert not found.is_usable


def test_few_trials_calibrate_nothing_however_good() -> None:
    assert not summarise([trial(("a",), ("a",))] * 4, skipped=0).is_usable
    assert summarise([trial(("a",), ("a",))] * 5, skipped=0).is_usable


def test_nothing_foretold_is_no_precision() -> None:
    assert score(("a",), ()).precision == 0


def test_imports_are_read_as_they_stand() -> None:
    facts = read_python(b"from . import x\nfrom ..b.models import M\nimport c.d\nfrom e import *\n")
    names = set(imported_names(facts, "p.a.views", is_package=False))
    assert {"p.a.x", "p.b.models.M", "c.d", "e"} <= names
