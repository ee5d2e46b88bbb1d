"""The first words of the page: what the terminal says, sentence by sentence."""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import NamedTuple

from rich.text import Text

from anabranch.reading.values import Map, Project
from anabranch.reports.answers.first_contact import first_contact, sight
from anabranch.reports.terminal.map_found import show_found, show_references, show_sight
from anabranch.reports.terminal.map_freeing import show_freeing
from anabranch.reports.terminal.map_order import show_order, show_worst
from anabranch.reports.terminal.map_tangle import show_tangle
from anabranch.reports.terminal.names import ShortNames
from anabranch.reports.terminal.page import TOGETHER, Look, Page, Piece, joined
from anabranch.reports.terminal.scene import Scene
from anabranch.reports.texts.words import Words
from anabranch.reports.visible import visible
from anabranch.rules.values import Rules, Verdict


class Judged(NamedTuple):
    """A rule file and what a check of the same map by it found."""

    rules: Rules
    verdict: Verdict


class Line(NamedTuple):
    """A label, empty where it goes on, and a text.

    In the page one can press the place that the text begins with, or the unit of which it says how much more there is.
    """

    label: str
    text: str
    place: str = ""
    unit: str = ""


class _Spoken(Page):
    """Keeps labels and sentences apart, instead of laying them out in columns."""

    def __init__(self) -> None:
        super().__init__(Look(width=1000))
        self.said: list[Line] = []
        self._unit = ""

    def _say(self, label: str, text: Text, *, place: str = "", unit: str = "") -> None:
        self.said.append(Line(visible(label), text.plain.replace(TOGETHER, " "), visible(place), visible(unit)))

    def labelled(self, label: str, *pieces: Piece) -> None:
        self._unit = ""
        self._say(label, joined(pieces))

    def entry(self, label: str, name: str, *pieces: Piece, width: int = 0) -> None:  # noqa: ARG002
        self._unit = name
        self._say(label, joined([name, ": ", *pieces]))

    def hanging(self, head: str, *pieces: Piece) -> None:
        self._say("", joined([" ".join(head.split()), ": ", *pieces]))

    def place(self, where: str, *pieces: Piece, indent: int = 0, column: int = 0, whole: bool = False) -> None:  # noqa: ARG002
        self._say("", joined([where, "  ", *pieces]), place=where)

    def line(self, *pieces: Piece, indent: int = 0) -> None:  # noqa: ARG002
        self._say("", joined(pieces), unit=self._unit)

    def paragraph(self, *pieces: Piece, indent: int = 0, hang: int = 0) -> None:  # noqa: ARG002
        self._say("", joined(pieces))


def say_first(project_map: Map, project: Project, words: Words, judged: Judged | None = None) -> list[Line]:
    """What the terminal says about a project, without its advice on what to type next."""
    page = _Spoken()
    stage = Scene(page, words, ShortNames(project_map))
    contact = first_contact(project_map, project, level="domain" if judged and judged.rules.domains else "app")
    show_found(stage, contact)
    show_sight(stage, sight(project_map, project))
    show_references(stage, contact)
    show_tangle(stage, contact)
    show_freeing(stage, contact)
    show_order(stage, contact)
    show_worst(stage, contact)
    if judged:
        page.said[:0] = _say_declared(project, judged, words)
    return page.said


def _say_declared(project: Project, judged: Judged, words: Words) -> list[Line]:
    """What a check says in figures; of each rule that is broken, by how many references."""
    rules, verdict = judged
    broken = [one for one in verdict.findings if one.reference.project == project.name]
    fresh = sum(one.reference.project == project.name for one in verdict.new)
    told = words.count("page.check.broken", len(broken), file=rules.file, new=fresh)
    counted = Counter(one.rule for one in broken).most_common()
    by_rule = ", ".join(f"{rule} {number:,}" for rule, number in counted)
    aside = words("page.check.allowed") if verdict.allowed else ""
    return [Line(words("page.check"), told), *(Line("", said) for said in (by_rule, aside) if said)]


def words_html(lines: list[Line]) -> str:
    """The sentences as a list of terms."""
    out: list[str] = []
    for line in lines:
        if line.label:
            out.append(f"<dt>{escape(line.label)}</dt>")
        marks = {"place": line.place, "unit": line.unit}
        marked = "".join(f' data-{name}="{escape(value)}"' for name, value in marks.items() if value)
        out.append(f"<dd{marked}>{escape(line.text)}</dd>")
    return "<dl>" + "".join(out) + "</dl>"
