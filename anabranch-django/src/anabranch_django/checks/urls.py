"""Ports are not among the public URLs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings as django_settings
from django.core.checks import CheckMessage, Error
from django.urls import get_resolver

from anabranch_django.ports.handlers import URLCONF
from anabranch_django.settings import Settings


def check_public_urls(_settings: Settings) -> Iterator[CheckMessage]:
    """Whoever reaches the site must not reach the ports; their own application serves them."""
    root = getattr(django_settings, "ROOT_URLCONF", None)
    if root and any(_name(part) == URLCONF for part in _includes(get_resolver(root))):
        yield Error(
            f"{root} includes {URLCONF}: the ports would be reachable from wherever the site is.",
            hint="Take it out, and serve anabranch_django.wsgi at an address of the team's own network.",
            id="anabranch.E040",
        )


def _includes(resolver: Any) -> Iterator[Any]:  # noqa: ANN401  Django's resolvers have no common type
    yield resolver
    for part in resolver.url_patterns:
        if hasattr(part, "url_patterns"):
            yield from _includes(part)


def _name(resolver: Any) -> str:  # noqa: ANN401
    named = resolver.urlconf_name
    return str(named) if isinstance(named, str) else str(getattr(named, "__name__", ""))
