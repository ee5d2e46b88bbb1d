"""`manage.py anabranch_prune_receipts`: forgets what was answered to commands long ago."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from anabranch_django.deployment.routing import aliases_here
from anabranch_django.errors import AnabranchError
from anabranch_django.events.databases import tables_of
from anabranch_django.ports.receipts import prune


class Command(BaseCommand):
    """Delete old receipts in every database of this process's domains."""

    help = "Forget receipts of commands. A key that is sent again after that has its effect again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--days", type=float, default=30.0, help="older ones are forgotten [30]")

    def handle(self, *, days: float, **_options: Any) -> None:  # noqa: ANN401  Django's
        """Delete them."""
        if not days > 0:
            raise CommandError(f"--days {days} would forget commands that may still be sent again.", returncode=2)
        try:
            before = timezone.now() - timedelta(days=days)
        except OverflowError:
            raise CommandError(f"--days {days} is before there were any dates.", returncode=2) from None
        try:
            for alias in sorted(aliases_here()):
                with tables_of(alias):
                    count = prune(before=before, alias=alias)
                self.stdout.write(f"{alias}: {count} receipts forgotten.")
        except AnabranchError as error:
            raise CommandError(error.sentence, returncode=2) from error
