"""Every reference behind a dependency, with its line of source."""

from __future__ import annotations

from anabranch.reading.values import Map
from anabranch.reports.answers.places import KindGroup
from anabranch.reports.answers.why import Hop, Why
from anabranch.reports.remedies import remedy
from anabranch.reports.terminal.names import ARROW
from anabranch.reports.terminal.page import ASIDE, HEADING, UNIT, Look
from anabranch.reports.terminal.place_lines import show_places
from anabranch.reports.terminal.scene import Scene, scene
from anabranch.reports.texts.words import Words


def why_text(project_map: Map, answer: Why, *, words: Words, look: Look, folder: str = ".") -> str:
    """The answer of `why`: references by kind and symbol pair, or the chain that leads there."""
    stage = scene(project_map, words=words, look=look, folder=folder)
    page = stage.page
    importer, imported = answer.importer.name, answer.imported.name
    if answer.references:
        counts = (words.count("references", answer.references), words.count("ties", answer.ties))
        title = words("why.title", importer=importer, imported=imported, references=counts[0], ties=counts[1])
        if answer.deciding != answer.ties:
            title += words("why.deciding", number=answer.deciding)
        page.paragraph((title, HEADING))
    else:
        page.paragraph((words("why.none", importer=importer, imported=imported), UNIT))
    _show_opposite(stage, answer)
    for group in answer.kinds:
        page.blank()
        _show_kind(stage, group)
    if answer.chain_asked:
        page.blank()
        _show_chain(stage, answer)
    elif not answer.references:
        command = stage.command("why", *_typed(stage, answer), "--path")
        page.line(words("why.try_path", command=command))
    return page.text()


def _show_opposite(stage: Scene, answer: Why) -> None:
    if not answer.opposite:
        stage.page.paragraph(stage.words("why.opposite.none"))
        return
    command = stage.command("why", *_typed(stage, answer)[::-1])
    stage.page.line(stage.words.count("why.opposite", answer.opposite, command=command))


def _typed(stage: Scene, answer: Why) -> list[str]:
    """Both names as the command line takes them."""
    return [stage.short.unit(one.name, one.project) for one in (answer.importer, answer.imported)]


def _show_kind(stage: Scene, group: KindGroup) -> None:
    words, page = stage.words, stage.page
    name = words.known(f"class.{group.tie_class}", group.tie_class)
    count = words.count("references", group.references)
    page.line((group.kind, UNIT), f"  {name}, {count}")
    page.paragraph((remedy(group.kind, words.language), ASIDE), indent=2)
    for pair in group.pairs:
        page.line(stage.short.symbol(pair.importer) + ARROW + stage.short.symbol(pair.imported), indent=2)
        show_places(stage, pair.places, indent=4)


def _show_chain(stage: Scene, answer: Why) -> None:
    words, page = stage.words, stage.page
    if not answer.chain:
        names = {"importer": answer.importer.name, "imported": answer.imported.name}
        page.paragraph(words("why.chain.none", **names))
        return
    page.paragraph(words("why.chain", number=len(answer.chain)))
    for hop in answer.chain:
        _show_hop(stage, hop)


def _show_hop(stage: Scene, hop: Hop) -> None:
    words, short = stage.words, stage.short
    count = words.count("references", hop.references)
    step = words("why.step", references=count, kind=hop.kind) if hop.kind else count
    title = short.symbol(hop.importer) + ARROW + short.symbol(hop.imported)
    stage.page.line((title, UNIT), f"  {step}", indent=2)
    if hop.example:
        show_places(stage, (hop.example,), indent=4)
