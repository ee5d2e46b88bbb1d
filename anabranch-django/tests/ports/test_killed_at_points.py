"""`kill -9` of server or caller at each named point, and at any moment: nothing is lost, nothing is done twice."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

from tests.killing import DEATHS, Pair, judge, kill_at_random
from tests.shop.payments.models import Charge
from tests.trade.sales.models import Order
from tests.world import World

RUNS = int(os.environ.get("ANABRANCH_TEST_KILLS", str(len(DEATHS))))
SEED = int(os.environ.get("ANABRANCH_TEST_KILLS_SEED", "1"))


def test_every_order_is_charged_once_wherever_server_or_caller_die(world: World, other_world: World) -> None:
    pair = Pair(server=other_world.entry, caller=world.entry)
    try:
        killed = kill_at_random(pair, RUNS, seed=SEED)
    finally:
        pair.stop()
    outcome = judge(
        RUNS,
        killed,
        wanted=list(Order.objects.using(world.alias).values_list("id", flat=True)),
        charged=list(Charge.objects.using(other_world.alias).values_list("order", flat=True)),
    )
    if folder := os.environ.get("ANABRANCH_TEST_KILLS_WRITTEN"):
        Path(folder, f"{world.vendor}.json").write_text(json.dumps(asdict(outcome)))
    assert outcome.holds, outcome
    assert outcome.killed == RUNS, outcome
    assert outcome.wanted >= RUNS
