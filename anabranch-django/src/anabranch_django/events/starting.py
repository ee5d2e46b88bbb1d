"""What has to happen when Django starts."""

from __future__ import annotations

from django.utils.module_loading import autodiscover_modules

from anabranch_django.events import background, measures, sending


def setup() -> None:
    """Import the consumers and read models of every app, and let this process take deliveries."""
    sending.setup()
    measures.setup()
    autodiscover_modules("consumers", "projections")
    background.setup()
