from __future__ import annotations

import pytest

from tests.fakes.projects import find, read_sources

CATALOG = {
    "catalog/migrations/0001_initial.py": """
        from django.db import migrations

        class Migration(migrations.Migration):
            dependencies = []
        """,
    "catalog/migrations/0002_more.py": "class Migration:\n    pass\n",
}


def migration(body: str, head: str = "") -> dict[str, str]:
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    text = f"from django.conf import settings\nfrom django.db import migrations, models\n{head}\n"
    return {
        **CATALOG,
        "orders/migrations/0001_initial.py": f"{text}\nclass Migration(migrations.Migration):\n{lines}\n",
    }


HERE = "orders.migrations.0001_initial.Migration"


@pytest.mark.parametrize(
    "body",
    ["dependencies = []", 'dependencies = [("auth", "0001_initial")]', 'dependencies = [("catalog", "0009_gone")]'],
    ids=["none", "outside", "gone"],
)
def test_migration_without_a_foreign_dependency_refers_to_nothing(body: str) -> None:
    assert find("migration", migration(body)) == []


@pytest.mark.parametrize(
    ("body", "target"),
    [
        ('dependencies = [(»"catalog", "0001_initial")]', "0001_initial"),
        ('run_before = [(»"catalog", "0002_more")]', "0002_more"),
        ('dependencies = [("값", "값"), (»"catalog", "0002_more")]', "0002_more"),
        ('dependencies = [(»"catalog", "__first__")]', "0001_initial"),
        ('dependencies = [] + [(»"catalog", "0001_initial")]', "0001_initial"),
    ],
    ids=["dependencies", "run-before", "hangul", "first", "concatenated"],
)
def test_dependency_stands_at_its_app(body: str, target: str) -> None:
    assert find("migration", migration(body)) == [(HERE, f"catalog.migrations.{target}")]


def test_latest_dependency_is_the_last_migration() -> None:
    pairs = find("migration", migration('dependencies = [(»"catalog", "__latest__")]'))
    assert pairs == [(HERE, "catalog.migrations.0002_more")]


def test_swappable_dependency_is_the_first_migration_of_the_user_s_app() -> None:
    sources = migration("dependencies = [migrations.swappable_dependency(settings.»AUTH_USER_MODEL)]")
    sources["accounts/migrations/0001_initial.py"] = "class Migration:\n    pass\n"
    assert find("migration", sources) == [(HERE, "accounts.migrations.0001_initial")]


def test_model_named_by_an_operation_is_history_and_does_not_count() -> None:
    body = 'operations = [migrations.AddField("line", "p", models.ForeignKey(to=»"catalog.product", on_delete=1))]'
    found = read_sources(migration(body))
    (reference,) = found.references("migration")
    assert (reference.file, reference.line, reference.column) == found.marks[0]
    assert (reference.imported.symbol, reference.counts) == ("catalog.models.Product", False)


def test_historical_model_is_history_and_does_not_count() -> None:
    head = "\ndef fill(apps, schema_editor):\n    return apps.get_model('catalog', »'Product').objects.all()\n"
    found = read_sources(migration("operations = [migrations.RunPython(fill)]", head))
    (reference,) = found.references("migration")
    assert (reference.file, reference.line, reference.column) == found.marks[0]
    assert (reference.imported.symbol, reference.counts) == ("catalog.models.Product", False)


@pytest.mark.parametrize(
    "head",
    [
        "from catalog.models import Product\n\ndef fill(apps, editor):\n    »Product.objects.all()\n",
        "def fill(apps, editor):\n    from catalog.models import Product\n    »Product.objects.all()\n",
        "from catalog.models import »Product\n",
    ],
    ids=["use", "local", "unused"],
)
def test_live_code_in_a_migration_counts(head: str) -> None:
    found = read_sources(migration("pass", head))
    (reference,) = found.references("migration")
    assert (reference.file, reference.line, reference.column) == found.marks[0]
    assert (reference.tie_class, reference.counts, reference.note) == ("history", True, "live")
