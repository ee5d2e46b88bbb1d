"""The reference says every setting with its default, every error, measure, check and command that the code has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from anabranch_django import errors, settings
from anabranch_django.deployment.guarding import ForeignModel
from anabranch_django.errors import AnabranchError
from anabranch_django.tracing import names

LIBRARY = Path(__file__).parents[1]
DOCS = LIBRARY.parent / "docs" / "reference"
PORTS, EVENTS = (DOCS / "ports.md").read_text(), (DOCS / "events.md").read_text()
SOURCE = "\n".join(path.read_text() for path in sorted((LIBRARY / "src" / "anabranch_django").rglob("*.py")))
COMMANDS = sorted((LIBRARY / "src/anabranch_django/management/commands").glob("anabranch_*.py"))


def rows(text: str, heading: str) -> list[str]:
    """The rows of the tables below a heading."""
    section = text.partition(f"\n## {heading}")[2].partition("\n## ")[0]
    return [line for line in section.splitlines() if line.startswith("| ")]


def row_of(name: str, found: list[str]) -> str:
    """The row whose first cell names it."""
    return next((row for row in found if f"`{name}`" in row.split(" | ")[0]), "")


def named(section: type[msgspec.Struct]) -> Iterator[tuple[str, object]]:
    for field in msgspec.structs.fields(section):
        yield field.name, field.default if field.default is not msgspec.NODEFAULT else None


def written(value: object) -> set[str]:
    """How a default may stand in a table; anything where it is no number."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return {""}
    sizes = {f"{value / size:g} {unit}" for unit, size in (("KB", 1024), ("MB", 1024**2)) if value >= size}
    return {f"{value:g}", f"{float(value)}", *sizes}


def is_said(row: str, name: str, value: object) -> bool:
    numbers = any(re.search(rf"(?<![\d.]){re.escape(text)}(?!\d)", row) for text in written(value))
    return f"`{name}`" in row and numbers


def test_every_name_of_the_setting_has_its_row() -> None:
    found = rows(PORTS, "The setting")
    assert [name for name, _default in named(settings.Settings) if not row_of(name, found)] == []


@pytest.mark.parametrize(
    ("name", "section"),
    [
        ("domains", settings.DomainSettings),
        ("ports", settings.PortSettings),
        ("limits", settings.Limits),
        ("deployment", settings.DeploymentSettings),
    ],
)
def test_every_name_within_a_part_of_the_setting_is_said_with_its_default(
    name: str, section: type[msgspec.Struct]
) -> None:
    row = row_of(name, rows(PORTS, "The setting"))
    assert [field for field, default in named(section) if not is_said(row, field, default)] == []


def test_every_name_of_the_events_setting_is_said_with_its_default() -> None:
    found = rows(EVENTS, "The setting")
    fields = list(named(settings.EventSettings))
    assert [name for name, default in fields if not is_said(row_of(name, found), name, default)] == []


def every_error(kind: type[AnabranchError]) -> Iterator[type[AnabranchError]]:
    for each in kind.__subclasses__():
        if each.__module__ in {errors.__name__, ForeignModel.__module__}:
            yield each
            yield from every_error(each)


@pytest.mark.parametrize("kind", sorted(every_error(AnabranchError), key=str))
def test_every_error_is_said_with_its_code(kind: type[AnabranchError]) -> None:
    said = [line for line in (PORTS + EVENTS).splitlines() if f"`{kind.__name__}`" in line]
    assert said, f"{kind.__name__} is in no reference"
    assert any(f"`{kind.code}`" in line for line in said), f"{kind.__name__} is said without its code {kind.code}"


def test_every_error_that_the_reference_names_exists() -> None:
    said = re.findall(r"^\| `([A-Z]\w+)` \|", "\n".join(rows(PORTS, "Errors") + rows(EVENTS, "Errors")), re.MULTILINE)
    assert said
    assert [name for name in said if not hasattr(errors, name) and name != ForeignModel.__name__] == []


def test_every_measure_and_attribute_is_said() -> None:
    values = [str(value) for name, value in vars(names).items() if name.isupper()]
    said = re.findall(r"`([\w.]+)`", PORTS + EVENTS)
    # A row may shorten the names that follow: `anabranch.event.published`, `.handled`.
    assert [value for value in values if value not in said and f".{value.rpartition('.')[2]}" not in said] == []


def test_every_system_check_is_said_and_no_other() -> None:
    in_code = set(re.findall(r'"anabranch\.([EWI]\d{3})"', SOURCE))
    tables = PORTS.partition("## System checks")[2].partition("\n## ")[0] + EVENTS.partition("System checks:")[2]
    spans = re.findall(r"(E)(\d{3}) to E(\d{3})", tables)
    said = set(re.findall(r"\b([EWI]\d{3})\b", tables))
    said |= {f"{kind}{number:03}" for kind, first, last in spans for number in range(int(first), int(last) + 1)}
    assert said == in_code


@pytest.mark.parametrize("command", COMMANDS, ids=lambda path: path.stem)
def test_every_command_is_said_with_its_options(command: Path) -> None:
    said = [line for line in (PORTS + EVENTS).splitlines() if command.stem in line]
    assert said, f"{command.stem} is in no reference"
    options = re.findall(r'add_argument\(\s*"(--[a-z-]+)"', command.read_text())
    assert [option for option in options if not any(option in line for line in said)] == []
