"""The debt file of a rehearsed domain: read, compared, and written where it may be."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from anabranch.cli.written import write_whole, writing

if TYPE_CHECKING:
    from anabranch.evidence.debt import Comparison, Debt
    from anabranch.evidence.rehearsal import Rehearsal
    from anabranch.reading.values import Map


def judge_debt(
    folder: Path, rehearsal: Rehearsal, project_map: Map, *, accept: bool, may_write: bool, passed: bool
) -> Comparison:
    """What grew against the file, and what was done with the file.

    The first file is written by itself; a smaller one only by a run that passed and had no fewer tests than the one
    that wrote it: what a part of the tests did not reach is not gone. Where it may not write, there is no first file.
    """
    from anabranch.evidence.debt import Debt, compare, count_debt, debt_file
    from anabranch.evidence.symbols import symbols_of

    symbols = symbols_of(project_map)
    file = debt_file(rehearsal.domain)
    found = count_debt(rehearsal.crossings, symbols, tests=rehearsal.tests)
    known = _read(folder / file, file)
    compared = compare(found, known or Debt({}), rehearsal.crossings, symbols, file=file)
    if accept or (known is None and may_write):
        _write(folder / file, found)
        return replace(compared, growth=(), is_new=known is None, action="accepted" if known is not None else "written")
    if known is None or compared.growth or compared.fewer <= 0:
        return replace(compared, is_new=known is None)
    if not passed or found.tests < known.tests:
        return replace(compared, action="part")
    if may_write:
        _write(folder / file, found)
    return replace(compared, action="shrunk" if may_write else "kept")


def _read(path: Path, file: str) -> Debt | None:
    from anabranch.evidence.debt import parse_debt

    try:
        return parse_debt(path.read_text(encoding="utf-8"), file=file)
    except FileNotFoundError:
        return None


def _write(path: Path, debt: Debt) -> None:
    from anabranch.evidence.debt import debt_text

    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, debt_text(debt).encode())
