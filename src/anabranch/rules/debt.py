"""Debt files: one a domain of importers, one sorted line an entry, so that two branches merge without conflict.

A line is class, importer, imported and count, with one blank between them: `code orders:place billing:charge 2`. A
blank in the name of a template is written `%20`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote, unquote

from anabranch.errors import AnabranchError
from anabranch.reading.values import CLASSES
from anabranch.rules.values import Debt, Finding, Key

FOLDER = "anabranch.debt"
_HEAD = "# anabranch debt 1: known findings, counted; may only shrink. Written by `anabranch debt --accept`.\n"
_ENTRY = re.compile(
    rf"(?P<tie_class>{'|'.join(CLASSES)}) (?P<importer>[^ ]*) (?P<imported>[^ ]*) (?P<count>[1-9][0-9]{{0,8}})"
)
_UNWRITTEN = re.compile(r"[\s%]")
"""What would end a name or a line."""
_VERSION = re.compile(r"# anabranch debt (\d+)\b")


class DebtFileWrong(AnabranchError):
    """A debt file that cannot be read; the sentence says where and what to do."""


def count_debt(findings: Iterable[Finding]) -> dict[str, dict[Key, int]]:
    """Findings by domain and key."""
    counted: dict[str, Counter[Key]] = {}
    for finding in findings:
        counted.setdefault(finding.importer, Counter())[finding.key] += 1
    return {domain: dict(keys) for domain, keys in counted.items()}


def joined_debt(one: Debt, other: Debt) -> dict[str, dict[Key, int]]:
    """The sums of both, by domain and key."""
    found: dict[str, Counter[Key]] = {}
    for domain, entries in (*one.items(), *other.items()):
        found.setdefault(domain, Counter()).update(entries)
    return {domain: dict(keys) for domain, keys in sorted(found.items())}


def format_debt(entries: Mapping[Key, int]) -> str:
    """The text of one file."""
    rows = ((" ".join(map(_written, key)), count) for key, count in sorted(entries.items()))
    return _HEAD + "".join(f"{key} {count}\n" for key, count in rows)


def _written(name: str) -> str:
    return _UNWRITTEN.sub(lambda found: quote(found[0]), name)


def parse_debt(text: str, file: str) -> dict[Key, int]:
    """The entries of one file. An entry that a merge left twice counts with its larger number.

    Raises `DebtFileWrong` for a line that is none, or for a file of a newer version.
    """
    entries: dict[Key, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        if line.startswith("#"):
            _check_version(line, f"{file}:{number}")
            continue
        key, count = _entry(line, f"{file}:{number}")
        entries[key] = max(count, entries.get(key, 0))
    return entries


def find_doubled(text: str, file: str) -> Iterator[str]:
    """The places of entries that stand in a file once more, as a merge can leave them."""
    seen: set[str] = set()
    for number, line in enumerate(text.splitlines(), 1):
        key = line.rpartition(" ")[0]
        if line.strip() and not line.startswith("#") and key in seen:
            yield f"{file}:{number}"
        seen.add(key)


def total(debt: Debt) -> int:
    """Findings in all files."""
    return sum(count for entries in debt.values() for count in entries.values())


def _check_version(line: str, where: str) -> None:
    version = _VERSION.match(line)
    if version and int(version[1]) > 1:
        told = "{where} is of version {version}, which this anabranch does not know: use a newer one."
        raise DebtFileWrong(told, where=where, version=version[1])


def _entry(line: str, where: str) -> tuple[Key, int]:
    found = _ENTRY.fullmatch(line)
    if found is not None:
        return Key(found["tie_class"], unquote(found["importer"]), unquote(found["imported"])), int(found["count"])
    if line[:7] in ("<<<<<<<", "=======", ">>>>>>>"):
        told = "{where}: a merge conflict was left in it. Take the file of either side and run: anabranch check"
        raise DebtFileWrong(told, where=where)
    told = (
        "{where}: a line is 'class importer imported count', not {line!r}. Take the file back from version control, "
        "or delete the line and run: anabranch check"
    )
    raise DebtFileWrong(told, where=where, line=line[:60])
