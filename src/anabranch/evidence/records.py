"""The records of a run: one file a process, read leniently, added up."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from anabranch.evidence.kinds import rank
from anabranch.evidence.values import WATCH_SCHEMA, Header, Problem, Row, Seen

_MOST_TESTS = 5

_HEADER = msgspec.json.Decoder(Header)
_ROW = msgspec.json.Decoder(Row)


def read_records(folder: Path) -> Seen:
    """What the processes of a run wrote; a file that cannot be used is a problem, and the others still count."""
    processes: list[Header] = []
    rows: list[Row] = []
    problems: list[Problem] = []
    for path in sorted(path for path in folder.iterdir() if path.is_file() and not path.name.endswith(".tmp")):
        header, found, problem = read_record(path.name, _bytes_of(path))
        rows += found
        processes += [header] if header is not None else []
        problems += [problem] if problem is not None else []
    return Seen(add_up(rows), tuple(processes), tuple(problems))


def read_record(name: str, content: bytes | None) -> tuple[Header | None, list[Row], Problem | None]:
    """The header and rows of one file, and what of it could not be read. A file cut short counts up to there."""
    lines = (content or b"").splitlines()
    if not lines:
        return None, [], Problem(name, "unreadable")
    try:
        header = _HEADER.decode(lines[0])
    except msgspec.MsgspecError:
        return None, [], Problem(name, "unreadable")
    if header.schema != WATCH_SCHEMA:
        return None, [], Problem(name, "version", str(header.schema))
    rows: list[Row] = []
    for line in lines[1:]:
        try:
            rows.append(_ROW.decode(line))
        except msgspec.MsgspecError:
            return msgspec.structs.replace(header, complete=False), rows, Problem(name, "cut")
    return header, rows, None


def add_up(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Rows of one place and one pair of symbols as one row, by kinds, files and lines, whoever wrote first."""
    found: dict[tuple[object, ...], Row] = {}
    for row in rows:
        key = (row.kind, row.file, row.line, row.importer, row.imported)
        known = found.get(key)
        found[key] = row if known is None else _joined(known, row)
    return tuple(sorted(found.values(), key=_place))


def _place(row: Row) -> tuple[object, ...]:
    ends = (row.imported.symbol, row.imported.domain, row.importer.symbol, row.importer.domain)
    return rank(row.kind), row.file, row.line, *ends


def _joined(one: Row, other: Row) -> Row:
    tests = tuple(dict.fromkeys((*one.tests, *other.tests)))
    # Where both lists are whole, a test that two processes name is one test; else nobody knows which are the same.
    whole = all(len(each.tests) >= each.test_count for each in (one, other))
    return msgspec.structs.replace(
        one,
        count=one.count + other.count,
        tests=tests[:_MOST_TESTS],
        test_count=len(tests) if whole else one.test_count + other.test_count,
        detail=_united(one.detail, other.detail),
    )


def _united(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Lists are united, flags are true where one is; of all else the first is kept."""
    united = dict(one)
    for name, value in other.items():
        known = united.get(name)
        if isinstance(known, list) and isinstance(value, list):
            distinct = {msgspec.json.encode(each): each for each in (*known, *value)}
            united[name] = [distinct[key] for key in sorted(distinct)]
        elif isinstance(known, bool) and isinstance(value, bool):
            united[name] = known or value
        else:
            united.setdefault(name, value)
    return united


def _bytes_of(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
