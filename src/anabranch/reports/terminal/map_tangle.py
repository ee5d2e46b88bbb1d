"""First contact: the circle that most of the code is in."""

from __future__ import annotations

from anabranch.reading.values import Tangle
from anabranch.reports.answers.first_contact import FirstContact
from anabranch.reports.terminal.map_found import noun
from anabranch.reports.terminal.names import listed
from anabranch.reports.terminal.page import ASIDE, TOGETHER, WRONG
from anabranch.reports.terminal.scene import Scene

_NAMES = 12


def show_tangle(stage: Scene, contact: FirstContact) -> None:
    """The largest tangle of the level, what imports alone would show, and the modules' tangles."""
    words, page = stage.words, stage.page
    if not contact.tangles:
        page.labelled(words("label.tangle"), words("tangle.none"))
    else:
        largest = contact.tangles[0].units
        sentence = words(f"tangle.{noun(contact)}", number=len(largest), units=contact.units)
        page.labelled(words("label.tangle"), (sentence, WRONG), _by_imports(stage, contact))
        more = words("more", number=len(largest) - _NAMES)
        drawn = [f"{unit}{TOGETHER}{ties:,}" for unit, ties in contact.drawn]
        page.labelled("", (words("tangle.drawn", names=listed(drawn, most=_NAMES, more=more)), ASIDE))
        if len(contact.tangles) > 1:
            page.labelled("", words.count("tangle.others", len(contact.tangles) - 1))
    if contact.level != "module":
        page.labelled("", _between_modules(stage, contact.module_tangles, contact.project.modules))


def show_alone(stage: Scene, contact: FirstContact) -> None:
    """What there is to say of the only unit of a level: how its modules stand."""
    words, page = stage.words, stage.page
    page.labelled(words("label.tangle"), words("tangle.alone"))
    if contact.level != "module":
        page.labelled("", _between_modules(stage, contact.module_tangles, contact.project.modules))


def _by_imports(stage: Scene, contact: FirstContact) -> str:
    if contact.level != "app":
        return ""
    if not contact.import_tangles:
        return "; " + stage.words("tangle.imports.none")
    number = len(contact.import_tangles[0].units)
    if number == len(contact.tangles[0].units):
        return "; " + stage.words("tangle.imports.same")
    return "; " + stage.words("tangle.imports", number=number)


def _between_modules(stage: Scene, tangles: tuple[Tangle, ...], modules: int) -> str:
    if not tangles:
        return stage.words("tangle.modules.none")
    number = len(tangles[0].units)
    if len(tangles) == 1:
        return stage.words("tangle.modules.one", number=number, units=modules)
    return stage.words("tangle.modules", number=number, units=modules, tangles=len(tangles))
