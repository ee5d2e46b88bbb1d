"""What was seen, added up by site: bounded in memory, and free of values."""

from __future__ import annotations

import threading
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

MOST_ROWS = 50_000
MOST_TESTS = 5
MOST_PARTS = 50


class Symbol(NamedTuple):
    """A definition and the domain it belongs to."""

    domain: str
    symbol: str


@dataclass(slots=True)
class Row:
    """One kind of crossing at one site. `detail` holds names, kinds and counters, never values.

    Sets in it are united over all that was seen there, and written as sorted lists.
    """

    kind: str
    file: str
    line: int
    importer: Symbol
    imported: Symbol
    detail: dict[str, object]
    count: int = 0
    tests: list[str] = field(default_factory=list)
    test_count: int = 0
    last_test: str = ""
    # How often in that test: what is looked at more closely must not depend on which tests a process has run before.
    times: int = 0
    # The test of the last lazy query, by which one query per row is told from one per test.
    query_test: str | None = None

    def seen_in(self, test: str) -> None:
        """Count one more, seen in a test; "" stands for none. Tests run one after another in a process."""
        self.count += 1
        self.times += 1
        if test == self.last_test:
            return
        self.last_test, self.times = test, 1
        if test:
            self.test_count += 1
            if len(self.tests) < MOST_TESTS and test not in self.tests:
                self.tests.append(test)

    def unite(self, detail: Mapping[str, object]) -> None:
        """Take in what is new in the sets of one more occurrence."""
        for name, value in detail.items():
            known = self.detail.get(name)
            if isinstance(known, set) and isinstance(value, set) and len(known) < MOST_PARTS and not value <= known:
                known |= value


class Rows:
    """Rows by key. Past the limit new ones are dropped and counted, known ones go on."""

    def __init__(self, most: int = MOST_ROWS) -> None:
        self._rows: dict[Hashable, Row] = {}
        self._most = most
        # Held while a row is counted: threads of a server share rows. Reentrant, for a signal may ask for a record.
        self.lock = threading.RLock()
        self.dropped = 0

    def get(self, key: Hashable) -> Row | None:
        """The row of a key, where there is one."""
        return self._rows.get(key)

    def put(self, key: Hashable, row: Row) -> Row | None:
        """Keep a new row, unless there are too many; answers what is kept under the key."""
        with self.lock:
            if len(self._rows) >= self._most and key not in self._rows:
                self.dropped += 1
                return None
            return self._rows.setdefault(key, row)

    def __iter__(self) -> Iterator[Row]:
        with self.lock:
            return iter(list(self._rows.values()))

    def forget(self) -> None:
        """Begin anew, as a forked child must; its parent may have held the lock."""
        self.lock = threading.RLock()
        self._rows = {}
        self.dropped = 0
