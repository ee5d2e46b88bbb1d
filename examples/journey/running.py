"""Processes of the shop, each with the children that it starts."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from random import SystemRandom


def free_ports(count):
    """Ports beside one another that nothing listens to, below those that the system gives to whoever connects: what is
    killed has to find its own port free again.
    """
    while True:
        first = SystemRandom().randrange(20_000, 32_000)
        ports = range(first, first + count)
        if not any(map(_is_open, ports)):
            return ports


def _is_open(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Running:
    """`manage.py anabranch_serve` with its children."""

    def __init__(self, folder, log, arguments, environment):
        self._command = [sys.executable, "manage.py", "anabranch_serve", *arguments]
        self._folder, self._log, self._environment = folder, log, environment
        self._process = None

    def without(self, *names):
        """The same without these variables of the environment."""
        kept = {key: value for key, value in self._environment.items() if key not in names}
        return Running(self._folder, self._log, self._command[3:], kept)

    def start(self, ready, seconds):
        """Start, and wait until an address answers."""
        with open(self._log, "ab") as log:
            self._process = subprocess.Popen(
                self._command,
                cwd=self._folder,
                env={**os.environ, **self._environment},
                stdout=log,
                stderr=log,
            )
        _wait_for(ready, self._process, self._log, seconds)
        return self

    def end(self):
        """Ask it to end, as Ctrl-C does; it ends its children."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(timeout=30)
            self._process = None
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self):
        """`kill -9` of the process and everything that it started: nothing gets a chance to clean up."""
        for process in [self._process.pid, *_descendants(self._process.pid)]:
            os.kill(process, signal.SIGKILL)
        self._process.wait(timeout=30)
        self._process = None


def _descendants(process):
    rows = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout.split()
    children = {}
    for child, parent in zip(rows[::2], rows[1::2], strict=True):
        children.setdefault(int(parent), []).append(int(child))
    found = list(children.get(process, ()))
    for each in found:  # grows while it is walked
        found += children.get(each, ())
    return found


def _wait_for(address, process, log, seconds):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
    tail = Path(log).read_text(encoding="utf-8", errors="replace")[-3000:]
    raise SystemExit(f"{address} did not answer:\n{tail}")
