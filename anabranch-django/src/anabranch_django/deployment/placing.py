"""Which apps a process installs: called in the settings module, before Django has read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from anabranch_django.ports.domains import present_among
from anabranch_django.settings import Settings, read


def installed_apps(apps: Iterable[str], anabranch: Mapping[str, Any]) -> list[str]:
    """INSTALLED_APPS without the apps of domains that are elsewhere.

    `anabranch` is the setting ANABRANCH. An app that belongs to no domain stays. Raises `Misconfigured`.
    """
    settings = read(anabranch)
    return [app for app in apps if _stays(app, settings)]


def _stays(app: str, settings: Settings) -> bool:
    owners = [key for key, domain in settings.domains.items() if _names(app) & set(domain.apps or (key,))]
    return not owners or any(is_present(key, settings) for key in owners)


def is_present(key: str, settings: Settings) -> bool:
    """The domain's code runs in a process with these settings."""
    present = present_among(settings)
    return settings.port(key).url == "local" if present is None else key in present


def _names(app: str) -> set[str]:
    """What could be the label of an app: the last name of its module, before that of its configuration."""
    parts = app.split(".")
    if "apps" in parts[1:]:
        parts = parts[: parts.index("apps", 1)]
    return {parts[-1], ".".join(parts)}
