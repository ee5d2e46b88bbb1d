"""Keeps the models of the tests' domains in the databases of their domains."""

from __future__ import annotations

from django.db.models import Model


class Router:
    def db_for_read(self, model: type[Model], **_hints: object) -> str | None:
        from anabranch_django.settings import current

        label = model._meta.app_label
        return current().domain(label).database if label in {"sales", "shipping"} else None

    db_for_write = db_for_read
