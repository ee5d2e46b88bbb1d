"""A real Chromium for tests; where there is none, that is said loudly, and under CI it fails."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_chromium() -> str:
    """Path of a Chromium; where there is none the test is skipped, which the summary says, and fails under CI."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), "")
    if found:
        return found
    message = "NO CHROMIUM FOUND: the page was not tested in a browser. Debian's package is `chromium`."
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


@contextmanager
def open_browser() -> Iterator[Browser]:
    """A browser without a sandbox of its own, for tests often run as root in a container."""
    from playwright.sync_api import sync_playwright

    path = find_chromium()
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=path, args=list(_ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()
