"""Django's request handlers with the URLconf of ports and none of the project's middleware."""

from __future__ import annotations

from typing import Any

from django.core.handlers.base import BaseHandler
from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest

URLCONF = "anabranch_django.ports.urls"


class OnlyPorts(BaseHandler):
    """What every handler of ports is beside Django's own."""

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: ARG002  Django's signature
        """Load none."""
        self._view_middleware: list[Any] = []
        self._template_response_middleware: list[Any] = []
        self._exception_middleware: list[Any] = []
        self._middleware_chain = convert_exception_to_response(self._get_response)  # type: ignore[attr-defined]

    def get_response(self, request: HttpRequest) -> Any:  # noqa: ANN401  Django's
        """The response, by the URLconf of ports."""
        # Django's own looks at ROOT_URLCONF first, which is the public one.
        request.urlconf = URLCONF
        response: Any = self._middleware_chain(request)
        response._resource_closers.append(request.close)  # noqa: SLF001  as Django does
        return response


class PortsHandler(OnlyPorts, WSGIHandler):
    """The WSGI application that serves ports."""
