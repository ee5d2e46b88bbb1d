"""What the documents say is there, and what they quote is what the commands print."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click
import pytest
from click.testing import CliRunner

from anabranch.cli.main import cli
from anabranch.reading.values import CLASS_OF_KIND
from anabranch.reports.remedies import remedy

ROOT = Path(__file__).parents[3]
MARKET = ROOT / "examples" / "market"
DOCUMENTS = sorted((*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("*.md")))
READMES = (ROOT / "README.md", ROOT / "README.ko.md")
KINDS = ROOT / "docs" / "reference" / "kinds.md"
COMMANDS = ROOT / "docs" / "reference" / "commands.md"
ARCHITECTURE = ROOT / "ARCHITECTURE.md"
SOURCE = ROOT / "src" / "anabranch"
OSCAR = ".corpus/django-oscar-4.2.1"
WALKED = ROOT / "docs" / "tutorial" / "first-check.md"
"""Writes files, step after step: `tests/acceptance/test_check_tutorial.py` walks it in a copy."""
PROGRAMS = {"make", "pip", "cd", "anabranch", "jq", ".venv/bin/python"}

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.M)


class Quoted(NamedTuple):
    """A command in a document, with the lines that the document shows of its output."""

    document: Path
    command: str
    lines: tuple[str, ...]


def _named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _anchors(text: str) -> set[str]:
    """As code hosts make them of headings: small letters, no punctuation, spaces as hyphens."""
    headings = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in _HEADING.findall(_FENCE.sub("", text)))
    return {heading.strip().replace(" ", "-") for heading in headings}


def _broken_links(document: Path) -> Iterator[str]:
    text = _FENCE.sub("", document.read_text(encoding="utf-8"))
    for link in _LINK.findall(text):
        if link.startswith(("http://", "https://")):
            continue
        path, _, anchor = link.partition("#")
        target = (document.parent / path).resolve() if path else document
        if not target.exists() or (anchor and anchor not in _anchors(target.read_text(encoding="utf-8"))):
            yield link


def _quoted(document: Path) -> Iterator[Quoted]:
    for language, block in _FENCE.findall(document.read_text(encoding="utf-8")):
        if language == "console":
            for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
                command, *lines = part.rstrip().split("\n")
                shown = (line.strip() for line in lines)
                yield Quoted(document, command.partition("  #")[0].strip(), tuple(each for each in shown if each))


def _commands() -> dict[str, click.Command]:
    context = click.Context(cli)
    found = ((name, cli.get_command(context, name)) for name in cli.list_commands(context))
    return {name: command for name, command in found if command is not None}


def _options(command: click.Command) -> set[str]:
    return {option for parameter in command.params if isinstance(parameter, click.Option) for option in parameter.opts}


def _printed(arguments: list[str], language: str) -> set[str]:
    ran = CliRunner().invoke(cli, [*arguments, "--lang", language])
    assert ran.exit_code == 0, ran.output
    return {line.strip() for line in ran.stdout.split("\n")}


def _not_printed(quoted: Quoted, arguments: list[str]) -> list[str]:
    language = "ko" if quoted.document.name.endswith(".ko.md") else "en"
    printed = _printed(arguments, language)
    return [line for line in quoted.lines if line not in printed and not line.startswith(("...", "Written: "))]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def piped(cache: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setenv("ANABRANCH_CACHE", str(cache))
    monkeypatch.setenv("COLUMNS", "100")
    return monkeypatch


ON_MARKET = [
    pytest.param(quoted, id=f"{_named(quoted.document)}: {quoted.command}")
    for document in DOCUMENTS
    for quoted in _quoted(document)
    if quoted.command.startswith("anabranch ") and quoted.lines and document != WALKED
]


@pytest.mark.parametrize("document", DOCUMENTS, ids=_named)
def test_links_of_a_document_lead_somewhere(document: Path) -> None:
    assert list(_broken_links(document)) == []


@pytest.mark.parametrize("kind", CLASS_OF_KIND)
def test_each_kind_has_a_section_below_its_class(kind: str) -> None:
    text = KINDS.read_text(encoding="utf-8")
    before = text.partition(f"\n### `{kind}`\n")[0]
    assert before != text, f"{kind} has no section in {_named(KINDS)}"
    assert re.findall(r"^## (\w+)$", before, re.M)[-1].lower() == CLASS_OF_KIND[kind]


@pytest.mark.parametrize("readme", READMES, ids=_named)
def test_readme_lists_each_kind_once(readme: Path) -> None:
    rows = re.findall(r"^\|[^|]*\| (`[^|]*`) \|", readme.read_text(encoding="utf-8"), re.M)
    listed = [name for row in rows for name in re.findall(r"`([\w-]+)`", row)]
    assert sorted(set(CLASS_OF_KIND) - set(listed)) == []
    assert all(listed.count(kind) == 1 for kind in CLASS_OF_KIND)


def test_architecture_lists_each_decision() -> None:
    listed = re.findall(r"\| \[(\d{4})\]\(docs/decisions/\1-", ARCHITECTURE.read_text(encoding="utf-8"))
    assert listed == sorted(path.name[:4] for path in (ROOT / "docs" / "decisions").glob("0*.md"))


@pytest.mark.parametrize("kind", CLASS_OF_KIND)
def test_the_remedy_of_a_kind_is_that_of_the_commands(kind: str) -> None:
    section = KINDS.read_text(encoding="utf-8").partition(f"\n### `{kind}`\n")[2].partition("\n#")[0]
    assert f"- **Remedy** {remedy(kind, 'en')}" in section.replace("`", "")


@pytest.mark.parametrize("name", _commands())
def test_each_command_and_option_is_described(name: str) -> None:
    text = COMMANDS.read_text(encoding="utf-8")
    section = text.partition(f"\n## `anabranch {name}`\n")[2].partition("\n## ")[0]
    shared = text.partition("\n## Options of every command\n")[2].partition("\n## ")[0]
    assert "$ anabranch " + name in section
    assert {option for option in _options(_commands()[name]) if f"`{option}" not in section + shared} == set()


def test_steps_of_a_reference_are_functions_of_the_files_named() -> None:
    life = ARCHITECTURE.read_text(encoding="utf-8").partition("\n## The life of a reference\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| \d \| (.+?) \| (.+?) \|", life, re.M)
    missing = [
        name
        for functions, places in rows
        for name in re.findall(r"`(\w+)`", functions)
        if f"\ndef {name}(" not in "".join(_sources(re.findall(r"`([\w/.]+)`", places)))
    ]
    assert len(rows) > 5
    assert missing == []


def _sources(places: list[str]) -> Iterator[str]:
    for place in places:
        path = SOURCE / place
        files = [path] if path.is_file() else sorted(path.rglob("*.py"))
        yield from (file.read_text(encoding="utf-8") for file in files)


@pytest.mark.parametrize("readme", READMES, ids=_named)
def test_commands_of_the_readme_exist(readme: Path) -> None:
    made = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    words = [quoted.command.split() for quoted in _quoted(readme)]
    assert {word[0] for word in words} <= PROGRAMS
    assert {word[1] for word in words if word[0] == "make"} <= made
    assert {word[1] for word in words if word[0] == "anabranch"} <= set(_commands())
    listed = re.findall(r"^\| `anabranch ([a-z-]+)", readme.read_text(encoding="utf-8"), re.M)
    assert set(listed) == set(_commands())


def test_both_readmes_show_the_same_commands() -> None:
    english, korean = ([quoted.command for quoted in _quoted(readme)] for readme in READMES)
    assert english == korean


@pytest.mark.parametrize("quoted", ON_MARKET)
def test_quoted_output_is_what_the_command_prints(quoted: Quoted, piped: pytest.MonkeyPatch) -> None:
    piped.chdir(MARKET)
    assert _not_printed(quoted, shlex.split(quoted.command)[1:]) == []


@pytest.mark.parametrize("readme", READMES, ids=_named)
def test_first_map_of_the_readme_is_what_the_map_says(readme: Path, piped: pytest.MonkeyPatch) -> None:
    piped.chdir(ROOT)
    assert _not_printed(_made(readme, "make map"), ["map", "examples/market"]) == []


@pytest.mark.corpus
@pytest.mark.parametrize("readme", READMES, ids=_named)
def test_finding_of_the_readme_is_what_the_map_says(readme: Path, piped: pytest.MonkeyPatch) -> None:
    if not (ROOT / OSCAR).is_dir():
        pytest.skip("make corpus downloads it")
    piped.chdir(ROOT)
    assert _not_printed(_made(readme, f"make map PROJECT={OSCAR}"), ["map", OSCAR]) == []


def _made(readme: Path, command: str) -> Quoted:
    return next(quoted for quoted in _quoted(readme) if quoted.command == command)
