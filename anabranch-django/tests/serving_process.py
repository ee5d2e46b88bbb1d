"""A process that serves ports, and so takes events: `python -m tests.serving_process PORT [POINT COUNT]`."""

from __future__ import annotations

import sys
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import django


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    allow_reuse_address = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the standard library's name
        pass


def main() -> None:
    django.setup(set_prefix=False)
    from anabranch_django.ports.handlers import PortsHandler
    from tests.dying_relay import die_at

    port, *death = sys.argv[1:]
    if death:
        die_at(death[0], int(death[1]))
    server = _Server(("127.0.0.1", int(port)), _Quiet)
    server.set_app(PortsHandler())
    server.serve_forever()


if __name__ == "__main__":
    main()
