"""What holds for every test: whoever runs it, and wherever, is nobody in particular."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

# How long examples take says how busy the machine is.
settings.register_profile("tool", parent=settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tool")

_OF_A_PERSON = (
    "ANABRANCH_TRACEBACK", "COLUMNS", "FORCE_COLOR", "GITHUB_ACTIONS", "LANG", "LANGUAGE", "LINES", "NO_COLOR", "TERM",
)  # fmt: skip
_BY_KIND = ("GIT_", "LC_")
"""A hook of git names a repository, in which no test may commit."""


@pytest.fixture(scope="session", autouse=True)
def nobody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No language, terminal, code host, cache or settings of git but those that a test gives."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name in _OF_A_PERSON or name.startswith(_BY_KIND):
                patch.delenv(name)
        patch.setenv("LC_ALL", "C.UTF-8")
        patch.setenv("ANABRANCH_CACHE", str(tmp_path_factory.mktemp("cache")))
        for level in ("GLOBAL", "SYSTEM"):
            patch.setenv(f"GIT_CONFIG_{level}", os.devnull)
        yield
