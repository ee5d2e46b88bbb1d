"""Relations between models that could not hold apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error

from anabranch_django.ports.domains import domain_of_app, is_here
from anabranch_django.settings import Settings


def check_relations(settings: Settings) -> Iterator[CheckMessage]:
    """No foreign key leads to another database, or to a domain of another process."""
    if not settings.domains:
        return
    for model in apps.get_models():
        owner = domain_of_app(model._meta.app_label)
        if owner not in settings.domains or not is_here(owner):
            continue
        for field in model._meta.get_fields():
            yield from _check_field(settings, owner, field)


def _check_field(settings: Settings, owner: str, field: Any) -> Iterator[CheckMessage]:  # noqa: ANN401  of any kind
    target = getattr(field, "related_model", None)
    if not field.is_relation or field.auto_created or target is None or isinstance(target, str):
        return
    other = domain_of_app(target._meta.app_label)
    if other == owner or other not in settings.domains:
        return
    apart = not is_here(other)
    if apart or settings.domain(other).database != settings.domain(owner).database:
        yield Error(
            f"{field} of {owner!r} is a relation to {target._meta.label} of {other!r}, which is in another "
            f"{'process' if apart else 'database'}.",
            hint="Keep the other's key as a plain field, and ask its port or keep a read model.",
            obj=field.model,
            id="anabranch.E030",
        )
