"""`manage.py anabranch_deployment --apart payments`: a placement as a Procfile and a compose file."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, TypedDict

from django.conf import settings as django_settings
from django.core.management.base import BaseCommand, CommandError

from anabranch_django.deployment.files import compose_file, procfile
from anabranch_django.deployment.processes import FIRST_PORT, domain_sets, processes
from anabranch_django.errors import Misconfigured
from anabranch_django.ports.registry import declarations
from anabranch_django.settings import current

_LAST_PORT = 65535


class _Said(TypedDict):
    """What both files are made from."""

    application: str
    module: str
    first_port: int


class Command(BaseCommand):
    """Write what runs a placement: which domains live apart, the rest together."""

    help = (
        "Write Procfile and compose.yaml for a placement. Each --apart names domains that live in one process of their "
        "own; all others live together and serve the site. Without --apart it is the monolith."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--apart", action="append", default=[], metavar="DOMAINS", help="keys with commas between")
        parser.add_argument("--folder", type=Path, default=Path(), help="where the files are written [.]")
        parser.add_argument(
            "--port", type=int, default=FIRST_PORT, help="where the site listens; ports of sets follow [%(default)s]"
        )
        parser.add_argument("--force", action="store_true", help="write over files that are there")

    def handle(self, *, apart: list[str], folder: Path, port: int, force: bool, **_options: Any) -> None:  # noqa: ANN401
        """Write both files."""
        settings = current()
        try:
            sets = domain_sets({*settings.domains, *declarations()}, apart)
        except Misconfigured as error:
            raise CommandError(error.sentence, returncode=2) from None
        said: _Said = {
            "application": _application(),
            "module": os.environ["DJANGO_SETTINGS_MODULE"],
            "first_port": _checked(port, sets=len(sets)),
        }
        here = processes(settings, sets, **said, host="127.0.0.1")
        apart_each = processes(settings, sets, **said)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._write(folder / "Procfile", procfile(here), force=force)
            self._write(folder / "compose.yaml", compose_file(apart_each, image=settings.deployment.image), force=force)
        except OSError as error:
            raise CommandError(f"{error.filename} cannot be written: {error.strerror}.", returncode=2) from None

    def _write(self, path: Path, text: str, *, force: bool) -> None:
        if path.exists() and not force and path.read_text() != text:
            raise CommandError(f"{path} is there and says something else. Look at it, then add --force.", returncode=1)
        path.write_text(text)
        self.stdout.write(f"Written: {path}")


def _checked(port: int, *, sets: int) -> int:
    if not 0 < port <= _LAST_PORT - sets:
        raise CommandError(f"--port {port}: {sets + 1} ports from it on are needed, up to {_LAST_PORT}.", returncode=2)
    return port


def _application() -> str:
    named: str | None = django_settings.WSGI_APPLICATION
    if not named:
        raise CommandError("WSGI_APPLICATION is not set, and the site would be served from it.", returncode=2)
    module, _, name = named.rpartition(".")
    return f"{module}:{name}"
