"""Which templates belong to a project, and which folders hold those that are in no app."""

from __future__ import annotations

from collections.abc import Iterable

from anabranch.project.conventions import TEMPLATE_FOLDERS, folder_of, folders_above
from anabranch.project.values import AppLayout


def project_templates(templates: Iterable[str], *, own: frozenset[str], others: frozenset[str]) -> tuple[str, ...]:
    """The templates in or nearest to folders with Python files of a project, rather than to those of other projects."""
    own_folders = _folders_around(own)
    other_folders = _folders_around(others) - own_folders
    return tuple(path for path in templates if _is_own(path, own_folders, other_folders))


def shared_folders(templates: Iterable[str], apps: Iterable[AppLayout]) -> tuple[str, ...]:
    """The outermost folders called `templates` or `jinja2` that lie in no app."""
    folders = {app.path for app in apps if app.is_app}
    outermost = {found for path in templates if (found := outermost_template_folder(path)) is not None}
    return tuple(sorted(folder for folder in outermost if not folders.intersection([*folders_above(folder), "."])))


def outermost_template_folder(path: str) -> str | None:
    """The outermost folder around a template that is called as folders of templates are."""
    parts = path.split("/")[:-1]
    for number, part in enumerate(parts):
        if part in TEMPLATE_FOLDERS:
            return "/".join(parts[: number + 1])
    return None


def _folders_around(paths: Iterable[str]) -> frozenset[str]:
    return frozenset({folder_of(path) for path in paths})


def _is_own(path: str, own: frozenset[str], others: frozenset[str]) -> bool:
    for folder in (*folders_above(path), ""):
        if folder in own:
            return True
        if folder in others:
            return False
    return True
