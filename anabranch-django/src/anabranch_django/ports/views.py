"""The callee's end of the wire: a request is checked, answered, and never shows a traceback."""

from __future__ import annotations

import logging

from django.db import connections, transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from anabranch_django.errors import (
    AnabranchError,
    BadArguments,
    CallerNotAllowed,
    SignatureRefused,
    TooLarge,
    UnknownMethod,
)
from anabranch_django.ports import headers
from anabranch_django.ports.answering import answer
from anabranch_django.ports.domains import is_served
from anabranch_django.ports.replies import failed_reply, internal
from anabranch_django.ports.values import Call, Reply
from anabranch_django.settings import current

_META = {
    name: f"HTTP_{name.upper().replace('-', '_')}"
    for name in (headers.CALL, headers.SIGNATURE, headers.SCHEMA, *headers.TRACE)
}
"""Django's names of the headers that are read: looked up as they are, which its own mapping does not."""

logger = logging.getLogger("anabranch_django.ports")


def receive(request: HttpRequest, port: str, version: int, method: str) -> HttpResponse:
    """Answer one call. Whatever comes, the peer gets a reply with a code and a sentence."""
    try:
        call = _read(request, port, version, method)
    except SignatureRefused as error:
        logger.warning("A call of %s.%s was refused: %s", port, method, error.sentence)
        return _respond(failed_reply(SignatureRefused("The call's signature was refused; the callee's log says why.")))
    except AnabranchError as error:
        return _respond(failed_reply(error))
    except Exception as error:  # noqa: BLE001  a peer never sees a traceback
        return _respond(failed_reply(internal(f"Reading a call of {port}.{method}", error)))
    return _respond(answer(call))


def refuse(request: HttpRequest) -> HttpResponse:
    """Answer what is no call."""
    return _respond(failed_reply(UnknownMethod(f"{request.path} is no method: post to /port/version/method.")))


def _read(request: HttpRequest, port: str, version: int, method: str) -> Call:
    if request.method != "POST":
        raise BadArguments("Calls are posted.")
    call = headers.read_call(
        lambda name: str(request.META.get(_META[name], "")),
        path=request.path,
        port=port,
        version=version,
        method=method,
        body=_body(request),
    )
    if not is_served(port):
        raise UnknownMethod(f"{port!r} is not served by this process, which serves {current().serve!r}.")
    if not call.caller and current().domains:
        raise CallerNotAllowed(
            "The call is made by code of no domain, such as a shell or a script. In its process set ANABRANCH['name'] "
            f"to a domain that lists {port!r} in 'uses', for instance one with role 'shell'."
        )
    return call


def _body(request: HttpRequest) -> bytes:
    length = request.META.get("CONTENT_LENGTH") or ""
    if not length.isdecimal():
        raise BadArguments("The call does not say its length.")
    size, most = int(length), current().limits.max_size
    if size > most:
        raise TooLarge(f"The call has {size} bytes, and {most} may cross.")
    # Not `request.body`, whose limit is that of the team's forms.
    body = request.read(size)
    if len(body) != size:
        raise BadArguments(f"The call says {size} bytes and has {len(body)}.")
    return body


def _respond(reply: Reply) -> HttpResponse:
    response = HttpResponse(
        reply.body, status=headers.HTTP_STATUS.get(reply.status, 400), content_type="application/json"
    )
    response[headers.STATUS] = reply.status
    response["Content-Length"] = str(len(reply.body))
    if reply.schema:
        response[headers.SCHEMA] = reply.schema
    return response


receive, refuse = csrf_exempt(receive), csrf_exempt(refuse)
for _alias in connections:
    # A call has a transaction of its own, whatever ATOMIC_REQUESTS says.
    receive = transaction.non_atomic_requests(using=_alias)(receive)
