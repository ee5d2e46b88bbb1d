"""The watch file: what the tool asks to be observed, and where the records go."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings

SCHEMA = 1
DETECTORS = ("sql", "transaction", "hop", "cascade", "call", "signal", "task", "template", "url", "lock")


class WatchUnreadable(Exception):
    """There is no watch file, or it is not one that this version reads."""


@dataclass(frozen=True)
class Watch:
    """Files and templates are relative to `root`, with "/"; the domain of test files is "".

    `domain` is the one whose edge is rehearsed, None where every domain's edge is observed.
    `folders` are for files that were made later: the longest prefix decides.
    `slow_calls` asks for calls below Python 3.12 too, where they cost much.
    """

    root: str
    files: Mapping[str, str]
    folders: Mapping[str, str]
    templates: Mapping[str, str]
    records: str
    domain: str | None = None
    detect: frozenset[str] = frozenset(DETECTORS)
    slow_calls: bool = False

    def only(self, detect: frozenset[str]) -> Watch:
        """The same, without all other detectors."""
        return replace(self, detect=self.detect & detect)

    @property
    def mode(self) -> str:
        """`rehearse` or `observe`, as the record's header says it."""
        return "observe" if self.domain is None else "rehearse"


def read_watch(path: str) -> Watch:
    """Read a watch file. Raises `WatchUnreadable` with a sentence for the person who reads the record."""
    try:
        raw = json.loads(Path(path).read_text(encoding="utf-8"))
        if raw["anabranch"] != "watch" or raw["schema"] != SCHEMA:
            raise WatchUnreadable(f"{path} is no watch file of schema {SCHEMA}; use the same version of both packages")
        return Watch(
            root=str(raw["root"]),
            files=dict(raw["files"]),
            folders=dict(raw.get("folders", {})),
            templates=dict(raw.get("templates", {})),
            records=str(raw["records"]),
            domain=raw.get("domain"),
            detect=frozenset(raw.get("detect", DETECTORS)),
            slow_calls=bool(raw.get("slow_calls", False)),
        )
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise WatchUnreadable(f"{path} could not be read as a watch file: {error!r}") from error


def watch_apps(records: str) -> Watch:
    """What to watch where no file says it: each app that is not installed in the environment is a domain.

    A template of the project belongs to the app that its first folder names, as it does for the tool.
    """
    root = Path(getattr(settings, "BASE_DIR", "") or Path.cwd())
    folders = {"": "(project)"}
    for config in apps.get_app_configs():
        path = Path(config.path)
        if "site-packages" in path.parts or not path.is_relative_to(root):
            continue
        for each in (path, *(shared / config.label for shared in _template_folders())):
            if each.is_relative_to(root) and each.is_dir():
                folders[each.relative_to(root).as_posix()] = config.label
    return Watch(root=str(root), files={}, folders=folders, templates={}, records=records)


def _template_folders() -> list[Path]:
    engines: list[dict[str, Any]] = settings.TEMPLATES
    return [Path(folder) for engine in engines for folder in engine.get("DIRS", ())]
