"""Tests that end their process, or that last; only run when they are named."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from shop_orders import services


@pytest.mark.django_db
def test_read() -> None:
    services.read()


def test_crash() -> None:
    os._exit(3)


def test_wait_for_the_end() -> None:
    print("waiting", flush=True)
    time.sleep(60)


def test_process_of_its_own() -> None:
    subprocess.run([sys.executable, "manage.py", "count_payments"], check=True)
