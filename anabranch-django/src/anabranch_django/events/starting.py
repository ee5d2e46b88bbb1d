"""What has to happen when Django starts."""

from __future__ import annotations

from django.utils.module_loading import autodiscover_modules


def setup() -> None:
    """Import the consumers and read models of every app."""
    autodiscover_modules("consumers", "projections")
