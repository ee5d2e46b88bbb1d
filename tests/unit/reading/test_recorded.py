from __future__ import annotations

import pytest

from anabranch.reading.values import Model
from tests.fakes.projects import read_sources

MIGRATION = """from django.conf import settings
from django.db import migrations, models
import kit.fields

class Migration(migrations.Migration):
    dependencies = {dependencies}
    operations = [{operations}]
"""
CREATED = """migrations.CreateModel(
    name="Line",
    fields=[
        ("id", models.AutoField(primary_key=True)),
        ("item_ptr", models.OneToOneField(on_delete=models.CASCADE, parent_link=True, to="kititems.item")),
        ("creator", models.ForeignKey(on_delete=models.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL)),
        ("product", kit.fields.Choice(on_delete=models.CASCADE, to="catalog.product")),
        ("size", kit.fields.Scaled("large", default=1)),
    ],
),"""
CREATOR = ("creator", "fk", "accounts.User", "+")
PRODUCT = ("product", "fk", "catalog.Product", "line_set")
ITEM = ("item_ptr", "o2o", "kititems.item", "line")


def lines(source: str, operations: str = CREATED, *more: str) -> list[Model]:
    files = {"orders/models.py": source}
    for number, text in enumerate((operations, *more), 1):
        before = [("orders", f"000{number - 1}_lines")] if number > 1 else []
        files[f"orders/migrations/000{number}_lines.py"] = MIGRATION.format(dependencies=before, operations=text)
    return [one for one in read_sources(files).map.models if one.label.startswith("orders.")]


def rows(source: str, operations: str = CREATED, *more: str) -> list[tuple[str, str, str, str | None]]:
    found = lines(source, operations, *more)
    return [(one.field, one.kind, one.target, one.accessor) for model in found for one in model.relations]


PLAIN = "from django.db import models\nclass Line(models.Model):\n    size = models.IntegerField()\n"
STRANGE = "from kit.models import Noted\nclass Line(Noted):\n    pass\n"


def test_model_whose_source_says_all_takes_nothing_from_migrations() -> None:
    assert rows(PLAIN) == []


def test_model_with_a_base_outside_has_the_relations_that_migrations_record() -> None:
    assert rows(STRANGE) == [ITEM, CREATOR, PRODUCT]


def test_field_of_a_class_outside_is_the_relation_that_is_recorded() -> None:
    source = (
        "from django.db import models\nfrom kit import fields\nclass Line(models.Model):\n    x = fields.Choice()\n"
    )
    assert PRODUCT in rows(source)


def test_model_outside_goes_by_the_label_that_is_recorded() -> None:
    source = (
        "from django.db import models\nfrom kit.items.models import Item\nclass Line(models.Model):\n"
        "    item_ptr = models.OneToOneField(Item, models.CASCADE)\n"
    )
    assert rows(source) == [("item_ptr", "o2o", "kititems.Item", "line")]


def test_target_that_a_field_class_gives_itself_is_the_recorded_one() -> None:
    source = (
        "from django.db import models\nclass OwnKey(models.ForeignKey):\n    pass\n"
        "class Line(models.Model):\n    product = OwnKey(null=True)\n"
    )
    assert rows(source) == [PRODUCT]


def test_relation_to_another_app_is_a_reference_at_the_class() -> None:
    files = {
        "orders/models.py": STRANGE.replace("class ", "class »"),
        "orders/migrations/0001_lines.py": MIGRATION.format(dependencies=[], operations=CREATED),
    }
    read = read_sources(files)
    assert set(read.pairs("relation")) >= {("orders.models.Line", "accounts.models.User")}
    assert set(read.places("relation")) == set(read.marks)


@pytest.mark.parametrize(
    ("later", "left"),
    [
        ('migrations.RemoveField(model_name="line", name="creator")', [ITEM, PRODUCT]),
        ('migrations.RemoveField("line", "creator")', [ITEM, PRODUCT]),
        ('migrations.RenameField("line", "creator", "maker")', [ITEM, PRODUCT, ("maker", *CREATOR[1:])]),
        ('migrations.AlterField("line", "creator", models.TextField())', [ITEM, PRODUCT]),
        ('migrations.RemoveFieldIfThere("line", "creator")', [ITEM, PRODUCT]),
        (
            'migrations.SeparateDatabaseAndState(state_operations=[migrations.RemoveField("line", "creator")])',
            [ITEM, PRODUCT],
        ),
        ('migrations.SeparateDatabaseAndState([migrations.RemoveField("line", "creator")])', [ITEM, CREATOR, PRODUCT]),
        ("migrations.RunPython(print)", [ITEM, CREATOR, PRODUCT]),
    ],
)
def test_later_migration_changes_what_is_recorded(later: str, left: list[tuple[str, ...]]) -> None:
    assert rows(STRANGE, CREATED, later) == left


def test_model_that_no_class_statement_is_of_is_listed_at_its_migration() -> None:
    (made,) = lines("make_models()\n")
    assert (made.label, made.file, made.table) == (
        "orders.Line",
        "orders/migrations/0001_lines.py",
        "orders_line",
    )
    assert rows("make_models()\n") == [ITEM, CREATOR, PRODUCT]


@pytest.mark.parametrize(
    "later",
    ['migrations.DeleteModel(name="Line")', 'migrations.DeleteModelIfThere("Line")', "*OLDER"],
)
def test_model_that_may_be_gone_is_not_listed(later: str) -> None:
    assert lines("make_models()\n", CREATED, later) == []


def test_proxy_that_only_migrations_know_is_not_listed() -> None:
    assert lines("", 'migrations.CreateModel(name="Line", fields=[], options={"proxy": True})') == []


def test_renamed_model_is_listed_under_its_new_name() -> None:
    assert [one.label for one in lines("", CREATED, 'migrations.RenameModel("Line", "Row")')] == ["orders.Row"]


def test_field_behind_a_table_that_has_it_is_not_taken_again() -> None:
    source = (
        "from django.db import models\nclass Key(models.Model):\n    product = models.ForeignKey('catalog.Product')\n"
        "class Other(models.Model):\n    product = models.ForeignKey('catalog.Product', 1)\n"
        "    class Meta:\n        abstract = True\nclass Line(Key, Other):\n    pass\n"
    )
    model = next(one for one in lines(source, "") if one.label == "orders.Line")
    assert [one.field for one in model.relations] == ["key_ptr"]


def test_model_of_a_package_that_is_known_keeps_its_capitals() -> None:
    created = CREATED.replace('to="kititems.item"', 'to="wagtailcore.page"').replace("item_ptr", "start")
    assert [row[2] for row in rows(STRANGE, created) if row[0] == "start"] == ["wagtailcore.Page"]
