"""Less to do for every business transaction that publishes: no constraints, and on PostgreSQL one index instead of two.

Elsewhere no index can be saved: SQLite and MySQL keep a table itself in the order of its primary key.
"""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_ONE = (
    "DROP INDEX anabranch_outbox_domain",
    "ALTER TABLE anabranch_outbox DROP CONSTRAINT anabranch_outbox_pkey",
    "ALTER TABLE anabranch_outbox ADD CONSTRAINT anabranch_outbox_pkey PRIMARY KEY (domain, id)",
)
_TWO = (
    "ALTER TABLE anabranch_outbox DROP CONSTRAINT anabranch_outbox_pkey",
    "ALTER TABLE anabranch_outbox ADD CONSTRAINT anabranch_outbox_pkey PRIMARY KEY (id)",
    "CREATE INDEX anabranch_outbox_domain ON anabranch_outbox (domain, id)",
)


def _keep_one(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    _execute(editor, _ONE)


def _keep_two(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    _execute(editor, _TWO)


def _execute(editor: BaseDatabaseSchemaEditor, statements: tuple[str, ...]) -> None:
    if editor.connection.vendor == "postgresql":
        for statement in statements:
            editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("anabranch", "0002_receipts"),
    ]

    operations = [
        *(
            migrations.AlterField(model_name=model, name=name, field=models.SmallIntegerField())
            for model in ("outboxevent", "unsentevent", "deferredevent")
            for name in ("shard", "version", "hops")
        ),
        migrations.RunPython(_keep_one, _keep_two, elidable=False),
    ]
