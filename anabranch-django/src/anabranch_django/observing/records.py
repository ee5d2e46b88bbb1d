"""Writes the record of this process, whole each time and by a temporary name, so that a crash leaves the last."""

from __future__ import annotations

import json
import os
import secrets
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import django

from anabranch_django.observing.rows import Row, Rows
from anabranch_django.observing.watch import Watch

SCHEMA = 1
SECONDS_BETWEEN = 3.0
# A record that takes long to write is written less often: at most a fiftieth of the time goes into it.
SHARE = 50


@dataclass
class Record:
    """The file of this process. Its name is its own, so that processes and rehearsals never meet."""

    watch: Watch
    detect: tuple[str, ...]
    notes: list[str] = field(default_factory=list)
    tests: int = 0
    seconds_between: float = SECONDS_BETWEEN
    name: str = ""
    due: float = 0.0
    # Threads of a server write one file. Reentrant, for a signal may ask for it in the midst of being written.
    lock: threading.RLock = field(default_factory=threading.RLock)

    def begin(self) -> None:
        """Take a new name: at the start, and in every forked child. The first chance to write is taken."""
        self.name = f"record-{os.getpid()}-{secrets.token_hex(4)}.jsonl"
        self.tests = 0
        self.due = 0.0
        # A thread of the parent's may have held it.
        self.lock = threading.RLock()

    def write(self, rows: Rows, *, complete: bool) -> None:
        """Write everything seen so far. What the disk refuses is not worth a test: the next time may work."""
        begun = time.monotonic()
        lines = [self._header(rows, complete), *(_row(row) for row in rows)]
        text = "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines)
        target = Path(self.watch.records, self.name)
        scratch = target.with_suffix(".part")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            scratch.write_text(text, encoding="utf-8", errors="backslashreplace")
            scratch.replace(target)
        except OSError as error:
            self.note(f"a record could not be written: {error.strerror}")
        ended = time.monotonic()
        self.due = ended + max(self.seconds_between, SHARE * (ended - begun))

    def note(self, text: str) -> None:
        """Say once what the reader of the record has to know."""
        if text not in self.notes and len(self.notes) < 100:
            self.notes.append(text)

    def _header(self, rows: Rows, complete: bool) -> dict[str, object]:
        return {
            "anabranch": "record",
            "schema": SCHEMA,
            "mode": self.watch.mode,
            "domain": self.watch.domain,
            "python": ".".join(map(str, sys.version_info[:3])),
            "django": django.get_version(),
            "process": os.getpid(),
            "complete": complete,
            "detect": list(self.detect),
            "tests": self.tests,
            "notes": self.notes,
            "dropped": rows.dropped,
        }


def _row(row: Row) -> dict[str, object]:
    return {
        "kind": row.kind,
        "file": row.file,
        "line": row.line,
        "importer": row.importer._asdict(),
        "imported": row.imported._asdict(),
        # A copy, for another thread may find something new at this very line.
        "detail": {name: _plain(value) for name, value in row.detail.copy().items()},
        "count": row.count,
        "tests": row.tests,
        "test_count": row.test_count,
    }


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, (set, frozenset)) else value
