"""Watches for queries of one domain on the tables of another: what would not work apart."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.core.signals import setting_changed
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from anabranch_django.errors import AnabranchError
from anabranch_django.observing.statements import plain_name, read_tables, shorten, text_of
from anabranch_django.ports.domains import domain_of_app, domain_of_module
from anabranch_django.settings import current
from anabranch_django.tracing import add, names

logger = logging.getLogger("anabranch_django.guards")


class ForeignModel(AnabranchError):
    """A domain queried a table of another."""

    code = "foreign-model"


_unguarded: ContextVar[bool] = ContextVar("anabranch_unguarded", default=False)
_said: set[tuple[str, str, str, int]] = set()
_ON_BEHALF = ("anabranch_django.events.", "anabranch_django.ports.answering")
"""What these call is no act of who called them: a test that delivers events does not write the read model itself."""


@contextmanager
def unguarded() -> Iterator[None]:
    """Let what happens within query any table: for a test's own preparations, or a report by design."""
    token = _unguarded.set(True)
    try:
        yield
    finally:
        _unguarded.reset(token)


def guard(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:  # noqa: ANN401
    """Django's `execute_wrapper`: looks at every statement, as the setting says."""
    if current().guards != "off" and not _unguarded.get():
        text = shorten(text_of(sql, context["cursor"].cursor))
        domains = _domains_in(text, context["connection"].vendor == "mysql")
        if domains:
            _compare(domains)
    return execute(sql, params, many, context)


def watch(label: str) -> None:
    """The router's side of it: a model of this app is about to be queried."""
    if current().guards != "off" and not _unguarded.get():
        domain = domain_of_app(label)
        if domain in current().domains:
            _compare(frozenset({domain}))


def install() -> None:
    """Watch every connection that is opened from now on."""
    connection_created.connect(_wrap, dispatch_uid="anabranch_django.guards")


def _wrap(*, connection: BaseDatabaseWrapper, **_signal: object) -> None:
    if guard not in connection.execute_wrappers:
        connection.execute_wrappers.append(guard)


@lru_cache(maxsize=4096)
def _domains_in(sql: str, escapes: bool) -> frozenset[str]:
    """The domains of the tables that a statement names; columns and aliases may be called like one."""
    tables = _tables()
    names = {table.name.lower() for table in read_tables(sql, escapes=escapes)}
    return frozenset(tables[name] for name in names if name in tables)


@lru_cache(maxsize=1)
def _tables() -> dict[str, str]:
    """The domain of every table of a listed domain; the names in small letters, without a schema."""
    models: list[Any] = apps.get_models(include_auto_created=True)
    found = {plain_name(model._meta.db_table).lower(): domain_of_app(model._meta.app_label) for model in models}
    return {table: domain for table, domain in found.items() if domain in current().domains}


def _compare(domains: frozenset[str]) -> None:
    acting, file, line = _acting()
    settings = current()
    for domain in domains:
        if not acting or domain == acting or settings.domain(domain).role == "base":
            continue
        if settings.domain(acting).role == "shell":
            continue
        _report(acting, domain, file, line)


def _report(acting: str, domain: str, file: str, line: int) -> None:
    add(names.FOREIGN, {names.CALLER: acting, names.SERVICE: domain})
    said = (
        f"{acting!r} queries a table of {domain!r} at {file}:{line}. Ask its port, keep a read model, or let the code "
        f"move to {domain!r}."
    )
    if current().guards == "raise":
        raise ForeignModel(said)
    if (acting, domain, file, line) not in _said:
        _said.add((acting, domain, file, line))
        logger.warning(said)


def _acting() -> tuple[str, str, int]:
    """The domain whose code runs the query: that of the nearest frame that is in one, and where it is."""
    frame = sys._getframe(1)  # noqa: SLF001  there is no other way to the caller
    while frame is not None:
        module = frame.f_globals.get("__name__", "")
        if ".migrations." in module or module.startswith(_ON_BEHALF):
            return "", "", 0
        found = domain_of_module(module)
        if found and found in current().domains:
            return found, frame.f_code.co_filename, frame.f_lineno
        frame = frame.f_back  # type: ignore[assignment]
    return "", "", 0


def _forget(*, setting: str, **_rest: object) -> None:
    if setting in {"ANABRANCH", "INSTALLED_APPS"}:
        _domains_in.cache_clear()
        _tables.cache_clear()
        _said.clear()


setting_changed.connect(_forget, dispatch_uid="anabranch_django.deployment.guarding")
