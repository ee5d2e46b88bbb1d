"""What Django starts: reads every app's port, registers the system checks."""

from __future__ import annotations

from django.apps import AppConfig
from django.core.checks import register
from django.utils.module_loading import autodiscover_modules


class AnabranchConfig(AppConfig):
    """The library as an app of the team's project."""

    name = "anabranch_django"
    label = "anabranch"
    verbose_name = "anabranch"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Import `port` of every app, so that all ports and events are known before the first request."""
        from anabranch_django.checks.events import check_events
        from anabranch_django.events.starting import setup

        autodiscover_modules("port")
        setup()
        register(check_events)
