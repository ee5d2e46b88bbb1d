"""The crossings that a team accepts for now: one file a domain, sorted lines without line numbers or paths."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec

from anabranch.errors import AnabranchError
from anabranch.evidence.symbols import Symbols, folded
from anabranch.evidence.values import Crossing, Side

FOLDER = "anabranch.debt/rehearsal"
_TESTS = "# tests"


class Entry(NamedTuple):
    """What an entry is of: a kind of crossing and both ends, as domain and name without module."""

    kind: str
    importer: str
    imported: str


class Debt(msgspec.Struct, frozen=True):
    """How many sites each entry may have, and how many tests ran when that was written."""

    entries: Mapping[Entry, int]
    tests: int = 0

    @property
    def sites(self) -> int:
        """All sites."""
        return sum(self.entries.values())


class Growth(msgspec.Struct, frozen=True):
    """More crossings than the debt allows: from one domain to one symbol, all kinds together, as they are judged."""

    importer: str
    imported: str
    allowed: int
    found: int
    crossings: tuple[Crossing, ...]


class Comparison(msgspec.Struct, frozen=True):
    """What was found against what the debt allows. `fewer` can be negative."""

    file: str
    sites: int
    fewer: int
    growth: tuple[Growth, ...]
    is_new: bool = False
    action: str = ""
    """`written`, `shrunk`, `accepted`, `kept` where the files could shrink, `part` where too few tests ran for that."""


class DebtUnreadable(AnabranchError):
    """A line of a debt file that is not what the tool writes."""


def debt_file(domain: str) -> str:
    """Path of a domain's file, relative to the repository."""
    return f"{FOLDER}/{''.join(letter if _is_plain(letter) else '-' for letter in domain)}.txt"


def count_debt(crossings: Iterable[Crossing], symbols: Symbols, *, tests: int) -> Debt:
    """The debt that these crossings are."""
    return Debt(Counter(entry_of(each, symbols) for each in crossings), tests)


def entry_of(crossing: Crossing, symbols: Symbols) -> Entry:
    """The entry that a crossing counts for."""
    return Entry(crossing.kind, _named(crossing.importer, symbols), _named(crossing.imported, symbols))


def debt_text(debt: Debt) -> str:
    """The file's content."""
    lines = sorted("\t".join((*entry, str(count))) for entry, count in debt.entries.items())
    return "\n".join([f"{_TESTS} {debt.tests}", *lines]) + "\n"


def parse_debt(text: str, *, file: str) -> Debt:
    """The debt of a file. An entry that a merge left twice counts with its larger number.

    Raises `DebtUnreadable` for a line that is no entry.
    """
    entries: dict[Entry, int] = {}
    tests = 0
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith(_TESTS) and line[len(_TESTS) :].strip().isdecimal():
            tests = int(line[len(_TESTS) :])
        elif line.strip() and not line.startswith("#"):
            parts = line.split("\t")
            if len(parts) != 4 or not parts[3].isdecimal():
                told = (
                    "{where} is no entry of crossings (kind, from, to and count, with tabs between). "
                    "Take the file back from version control, or delete it and run with --debt --accept."
                )
                raise DebtUnreadable(told, where=f"{file}:{number}")
            entry = Entry(*parts[:3])
            entries[entry] = max(entries.get(entry, 0), int(parts[3]))
    return Debt(entries, tests)


def compare(found: Debt, allowed: Debt, crossings: Iterable[Crossing], symbols: Symbols, *, file: str) -> Comparison:
    """What grew, per importing domain and imported symbol, all kinds summed: another kind of crossing is no more."""
    before, after = _judged(allowed), _judged(found)
    of: dict[tuple[str, str], list[Crossing]] = {}
    for each in crossings:
        of.setdefault(_pair(entry_of(each, symbols)), []).append(each)
    growth = tuple(
        Growth(*pair, before.get(pair, 0), count, tuple(of.get(pair, ())))
        for pair, count in sorted(after.items())
        if count > before.get(pair, 0)
    )
    return Comparison(file, allowed.sites, allowed.sites - found.sites, growth)


def _judged(debt: Debt) -> dict[tuple[str, str], int]:
    sums: dict[tuple[str, str], int] = {}
    for entry, count in debt.entries.items():
        sums[_pair(entry)] = sums.get(_pair(entry), 0) + count
    return sums


def _pair(entry: Entry) -> tuple[str, str]:
    return entry.importer.partition(":")[0], entry.imported


def _named(side: Side, symbols: Symbols) -> str:
    """`payments:Payment.refund`; the domain alone for what stands in no function."""
    _, name = symbols.split(folded(side.symbol))
    return f"{side.domain}:{name}" if name else side.domain


def _is_plain(letter: str) -> bool:
    return letter.isalnum() or letter in "-_."
