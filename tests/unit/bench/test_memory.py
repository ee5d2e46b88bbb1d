from __future__ import annotations

import os
from pathlib import Path

import pytest

from bench.memory import group_members, proportional_bytes

pytestmark = pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="Linux only")


def test_own_process_is_in_its_group_and_uses_memory() -> None:
    own = Path("/proc") / str(os.getpid())
    assert own in group_members(os.getpgrp())
    assert proportional_bytes(own) > 1_000_000


def test_process_that_ended_uses_none() -> None:
    assert proportional_bytes(Path("/proc/0")) == 0
