"""The second process of the tests: `python -m anabranch_django.testing.peer`, started by `peers`."""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from anabranch_django.by_value import encode
from anabranch_django.deployment.local_server import make_server
from anabranch_django.settings import current
from anabranch_django.testing.peers import FLUSH, PEER, TAKE

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def main() -> None:
    """Make databases, print the address, serve until the input ends."""
    said = json.loads(os.environ[PEER])
    settings.ANABRANCH = {
        **getattr(settings, "ANABRANCH", {}),
        "serve": said["serve"],
        "ports": said["ports"],
        "keys": said["keys"],
    }
    django.setup(set_prefix=False)
    from anabranch_django.ports.context import be_patient
    from anabranch_django.ports.handlers import PortsHandler

    be_patient(said["patience"])
    with _Databases(Path(said["folder"]), said["parent"]):
        server = make_server("127.0.0.1", 0, _with_controls(PortsHandler()))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        sys.stdout.write(f"http://127.0.0.1:{server.server_address[1]}\n")
        sys.stdout.flush()
        sys.stdin.read()
        server.shutdown()


class _Databases:
    """Databases beside those of the tests, under names of their own."""

    def __init__(self, folder: Path, parent: int) -> None:
        self._folder = folder
        self._parent = parent

    def __enter__(self) -> None:
        made = _used_here()
        for connection in connections.all():
            self._rename(connection)
            if connection in made:
                connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
            else:
                # Whatever asks there finds nothing, and never what the team's own settings name.
                connection.settings_dict["NAME"] = connection.settings_dict["TEST"]["NAME"]
            connection.close()

    def __exit__(self, *_error: object) -> None:
        for connection in _used_here():
            connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)

    def _rename(self, connection: Any) -> None:  # noqa: ANN401  of any backend
        test = connection.settings_dict["TEST"]
        if connection.vendor == "sqlite":
            # In a file: threads of the server would not see each other's memory.
            test["NAME"] = str(self._folder / f"{connection.alias}.sqlite3")
        else:
            test["NAME"] = f"{connection.creation._get_test_db_name()}_peer_{self._parent}"  # noqa: SLF001


def _used_here() -> list[Any]:
    """The databases of the domains that are here; what others keep is not made for them to find."""
    from anabranch_django.deployment.routing import aliases_here

    aliases = aliases_here() if current().domains else set(connections)
    return [connections[alias] for alias in sorted(aliases)]


def _with_controls(ports: WSGIApplication) -> WSGIApplication:
    controls = {FLUSH: _flush, TAKE: _take_events}

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        control = controls.get(environ["PATH_INFO"])
        if control is None:
            return ports(environ, start_response)
        body = control()
        connections.close_all()
        start_response("200 OK", [("Content-Length", str(len(body))), ("Content-Type", "application/json")])
        return [body]

    return application


def _flush() -> bytes:
    for connection in _used_here():
        # Apps of no domain are here, and may refer to tables of domains that are not.
        with connection.constraint_checks_disabled():
            call_command("flush", database=connection.alias, verbosity=0, interactive=False, reset_sequences=False)
    return b""


def _take_events() -> bytes:
    from anabranch_django.testing.events import take_all

    return encode(take_all())


if __name__ == "__main__":
    main()
