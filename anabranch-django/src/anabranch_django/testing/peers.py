"""A second process with databases of its own that serves the ports of the tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from anabranch_django.by_value import decode
from anabranch_django.events.envelope import Envelope
from anabranch_django.ports.carriers import Remote
from anabranch_django.ports.exchange import Answered
from anabranch_django.ports.registry import declarations
from anabranch_django.ports.transport import Connections
from anabranch_django.settings import PortSettings, current
from anabranch_django.testing.callbacks import Callbacks

FLUSH = "/-/flush"
TAKE = "/-/events"
PEER = "ANABRANCH_TEST_PEER"
START = 120.0
"""Seconds that the peer may take to make its databases."""


class NoPeer(RuntimeError):
    """The second process did not start, or failed; the message has what it printed."""


class Peer:
    """The running process. Its databases are emptied by `flush` and go with it."""

    def __init__(self, *, serve: str = "*", patience: float = 1.0) -> None:
        """`serve` as in ANABRANCH: what the process serves; it calls all others here. Raises `NoPeer`.

        Timeouts that its own calls declare are `patience` times longer, as `--port-patience` says.
        """
        if "DJANGO_SETTINGS_MODULE" not in os.environ:
            raise NoPeer("A second process needs a settings module: set DJANGO_SETTINGS_MODULE.")
        self._folder = tempfile.TemporaryDirectory(prefix="anabranch-peer-")
        self._log = Path(self._folder.name) / "log"
        self._used = False
        self._callbacks = Callbacks()
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "anabranch_django.testing.peer"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env=self._environment(serve, patience),
            )
        self.url = self._read_address()
        self._connections = Connections(self.url, size=PortSettings().pool)

    def __enter__(self) -> Peer:
        return self

    def __exit__(self, *_error: object) -> None:
        self._connections.close()
        # The peer ends itself, and drops its databases, when its input does.
        self._process.communicate(timeout=60)
        self._callbacks.close()
        self._folder.cleanup()

    def remote(self) -> Remote:
        """A carrier to it."""
        return Remote(f"the test peer at {self.url}", PortSettings(), post=self._post)

    def flush(self) -> None:
        """Empty its databases, where it was called since."""
        if self._used:
            self._used = False
            self._control(FLUSH, most=1000)

    def take_events(self) -> list[Envelope]:
        """Everything that was published there and not delivered yet; it is not kept there."""
        if not self._used:
            return []
        found: list[Envelope] = decode(self._control(TAKE, most=2**30), list[Envelope])
        return found

    def _control(self, path: str, *, most: int) -> bytes:
        """Raises `NoPeer` with what the peer printed: a test that goes on would see another test's rows."""
        answered = self._connections.post(path, b"", {}, deadline=time.monotonic() + START, most=most)
        if answered.status != 200:
            said = self._log.read_text(errors="replace")[-4000:]
            raise NoPeer(f"The second process of the tests answered {answered.status} to {path}:\n{said}")
        return answered.body

    def kill(self) -> None:
        """End it at once, as a crash does."""
        self._process.kill()

    def _post(self, path: str, body: bytes, sent: dict[str, str], deadline: float) -> Answered:
        self._used = True
        most = current().limits.max_size
        return self._callbacks.answer_while(
            lambda: self._connections.post(path, body, sent, deadline=deadline, most=most)
        )

    def _environment(self, serve: str, patience: float) -> dict[str, str]:
        said = {
            "serve": serve,
            "patience": patience,
            "folder": self._folder.name,
            "keys": current().keys,
            "parent": os.getpid(),
            "ports": {key: {"url": self._callbacks.url} for key in _near(serve)},
        }
        return {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
            "ANABRANCH_SERVE": serve,
            PEER: json.dumps(said),
        }

    def _read_address(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline().decode().strip()
        if not line.startswith("http://"):
            self._process.kill()
            self._process.communicate()
            self._callbacks.close()
            said = self._log.read_text(errors="replace")
            self._folder.cleanup()
            raise NoPeer(f"The second process of the tests did not start:\n{said}")
        return line


def _near(serve: str) -> set[str]:
    """The domains that stay with the tests. Those that all others build on are in every process."""
    far = {key.strip() for key in serve.split(",")}
    if "*" in far:
        return set()
    known = {*current().domains, *declarations()} - far
    return {key for key in known if current().domain(key).role != "base"}
