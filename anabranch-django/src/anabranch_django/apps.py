"""What Django starts: reads every app's ports, registers checks, guards and the counting of calls."""

from __future__ import annotations

from django.apps import AppConfig
from django.core.checks import register
from django.core.signals import request_finished, request_started
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
        from anabranch_django.checks.ports import check_ports
        from anabranch_django.deployment.guarding import install
        from anabranch_django.events.starting import setup
        from anabranch_django.ports.counting import begin_request, end_request

        autodiscover_modules("port")
        setup()
        register(check_ports)
        register(check_events)
        install()
        request_started.connect(begin_request, dispatch_uid="anabranch_django.ports.counting")
        request_finished.connect(end_request, dispatch_uid="anabranch_django.ports.counting")
