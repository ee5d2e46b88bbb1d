from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anabranch_django.ports.targets import Breaker, Budget, Bulkhead

ROOT = Path(__file__).parents[2]

outcomes = st.lists(st.sampled_from(["fail", "succeed", "wait"]), max_size=60)


@given(outcomes)
def test_breaker_admits_while_fewer_than_so_many_failed_in_a_row_and_once_a_rest_after(steps: list[str]) -> None:
    now, failed, last_try = 0.0, 0, -10.0
    breaker = Breaker(failures=3, rest=1.0, clock=lambda: now)
    for step in steps:
        if step == "wait":
            now += 0.6
        expected = failed < 3 or now - last_try >= 1.0
        admitted = breaker.admit()
        assert admitted is expected
        if not admitted:
            continue
        if failed >= 3:
            last_try = now
        if step == "succeed":
            breaker.succeeded()
            failed = 0
        elif step == "fail":
            breaker.failed()
            failed += 1
            last_try = now if failed == 3 else last_try
        assert breaker.is_open is (failed >= 3)


@given(st.lists(st.booleans(), max_size=300), st.sampled_from([0.0, 0.1, 0.5, 1.0]))
def test_calls_sent_again_never_exceed_their_share_and_what_was_saved(again: list[bool], share: float) -> None:
    budget, calls, taken = Budget(share, saved=3.0), 0, 0
    for wanted in again:
        budget.called()
        calls += 1
        if wanted and budget.take():
            taken += 1
    assert taken <= (3 + share * calls + 1e-6 if share else 0)


def test_bulkhead_has_so_many_places_and_gives_them_back() -> None:
    bulkhead = Bulkhead(2)
    assert [bulkhead.enter() for _ in range(3)] == [True, True, False]
    bulkhead.leave()
    assert bulkhead.enter()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system starts every process anew")
def test_calls_that_were_under_way_at_a_fork_take_no_place_in_the_child() -> None:
    script = """if True:
        import os, django
        django.setup()
        from anabranch_django.ports.carriers import carrier_to
        assert carrier_to("payments").bulkhead.enter()
        child = os.fork()
        if not child:
            os._exit(0 if carrier_to("payments").bulkhead.enter() else 1)
        raise SystemExit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    """
    setting = {"ports": {"payments": {"url": "http://127.0.0.1:1", "pool": 1}}}
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "ANABRANCH_TEST_SETTING": json.dumps(setting),
        "PYTHONPATH": str(ROOT),
    }
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=environment, check=False).returncode == 0
