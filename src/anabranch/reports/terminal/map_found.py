"""First contact: what was found, what could not be read, and how many references of which kind there are."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size

from anabranch.reports.answers.first_contact import ClassCount, FirstContact, Sight
from anabranch.reports.terminal.names import counted, listed, percent
from anabranch.reports.terminal.page import ASIDE, WRONG
from anabranch.reports.terminal.scene import Scene, where

_SETTINGS = 3
_REASONS = 3
_SPLIT = 4


def show_found(stage: Scene, contact: FirstContact) -> None:
    """Size of the project, its settings, and which apps are shown in parts."""
    words, project = stage.words, contact.project
    apps = sum(app.is_app for app in project.apps)
    others = len(project.apps) - apps
    sizes = [
        *([words.count("apps", apps)] if apps else []),
        *([words.count("other_units" if apps else "units", others)] if others else []),
        words.count("modules", project.modules),
        words.count("lines", project.lines),
        words.count("models", contact.models),
    ]
    settings = words("found.no_settings")
    if project.settings:
        more = words("more", number=len(project.settings) - _SETTINGS)
        settings = words("found.settings", names=listed(project.settings, most=_SETTINGS, more=more))
    stage.page.labelled(words("label.found"), ", ".join(sizes), (f"; {settings}", ASIDE))
    if project.split:
        more = words("more", number=len(project.split) - _SPLIT)
        names = listed(project.split, most=_SPLIT, more=more)
        stage.page.labelled("", words.count("found.split", len(project.split), names=names))


def noun(contact: FirstContact) -> str:
    """What the units of the level are called: apps only where all of them are."""
    if contact.level == "app" and not all(app.is_app for app in contact.project.apps):
        return "unit"
    return contact.level


def show_sight(stage: Scene, seen: Sight) -> None:
    """What is missing from everything below."""
    words, page = stage.words, stage.page
    label = words("label.unseen")
    if seen.unseen:
        reasons = [(words.known(f"reason.{name}", name), number) for name, number in seen.reasons]
        text = counted(reasons[:_REASONS]) + (", …" if len(reasons) > _REASONS else "")
        page.labelled(label, words.count("unseen.places", seen.unseen), (f": {text}", ASIDE))
        label = ""
    if seen.failed:
        first = seen.failed[0]
        place = f"{where(first.file, first.line)}: {first.text}"
        page.labelled(label, (words.count("failed", len({one.file for one in seen.failed}), where=place), WRONG))
        label = ""
    if seen.notebooks:
        page.labelled(label, words.count("notebooks", seen.notebooks))
        label = ""
    if label:
        page.labelled(label, words("unseen.none"))


def show_references(stage: Scene, contact: FirstContact) -> None:
    """References between units by class and kind."""
    words, page = stage.words, stage.page
    between = words(f"between.{noun(contact)}", references=words.count("references", contact.references))
    hidden = ""
    if contact.hidden:
        share = percent(contact.hidden, contact.references)
        hidden = "; " + words("hidden", number=contact.hidden, percent=share)
    if contact.hidden_pairs:
        hidden += "; " + words.count("hidden.pairs", contact.hidden_pairs, pairs=contact.pairs)
    page.labelled(words("label.references"), between + hidden)
    names = [words.known(f"class.{one.tie_class}", one.tie_class) for one in contact.classes]
    width = max(map(cell_len, names), default=0)
    digits = max((len(f"{one.references:,}") for one in contact.classes), default=0)
    for name, one in zip(names, contact.classes, strict=True):
        _show_class(stage, set_cell_size(name, width), digits, one)


def _show_class(stage: Scene, name: str, digits: int, one: ClassCount) -> None:
    page = stage.page
    head = " " * page.label_width + f"{name}  {one.references:>{digits},}  "
    aside = f" ({stage.words('uncounted')})" if one.tie_class == "history" else ""
    page.hanging(head, (counted(one.kinds) + aside, ASIDE))
