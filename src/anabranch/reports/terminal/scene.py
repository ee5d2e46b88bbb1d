"""What every part of a page needs, and the phrases they share."""

from __future__ import annotations

from dataclasses import dataclass

from anabranch.reading.values import Level, Map, Reference
from anabranch.reports.commands import typed_in, typed_on
from anabranch.reports.terminal.names import ARROW, ShortNames
from anabranch.reports.terminal.page import COMMAND, Look, Page
from anabranch.reports.texts.words import Words


@dataclass(frozen=True)
class Scene:
    """A page with the person's language and place."""

    page: Page
    words: Words
    short: ShortNames
    level: Level = "app"
    folder: str = "."

    def command(self, *parts: str) -> str:
        """A command that can be copied, for the folder that this map is of."""
        return typed_in(self.folder, parts)

    def command_on(self, *parts: str) -> str:
        """The same of a command whose argument is the folder."""
        return typed_on(self.folder, parts)

    def show_likely(self, number: int) -> None:
        """That there are references which count nowhere on this page, and how to see them, where there are any."""
        if number:
            command = self.command_on("map", "--certainty", "likely", "--format", "csv")
            self.page.blank()
            self.page.paragraph(self.words.count("likely", number))
            self.page.line((command, COMMAND), indent=2)

    def inner(self, reference: Reference) -> str:
        """The importer's name inside its module; the file is shown beside it."""
        symbol, module = reference.importer.symbol, reference.importer.module
        return symbol.removeprefix(module + ".") if symbol != module else module.rpartition(".")[2]

    def tie(self, reference: Reference) -> str:
        """Both ends of a reference whose file is shown beside them."""
        return self.inner(reference) + ARROW + self.short.symbol(reference.imported.symbol)


def scene(
    project_map: Map, *, words: Words, look: Look, level: Level = "app", folder: str = ".", labels: int = 0
) -> Scene:
    """A fresh page for one map."""
    return Scene(Page(look, label_width=labels), words, ShortNames(project_map), level, folder)


def where(file: str, line: int, column: int = 0) -> str:
    """A place as editors and terminals open it; the whole file where no line is known."""
    if not line:
        return file
    return f"{file}:{line}:{column}" if column else f"{file}:{line}"
