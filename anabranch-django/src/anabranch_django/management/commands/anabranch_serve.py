"""`manage.py anabranch_serve --only payments`: one set of domains as a process of its own, on this machine."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import ManagementUtility
from django.core.management.base import BaseCommand, CommandError
from msgspec.structs import replace

from anabranch_django.deployment.processes import domain_sets
from anabranch_django.deployment.routing import aliases_of
from anabranch_django.deployment.running import Part, run_together
from anabranch_django.errors import Misconfigured
from anabranch_django.ports.registry import declarations
from anabranch_django.settings import current


class Command(BaseCommand):
    """Run a set of domains: their ports, their relay, and their pages where wanted."""

    help = (
        "Serve a set of domains from this machine, as it would be in production: its ports at --ports, its relay, and "
        "with --site its public pages. The processes are started with ANABRANCH_SERVE; ends with Ctrl-C."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--only", required=True, metavar="DOMAINS", help="keys with commas between, or *")
        parser.add_argument("--ports", default="127.0.0.1:8001", metavar="HOST:PORT", help="[127.0.0.1:8001]")
        parser.add_argument("--site", metavar="HOST:PORT", help="serve the public pages of these domains too")
        parser.add_argument("--migrate", action="store_true", help="make the tables of these domains first")
        parser.add_argument("--no-relay", action="store_true", help="deliver no events")

    def handle(self, *, only: str, **options: Any) -> None:  # noqa: ANN401  as Django's
        """Start the processes and pass their lines on."""
        if only != "*":
            try:
                domain_sets({*current().domains, *declarations()}, [only])
            except Misconfigured as error:
                raise CommandError(error.sentence, returncode=2) from None
        for option in ("ports", "site"):
            _require_address(option, options[option])
        environment = {**self._django(options), "ANABRANCH_SERVE": only}
        if options["migrate"]:
            self._migrate(only, environment)
        code = run_together(self._parts(environment, options), self.stdout.write)
        if code:
            raise CommandError(f"Ended with {code}.", returncode=1)

    def _django(self, options: dict[str, Any]) -> dict[str, str]:
        settings = options.get("settings") or os.environ["DJANGO_SETTINGS_MODULE"]
        return {"DJANGO_SETTINGS_MODULE": settings, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}

    def _parts(self, environment: dict[str, str], options: dict[str, Any]) -> list[Part]:
        server = [sys.executable, "-m", "anabranch_django.deployment.local_server", options["ports"]]
        parts = [Part("ports", server, environment)]
        if not options["no_relay"]:
            parts.append(Part("relay", [*_manage(), "anabranch_relay"], environment))
        if options["site"]:
            parts.append(Part("site", [*_manage(), "runserver", options["site"], "--noreload"], environment))
        return parts

    def _migrate(self, only: str, environment: dict[str, str]) -> None:
        for alias in sorted(aliases_of(replace(current(), serve=only))):
            command = [*_manage(), "migrate", "--run-syncdb", "--database", alias]
            if run_together([Part("migrate", command, environment)], self.stdout.write):
                raise CommandError(f'The tables in the database "{alias}" could not be made.', returncode=1)


def _require_address(option: str, address: str | None) -> None:
    port = (address or "127.0.0.1:8001").rpartition(":")[2]
    if not (port.isdecimal() and 0 < int(port) < 65536):
        raise CommandError(f"--{option} {address} is no address to listen at: write HOST:PORT.", returncode=2)


def _manage() -> list[str]:
    """The command line that started this one, without its arguments."""
    program = Path(ManagementUtility().prog_name)
    script = Path(sys.argv[0])
    if program.name == "manage.py" and script.is_file():
        return [sys.executable, str(script.resolve())]
    return [sys.executable, "-m", "django"]
