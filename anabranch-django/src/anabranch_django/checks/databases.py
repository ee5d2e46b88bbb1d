"""What a domain writes, its receipts and its outbox lie in one database: only then one transaction holds all."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.core.checks import CheckMessage, Error
from django.db import connections, router

from anabranch_django.deployment.guarding import unguarded
from anabranch_django.ports.domains import is_here
from anabranch_django.ports.registry import declarations
from anabranch_django.settings import Settings

_OWN = "anabranch"
_VENDORS = frozenset({"sqlite", "postgresql", "mysql"})
"""As Django calls them; MariaDB is "mysql" too."""


def check_databases(settings: Settings) -> Iterator[CheckMessage]:
    """Of each domain here that has a port: its database is known, spoken, has our tables, and holds its models."""
    with unguarded():
        for key in sorted({*settings.domains, *declarations()}):
            if is_here(key) and key in declarations():
                yield from _check_domain(settings, key)


def _check_domain(settings: Settings, key: str) -> Iterator[CheckMessage]:
    alias = settings.domain(key).database
    if alias not in connections:
        yield Error(
            f"The database of {key!r} is {alias!r}, and DATABASES has none of that name.",
            hint=f"There are {', '.join(sorted(connections))}.",
            id="anabranch.E025",
        )
        return
    if connections[alias].vendor not in _VENDORS:
        yield Error(
            f"The database {alias!r} of {key!r} is {connections[alias].vendor!r}, whose SQL receipts and outbox do not "
            "speak.",
            hint="Keep the domain in PostgreSQL, SQLite, MariaDB or MySQL.",
            id="anabranch.E028",
        )
        return
    if not router.allow_migrate(alias, _OWN):
        yield Error(
            f"The database routers make no tables of anabranch in {alias!r}, the database of {key!r}: it would have "
            "neither receipts nor an outbox.",
            hint=f"Let allow_migrate answer True or None for the app label {_OWN!r} and {alias!r}.",
            id="anabranch.E026",
        )
    yield from _check_models(settings, key, alias)


def _check_models(settings: Settings, key: str, alias: str) -> Iterator[CheckMessage]:
    labels = settings.domain(key).apps or (key,)
    for model in apps.get_models():
        if model._meta.app_label not in labels or not model._meta.managed or model._meta.proxy:
            continue
        actual = router.db_for_write(model)
        if actual != alias:
            yield Error(
                f"{model._meta.label} of {key!r} is kept in {actual!r} by the database routers, and the receipts and "
                f"the outbox of {key!r} in {alias!r}: no transaction would hold both.",
                hint="Set DATABASE_ROUTERS = [\"anabranch_django.deployment.Router\"], or the domain's 'database'.",
                obj=model,
                id="anabranch.E027",
            )
