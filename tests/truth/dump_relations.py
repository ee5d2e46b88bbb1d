"""Boot a Django project and write its apps, models and relations.

DJANGO_SETTINGS_MODULE=… python dump_relations.py PACKAGE[,PACKAGE] OUTPUT

Rows made by Django itself (link models of many-to-many fields) are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from boot import Arguments, boot, write

if TYPE_CHECKING:
    from collections.abc import Iterator


def own_models(arguments: Arguments) -> list[Any]:
    """Give the project's models, in the order in which they were registered."""
    from django.apps import apps

    return [model for model in apps.get_models() if arguments.owns(model.__module__)]


def relation_rows(model: Any) -> Iterator[list[str | None]]:
    """Yield model, field, kind, target, accessor and through of what a model defines or takes from an abstract base."""
    for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
        if not field.is_relation or field.related_model is None or isinstance(field.related_model, str):
            continue
        through = getattr(field.remote_field, "through", None)
        yield [
            model._meta.label,
            field.name,
            relation_kind(field),
            field.related_model._meta.label,
            field.remote_field.get_accessor_name(),
            through._meta.label if through else None,
        ]


def relation_kind(field: Any) -> str:
    """Name a relation field's kind as the map does."""
    if field.many_to_many:
        return "m2m"
    return "o2o" if field.one_to_one else "fk"


def main() -> None:
    """Write the file."""
    arguments = boot()
    import django
    from django.apps import apps

    models = own_models(arguments)
    content = {
        "django": django.get_version(),
        "apps": [config.label for config in apps.get_app_configs()],
        "models": [[model._meta.label, model.__module__, model._meta.db_table] for model in models],
        "relations": [row for model in models for row in relation_rows(model)],
    }
    write(arguments.output, content)


if __name__ == "__main__":
    main()
