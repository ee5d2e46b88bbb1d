"""Lists, rebuilds and reconciles read models."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from anabranch_django.errors import AnabranchError
from anabranch_django.events.databases import tables_of
from anabranch_django.events.models import ProjectionState
from anabranch_django.events.projections import Projection, declared_projections, projection_named
from anabranch_django.events.projections.rebuilding import PAGE, rebuild
from anabranch_django.events.projections.reconciling import reconcile


class Command(BaseCommand):
    """`manage.py anabranch_projections`."""

    help = (
        "List read models, rebuild them from their owners, or compare and repair them. Exit code 1: something differed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do, and with which."""
        parser.add_argument("action", nargs="?", choices=["list", "rebuild", "reconcile"], default="list")
        parser.add_argument("names", nargs="*", metavar="NAME")
        parser.add_argument("--all", action="store_true", help="every read model")
        parser.add_argument("--restart", action="store_true", help="rebuild from the first page, whatever was done")
        parser.add_argument("--no-repair", action="store_true", help="only compare")
        parser.add_argument("--settle", type=float, default=2.0, help="seconds before what differs is looked at again")
        parser.add_argument("--page", type=int, default=PAGE, help="items that the owner is asked for at once")

    def handle(self, *, action: str, names: Sequence[str], **options: Any) -> None:  # noqa: ANN401  Django's signature
        """Do it with each, one after the other."""
        act: dict[str, Callable[[Projection[Any], dict[str, Any]], bool]] = {
            "list": self._show,
            "rebuild": self._rebuild,
            "reconcile": self._reconcile,
        }
        everything = options["all"] or (action == "list" and not names)
        if not names and not everything:
            raise CommandError("Say which: their names, or --all.", returncode=2)
        if options["page"] < 1 or not options["settle"] >= 0:
            raise CommandError("--page takes 1 or more, and --settle 0 or more.", returncode=2)
        try:
            chosen = declared_projections() if everything else [projection_named(name) for name in names]
            if not chosen:
                self.stdout.write("No read model is declared in this process.")
            fine = [act[action](projection, options) for projection in chosen]
        except AnabranchError as error:
            raise CommandError(error.sentence, returncode=2) from error
        if not all(fine):
            sys.exit(1)

    def _show(self, projection: Projection[Any], _options: dict[str, Any]) -> bool:
        alias = projection.database
        with tables_of(alias):
            state = ProjectionState.objects.using(alias).filter(name=projection.name).first()
        rows = projection.model._base_manager.using(alias).count()
        rebuilt = f"rebuilt {state.rebuilt_at:%Y-%m-%d %H:%M}" if state and state.rebuilt_at else "never rebuilt"
        compared = (
            f"compared {state.reconciled_at:%Y-%m-%d %H:%M}" if state and state.reconciled_at else "never compared"
        )
        halfway = f"; a rebuild is at page {state.pages}" if state and state.rebuilding else ""
        self.stdout.write(f"{projection.name}: {rows} rows, {rebuilt}, {compared}{halfway}")
        return True

    def _rebuild(self, projection: Projection[Any], options: dict[str, Any]) -> bool:
        def said(rows: int) -> None:
            if options["verbosity"] > 1:
                self.stdout.write(f"  {rows} rows")

        count = rebuild(projection, limit=options["page"], restart=options["restart"], said=said)
        self.stdout.write(f"{projection.name}: rebuilt, {count} rows written or removed.")
        return True

    def _reconcile(self, projection: Projection[Any], options: dict[str, Any]) -> bool:
        found = reconcile(projection, repair=not options["no_repair"], settle=options["settle"], limit=options["page"])
        if found.is_equal:
            self.stdout.write(f"{projection.name}: {found.compared} compared, all equal.")
            return True
        done = "repaired" if found.repaired else "not repaired"
        for kind in ("missing", "extra", "different"):
            keys = getattr(found, kind)
            shown = ", ".join(keys[:10]) + (", …" if len(keys) > 10 else "")
            if keys:
                self.stdout.write(f"{projection.name}: {len(keys)} {kind} ({done}): {shown}")
        return False
