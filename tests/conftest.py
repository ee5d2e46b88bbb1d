"""What holds for every test."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def outside_github_actions(monkeypatch: pytest.MonkeyPatch) -> None:
    """There `check` adds annotations to its text; the tests run there too and ask for it where they want it."""
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
