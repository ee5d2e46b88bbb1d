"""Relations between models that could not hold apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error
from django.db import router
from django.db.models import Model

from anabranch_django.deployment.guarding import unguarded
from anabranch_django.ports.domains import domain_of_app, is_here
from anabranch_django.settings import Settings


def check_relations(settings: Settings) -> Iterator[CheckMessage]:
    """No foreign key leads to another database, or to a domain of another process."""
    if not settings.domains:
        return
    with unguarded():
        for model in apps.get_models():
            owner = domain_of_app(model._meta.app_label)
            if owner not in settings.domains or is_here(owner):
                for field in model._meta.get_fields():
                    yield from _check_field(settings, owner, field)


def _check_field(settings: Settings, owner: str, field: Any) -> Iterator[CheckMessage]:  # noqa: ANN401  of any kind
    target = getattr(field, "related_model", None)
    if not field.is_relation or field.auto_created or target is None or isinstance(target, str):
        return
    other = domain_of_app(target._meta.app_label)
    if other == owner or not settings.domains.keys() & {owner, other}:
        return
    apart = other in settings.domains and not is_here(other)
    if apart and owner not in settings.domains:
        # What belongs to no domain is installed everywhere, and used where all that it leads to is.
        return
    if apart or _database(settings, other, target) != _database(settings, owner, field.model):
        yield Error(
            f"{field} of {_named(settings, owner)} is a relation to {target._meta.label} of {_named(settings, other)}, "
            f"which is in another {'process' if apart else 'database'}.",
            hint=_hint(settings, owner, other),
            obj=field.model,
            id="anabranch.E030",
        )


def _database(settings: Settings, key: str, model: type[Model]) -> str:
    """Of a domain the one it names; of what is in none, such as Django's users, the one that the routers choose."""
    return settings.domain(key).database if key in settings.domains else router.db_for_write(model)


def _named(settings: Settings, key: str) -> str:
    return repr(key) if key in settings.domains else "no domain"


def _hint(settings: Settings, owner: str, other: str) -> str:
    if owner not in settings.domains:
        return f"Keep {other!r} in the default database, or list the app that refers to it under its 'apps'."
    if other not in settings.domains:
        return "Keep the id as a plain field: what belongs to no domain stays in the default database."
    return "Keep the other's key as a plain field, and ask its port or keep a read model."
