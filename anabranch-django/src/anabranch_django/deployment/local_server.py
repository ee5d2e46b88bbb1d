"""A server of ports for development and tests: threads, kept connections, nothing else.

`python -m anabranch_django.deployment.local_server 127.0.0.1:8001`
"""

from __future__ import annotations

import socketserver
import sys
from typing import TYPE_CHECKING

import django
from django.core.servers.basehttp import WSGIRequestHandler, WSGIServer

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


class _Server(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Handler(WSGIRequestHandler):
    # Headers and body leave in two writes; the second would wait 40 ms for the acknowledgement of the first.
    disable_nagle_algorithm = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the standard library's name
        """Say nothing: a call is seen in the caller's and callee's own logs."""


def make_server(host: str, port: int, application: WSGIApplication) -> WSGIServer:
    """A server that listens; with port 0 on a free one. Raises `OSError` where the address is taken."""
    server = _Server((host, port), _Handler)
    server.set_app(application)
    return server


def main() -> None:
    """Serve the ports of this process until it is ended."""
    django.setup(set_prefix=False)
    from anabranch_django.ports.handlers import PortsHandler

    host, _, port = sys.argv[1].rpartition(":")
    try:
        server = make_server(host or "127.0.0.1", int(port), PortsHandler())
    except OSError as error:
        sys.exit(f"Nothing can listen at {sys.argv[1]}: {error.strerror or error}.")
    with server:
        server.serve_forever()


if __name__ == "__main__":
    main()
