"""What a run saw at every edge, as one compact file: sites and counts, no values and no parameters."""

from __future__ import annotations

from pathlib import Path

import msgspec

from anabranch.errors import AnabranchError
from anabranch.evidence.edge import REACHED
from anabranch.evidence.values import Row, Seen, Side

SCHEMA = 1
FILE = "anabranch.observed.json"


class ObservedUnreadable(AnabranchError):
    """There is no such file, or it is not one that this version reads."""


class Site(msgspec.Struct, frozen=True, array_like=True):
    """One site, as a row of plain values."""

    kind: str
    file: str
    line: int
    importer_domain: str
    importer: str
    imported_domain: str
    imported: str
    count: int
    tests: int
    """How many tests went there."""


class Observed(msgspec.Struct, frozen=True):
    """All sites of a run, and the lines of references that ran, by file."""

    schema: int
    tests: int
    processes: int
    unfinished: int
    django: tuple[str, ...]
    python: tuple[str, ...]
    notes: tuple[str, ...]
    lines: dict[str, list[int]]
    """Lines with a reference over an edge that ran; empty where lines were not watched."""
    sites: tuple[Site, ...]
    anabranch: str = "observed"


def make_observed(seen: Seen) -> Observed:
    """What is kept of a run."""
    lines: dict[str, set[int]] = {}
    for row in seen.rows:
        if row.kind == REACHED:
            lines.setdefault(row.file, set()).add(row.line)
    return Observed(
        schema=SCHEMA,
        tests=seen.tests,
        processes=len(seen.processes),
        unfinished=seen.unfinished,
        django=tuple(sorted({each.django for each in seen.processes})),
        python=tuple(sorted({each.python for each in seen.processes})),
        notes=tuple(sorted({note for each in seen.processes for note in each.notes})),
        lines={file: sorted(found) for file, found in sorted(lines.items())},
        sites=tuple(_site(row) for row in seen.rows if row.kind != REACHED and row.importer.domain),
    )


def observed_text(observed: Observed) -> str:
    """The file's content: one site a line."""
    fields = msgspec.to_builtins(observed)
    sites = fields.pop("sites")
    head = msgspec.json.encode(fields).decode()[:-1]
    lines = ",\n".join(msgspec.json.encode(site).decode() for site in sites)
    return f'{head},"sites":[\n{lines}\n]}}\n'


def read_observed(path: Path) -> Observed:
    """A file that `observe` wrote. Raises `ObservedUnreadable`."""
    try:
        found = msgspec.json.decode(path.read_bytes(), type=Observed)
    except FileNotFoundError as error:
        raise ObservedUnreadable(
            "There is no {file}: write it with anabranch observe -- pytest", file=str(path)
        ) from error
    except (OSError, msgspec.MsgspecError) as error:
        raise ObservedUnreadable("{file} is no file of anabranch observe: run it again.", file=str(path)) from error
    if found.schema != SCHEMA or found.anabranch != "observed":
        told = "{file} is of another version of anabranch observe: run it again."
        raise ObservedUnreadable(told, file=str(path))
    return found


def rows_of(observed: Observed) -> tuple[Row, ...]:
    """The sites as rows of a record."""
    return tuple(
        Row(
            kind=one.kind, file=one.file, line=one.line, importer=Side(one.importer_domain, one.importer),
            imported=Side(one.imported_domain, one.imported), count=one.count, test_count=one.tests,
        )
        for one in observed.sites
    )  # fmt: skip


def _site(row: Row) -> Site:
    importer, imported = row.importer, row.imported
    return Site(
        row.kind, row.file, row.line, importer.domain, importer.symbol, imported.domain, imported.symbol, row.count,
        row.test_count,
    )  # fmt: skip
