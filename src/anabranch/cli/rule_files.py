"""The files of the rules on disk: read whole, written beside and put in place."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from anabranch.cli.problems import Failure
from anabranch.cli.written import write_whole, writing
from anabranch.reading.values import Map
from anabranch.reports.texts.words import Words
from anabranch.rules.contract_table import RuleFileWrong
from anabranch.rules.debt import FOLDER, find_doubled, format_debt, parse_debt
from anabranch.rules.mending import Stray, find_stray
from anabranch.rules.rule_file import FILE, read_rules
from anabranch.rules.values import Debt, Rules


class RuleFiles(NamedTuple):
    """Rules and debt of one folder."""

    folder: Path
    text: str
    rules: Rules
    debt: Debt
    doubled: tuple[str, ...]
    """Places of debt entries that stand twice."""


def load_rules(folder: Path, words: Words) -> RuleFiles:
    """What the folder declares. Raises `Failure` where there is nothing declared."""
    found = find_rules(folder)
    if found is None:
        raise Failure(words("problem.rules.none", folder=str(folder.absolute())))
    texts = _debt_texts(folder)
    debt = {path.stem: parse_debt(text, file) for path, file, text in texts}
    return RuleFiles(
        folder, *found, debt, tuple(place for _, file, text in texts for place in find_doubled(text, file))
    )


def find_rules(folder: Path) -> tuple[str, Rules] | None:
    """Text and content of the rule file of a folder."""
    for name in (FILE, "pyproject.toml"):
        path = folder / name
        if path.is_file():
            text = read_text(path, name)
            rules = read_rules(text, name)
            if rules is not None:
                return text, rules
    return None


def today() -> date:
    """The day by which an allowance has ended: the same for a person and for CI, wherever these are."""
    return datetime.now(UTC).date()


def load_debt(folder: Path) -> Debt:
    """All debt files of a folder."""
    return {path.stem: parse_debt(text, file) for path, file, text in _debt_texts(folder)}


def _debt_texts(folder: Path) -> list[tuple[Path, str, str]]:
    """The debt files, each with the name it is shown by and its text."""
    files = sorted((folder / FOLDER).glob("*.txt")) if (folder / FOLDER).is_dir() else []
    shown = ((path, f"{FOLDER}/{path.name}") for path in files)
    return [(path, file, read_text(path, file)) for path, file in shown]


def read_text(path: Path, file: str) -> str:
    """The text of a file that is shown as `file`. Raises `RuleFileWrong` for one that is no text."""
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        told = "{where} is no text in UTF-8: save the file in that encoding."
        raise RuleFileWrong(told, where=f"{file}:{line}") from error


def save_debt(folder: Path, debt: Debt) -> None:
    """Make the debt files say this, and nothing else. Raises `Unwritten`."""
    home = folder / FOLDER
    with writing(home):
        home.mkdir(exist_ok=True)
        for path in home.glob("*.txt"):
            if path.stem not in debt:
                path.unlink()
    for domain, entries in debt.items():
        write_text(home / f"{domain}.txt", format_debt(entries))


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all; one that says the same already keeps its time stamp. Raises `Unwritten`."""
    if path.is_file() and path.read_bytes() == text.encode():
        return
    with writing(path):
        write_whole(path, text.encode())


def refuse_unknown_domains(rules: Rules, project_map: Map, words: Words) -> None:
    """A layer that names nothing checks nothing, and would look green; so would debt shrink."""
    for name, line, domain in stray_names(rules, project_map):
        key = "problem.rules.joined" if domain else "problem.rules.layer"
        raise Failure(words(key, file=rules.file, line=line, name=name, domain=domain))


def stray_names(rules: Rules, project_map: Map) -> tuple[Stray, ...]:
    """What a rule file names that is no domain of the project, or one no more."""
    units = {app.label for project in project_map.projects for app in project.apps}
    parts: frozenset[str] = frozenset()
    if any("." in name for name, _ in rules.named):
        from anabranch.rules.domains import parts_of

        parts = parts_of(project_map)
    return tuple(find_stray(rules, units, parts))
