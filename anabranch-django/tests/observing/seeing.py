"""What the tests of observation share: an observer of the shop, and what it saw."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from anabranch_django.observing.observer import Observer
from anabranch_django.observing.rows import Row
from anabranch_django.observing.watch import DETECTORS, Watch

SHOP = Path(__file__).parent / "shop"


def make_watch(records: Path, domain: str | None = None, detect: frozenset[str] = frozenset(DETECTORS)) -> Watch:
    """A watch file's value for the shop, as the tool makes it: a domain an app, tests in none."""
    files = [path.relative_to(SHOP).as_posix() for path in SHOP.rglob("*.py")]
    templates = [path.relative_to(SHOP).as_posix() for path in SHOP.rglob("*.html")]
    return Watch(
        root=str(SHOP),
        files={file: "" if "test" in file else domain_of(file) for file in files},
        folders={"": "(project)"},
        templates={file: domain_of(file) for file in templates},
        records=str(records),
        domain=domain,
        detect=detect,
        slow_calls=True,
    )


def domain_of(file: str) -> str:
    """`shop_orders/…` is of the domain `orders`."""
    first, separator, _ = file.partition("/")
    return first.removeprefix("shop_") if separator else "(project)"


class Gate:
    """Open while a test looks."""

    def __init__(self) -> None:
        self.opened = False

    def is_open(self) -> bool:
        return self.opened


class Seen:
    """The rows that were seen since the test began."""

    def __init__(self, observer: Observer) -> None:
        self._observer = observer

    def rows(self, *kinds: str) -> list[Row]:
        """All rows of some kinds, schema constraints aside unless asked for."""
        return [row for row in self._observer.rows if (row.kind in kinds if kinds else row.kind != "constraint")]

    def row(self, *kinds: str) -> Row:
        """The one row of some kinds."""
        rows = self.rows(*kinds)
        assert len(rows) == 1, rows
        return rows[0]

    @property
    def kinds(self) -> set[str]:
        return {row.kind for row in self.rows()}

    @property
    def notes(self) -> list[str]:
        return self._observer.record.notes

    @contextmanager
    def looking_away(self) -> Iterator[None]:
        """Nobody looks at what happens within, as where a request's budget is spent."""
        gate = self._observer.gate
        assert isinstance(gate, Gate)
        gate.opened = False
        yield
        gate.opened = True

    def rehearse(self, domain: str) -> None:
        """From here on only the edge of one domain counts."""
        self._observer.domain = domain

    def name_test(self, name: str) -> None:
        """From here on what is seen is seen in this test."""
        self._observer.test = name


def place_of(row: Row) -> tuple[str, str]:
    """File of a row's site, and what the comment on its line says."""
    line = (SHOP / row.file).read_text(encoding="utf-8").splitlines()[row.line - 1]
    return row.file, line.partition("#")[2].strip()
