"""`anabranch import`: contracts that import-linter or tach held, as contracts of anabranch.toml."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import click

from anabranch.cli.help import examples
from anabranch.cli.options import at_path, takes_request
from anabranch.cli.problems import Failure
from anabranch.cli.request import Request

if TYPE_CHECKING:
    from anabranch.rules.import_linter import Carried
    from anabranch.rules.values import Rules

_IMPORT_LINTER = (".importlinter", "setup.cfg", "pyproject.toml")
_TACH = "tach.toml"
_TACH_DOMAIN = "tach.domain.toml"


@click.command(name="import", epilog=examples("anabranch import", "anabranch import backend"))
@at_path
@takes_request("text")
def command(request: Request) -> None:
    """Add the contracts of import-linter (.importlinter, setup.cfg, pyproject.toml) and of tach (tach.toml).

    They are added to anabranch.toml and give the same verdicts on imports; what cannot be carried over is said.
    """
    from anabranch.cli.rule_files import find_rules, write_text
    from anabranch.rules.carrying import with_contracts
    from anabranch.rules.rule_file import FILE, read_rules

    home, words = Path(request.folder), request.words
    found = [(name, carried) for name, carried in (*_import_linter(home), *_tach(home)) if carried]
    if not found:
        raise Failure(words("problem.import.none", folder=str(Path(request.folder).absolute())))
    before = find_rules(home)
    if before is not None and before[1].file != FILE:
        raise Failure(words("problem.rules.pyproject"))
    text = before[0] if before else ""
    contracts = [contract for _, carried in found for contract in carried.contracts]
    after = with_contracts(text, contracts)
    rules = read_rules(after, FILE) if after else None
    if rules is not None:
        write_text(home / FILE, after)
    told = [
        words("import.left", file=name, what=words.say(remark)) for name, carried in found for remark in carried.remarks
    ]
    told += _absent(request, rules, {str(contract["name"]) for contract in contracts}) if rules is not None else []
    told += [row for name, carried in found if carried.contracts for row in _read_otherwise(request, name, carried)]
    files = ", ".join(name for name, _ in found)
    request.deliver("\n".join([words.count("import.done", len(contracts), source=files, file=FILE), *told, ""]))


def _absent(request: Request, rules: Rules, names: set[str]) -> list[str]:
    """Where a contract names what is no Python source: the other tool may have judged imports of it."""
    from anabranch.rules.contracts.judging import missing_names

    missing = [each for each in missing_names(request.read(), rules) if each.contract in names]
    return [request.words("import.absent", contract=each.contract, module=each.module) for each in missing]


def _read_otherwise(request: Request, source: str, carried: Carried) -> Iterator[str]:
    """Where the other tool judges files that a check does not read, or the other way round."""
    from anabranch.cli.rule_files import read_text
    from anabranch.project.files import list_files
    from anabranch.rules.read_otherwise import read_otherwise
    from anabranch.rules.tach import load_tach

    home = Path(request.folder)
    left_out = load_tach(read_text(home / _TACH, _TACH), _TACH).exclude if source == _TACH else ()
    everything = {file.path for file in list_files(home, include_tests=True).python}
    paths = {path for path in everything if not _is_excluded(PurePath(path), left_out)}
    code = {file.path for file in list_files(home, include_tests=False).python}
    otherwise = read_otherwise(paths, paths - code, carried.packages)
    if otherwise.tests:
        yield request.words.count("import.tests", len(otherwise.tests), source=source, example=otherwise.tests[0])
    if otherwise.in_no_package and source != _TACH:
        example = otherwise.in_no_package[0]
        yield request.words.count("import.no_package", len(otherwise.in_no_package), source=source, example=example)


def _import_linter(home: Path) -> list[tuple[str, Carried | None]]:
    from anabranch.cli.rule_files import read_text
    from anabranch.rules.import_linter import read_import_linter

    files = [name for name in _IMPORT_LINTER if (home / name).is_file()]
    return [(name, read_import_linter(read_text(home / name, name), name)) for name in files]


def _tach(home: Path) -> list[tuple[str, Carried]]:
    from anabranch.cli.rule_files import read_text
    from anabranch.rules.tach import load_tach, read_tach

    path = home / _TACH
    if not path.is_file():
        return []
    text, domains = read_text(path, _TACH), {}
    settings = load_tach(text, _TACH)
    for root in settings.source_roots:
        for found in sorted((home / root).rglob(_TACH_DOMAIN)):
            shown = os.path.relpath(found, home)
            if not _is_excluded(PurePath(shown).parent, settings.exclude):
                name = ".".join(found.parent.relative_to(home / root).parts)
                domains[name] = read_text(found, PurePath(shown).as_posix())
    return [(_TACH, read_tach(text, _TACH, domains))]


def _is_excluded(folder: PurePath, patterns: Sequence[str]) -> bool:
    above = [str(each) for each in (folder, *folder.parents)]
    return any(fnmatch(each, row) or fnmatch(each, row.removeprefix("**/")) for each in above for row in patterns)
