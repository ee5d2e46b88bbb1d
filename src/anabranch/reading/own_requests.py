"""Requests that are objects of a class of the project itself, as where it keeps a framework of its own."""

from __future__ import annotations

from collections.abc import Iterable

from anabranch.reading.resolver import Resolver
from anabranch.reading.world import ClassInfo

_OF_DJANGO = frozenset({
    "GET", "POST", "COOKIES", "META", "FILES", "LANGUAGE_CODE", "path", "path_info", "method", "resolver_match",
    "content_type", "content_params", "headers", "session", "site", "user", "auser", "current_app", "urlconf",
    "exception_reporter_filter", "encoding", "scheme", "body", "accepts", "accepted_types", "get_host", "get_port",
    "get_full_path", "get_full_path_info", "get_raw_uri", "get_signed_cookie", "get_preferred_type",
    "multipart_parser_class", "build_absolute_uri", "is_secure", "is_ajax", "upload_handlers", "parse_file_upload",
    "close", "read", "readline", "readlines", "csrf_processing_done", "csrf_cookie_needs_update", "environ", "scope",
    "script_name",
})  # fmt: skip
"""Attributes of `django.http.HttpRequest`, those of its handlers and middleware among them, in old versions too."""
_OF_REST_FRAMEWORK = frozenset({
    "data", "query_params", "auth", "authenticators", "successful_authenticator", "parsers", "parser_context", "stream",
    "negotiator", "accepted_renderer", "accepted_media_type", "version", "versioning_scheme", "force_plaintext_errors",
})  # fmt: skip
"""What `rest_framework.request.Request` has beside, and its views add."""


def are_requests(info: ClassInfo) -> bool:
    """Whether objects of a class are called as Django's are."""
    return info.definition.name == "Request" and not info.module.unit.is_test


def owner_of(resolver: Resolver, classes: Iterable[ClassInfo], name: str) -> ClassInfo | None:
    """The only one of these classes that has an attribute of requests which those of Django never have."""
    if name.startswith("_") or name in _OF_DJANGO or name in _OF_REST_FRAMEWORK:
        return None
    having = [info for info in classes if _has(resolver, info, name)]
    return having[0] if len(having) == 1 else None


def _has(resolver: Resolver, info: ClassInfo, name: str) -> bool:
    line = resolver.hierarchy.ancestors(info)
    for each in line:
        resolver.circles.note(each.module)
    return any(
        name in names
        for each in line
        for names in (each.definition.names, each.definition.annotated, each.definition.attributes)
    )
