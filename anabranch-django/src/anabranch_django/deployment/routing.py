"""The database router: each domain's tables in its own database, and only where the domain is."""

from __future__ import annotations

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model

from anabranch_django.deployment.guarding import watch
from anabranch_django.deployment.placing import is_present
from anabranch_django.ports.domains import domain_of_app, is_here
from anabranch_django.settings import Settings, current


class Router:
    """`DATABASE_ROUTERS = ["anabranch_django.deployment.Router"]`; asked for models of listed domains only."""

    def db_for_read(self, model: type[Model], **_hints: object) -> str | None:
        """The alias of the model's domain; what queries it from another one is reported as the guards say."""
        watch(model._meta.app_label)
        return _alias(model._meta.app_label)

    def db_for_write(self, model: type[Model], **_hints: object) -> str | None:
        """The alias of the model's domain; what queries it from another one is reported as the guards say."""
        watch(model._meta.app_label)
        return _alias(model._meta.app_label)

    def allow_relation(self, one: Model, other: Model, **_hints: object) -> bool | None:
        """A relation between two databases is refused: nothing would hold it."""
        first, second = _alias(one._meta.app_label), _alias(other._meta.app_label)
        return False if first and second and first != second else None

    def allow_migrate(self, db: str, app_label: str, **_hints: object) -> bool | None:
        """Tables are made where their domain is; those of the library wherever a domain is.

        Those of no domain stay out of the databases that are not the default one and belong to domains.
        """
        if app_label == "anabranch":
            return db in aliases_here()
        key = _listed(app_label)
        if not key:
            # Its keys may lead to any domain's tables; a database of one domain has no others.
            return False if db != DEFAULT_DB_ALIAS and db in _databases() else None
        return is_here(key) and db == current().domain(key).database


def aliases_here() -> set[str]:
    """The databases that domains of this process use."""
    return aliases_of(current())


def aliases_of(settings: Settings) -> set[str]:
    """The databases that domains use in a process with these settings."""
    domains = settings.domains.items()
    return {domain.database for key, domain in domains if is_present(key, settings)} or {DEFAULT_DB_ALIAS}


def _databases() -> set[str]:
    return {domain.database for domain in current().domains.values()}


def _alias(label: str) -> str | None:
    key = _listed(label)
    return current().domain(key).database if key else None


def _listed(label: str) -> str:
    return domain_of_app(label) if current().domains else ""
